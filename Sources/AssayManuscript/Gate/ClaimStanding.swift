// SPDX-License-Identifier: GPL-3.0-or-later

/// What the evidence says of a claim, in plain values: the gate computes none of it.
public struct ClaimStanding: Hashable, Sendable {
  /// The verdicts that evidence can reach.
  public enum Verdict: String, Sendable {
    case corroborated, refuted, undecided, invalid
  }

  /// What the checks together say.
  public let verdict: Verdict
  /// Why the evidence is older than what it is about; nil when it is not.
  public let staleness: String?
  /// The numbers in one line: `0.9513 in [0.9502, 0.9524]  claimed 0.9515 ± 0.01  n 4096`.
  public let summary: String
  /// Why, when the verdict is not corroborated.
  public let reason: String?
  /// Numbers for machines: alpha, n, interval, seed.
  public let properties: [GateFinding.Property]

  /// Creates a standing.
  public init(
    verdict: Verdict, staleness: String? = nil, summary: String, reason: String? = nil,
    properties: [GateFinding.Property] = []
  ) {
    self.verdict = verdict
    self.staleness = staleness
    self.summary = summary
    self.reason = reason
    self.properties = properties
  }
}
