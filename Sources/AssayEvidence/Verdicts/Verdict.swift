// SPDX-License-Identifier: GPL-3.0-or-later

/// What the evidence says about one check, or about a claim.
public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
  /// The statement holds to within its margin and every rival is excluded.
  case corroborated
  /// The statement is contradicted.
  case refuted
  /// The budget ran out before either could be said; never a pass.
  case undecided
  /// An assumption of the method failed, so nothing may be said.
  case invalid

  /// The verdict of a claim from the verdicts of its checks: corroborated when all are, refuted when any is, else
  /// invalid when any is, else undecided. `nil` when there are no checks.
  public static func combine(_ verdicts: some Sequence<Verdict>) -> Verdict? {
    let seen = Set(verdicts)
    if seen.isEmpty { return nil }
    if seen.contains(.refuted) { return .refuted }
    if seen.contains(.invalid) { return .invalid }
    return seen.contains(.undecided) ? .undecided : .corroborated
  }
}

/// How the error probability of a verdict is guaranteed.
public enum Guarantee: String, Sendable, Hashable, Codable, CaseIterable {
  /// Holds at every sample size, for every law the method admits.
  case exact
  /// Holds in the limit of many batches (a central limit theorem stands between).
  case asymptotic
  /// No sampling error is involved; no alpha is spent.
  case deterministic
}

/// How a claim sets a quantity beside a value.
public enum Relation: String, Sendable, Hashable, Codable, CaseIterable {
  /// The quantity is the value.
  case equals
  /// The quantity is at least the value.
  case atLeast
  /// The quantity is at most the value.
  case atMost
}
