// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayManuscript

extension ClaimStanding {
  /// What the records of a claim say, in the gate's plain values; nil when there is no record.
  ///
  /// - Parameters:
  ///   - claim: the claim with its records.
  ///   - staleness: why a record is older than what it is about; nil when it is not.
  public init?(_ claim: RunReport.Claim, staleness: (EvidenceRecord) -> String?) {
    guard let verdict = claim.verdict, let critical = claim.critical else { return nil }
    let numbers = NumberCells(critical)
    let checks = claim.checks.count > 1 ? "  \(claim.checks.count) checks" : ""
    let budget = ErrorBudget(claim.checks)
    var properties: [GateFinding.Property] = [
      .init(name: "verdict", value: verdict.rawValue), .init(name: "n", value: "\(critical.n)"),
      .init(name: "alpha", value: "\(budget.total)"), .init(name: "seed", value: "\(critical.seed)"),
    ]
    if let interval = critical.interval {
      properties.append(.init(name: "interval", value: "[\(interval.lower), \(interval.upper)]"))
    }
    let control = Self.failedControl(of: claim)
    self.init(
      verdict: control.map { $0.verdict == .undecided ? .undecided : .invalid } ?? Self.plain(verdict),
      staleness: claim.checks.lazy.compactMap(staleness).first,
      summary: "\(numbers.estimate)  claimed \(numbers.predicted)  n \(critical.n)\(checks)",
      reason: control.map { "check \"\($0.check)\" is \($0.verdict.rawValue)" } ?? Self.unfinished(claim)
        ?? critical.reason,
      properties: properties)
  }

  /// Which test did not run to its end, where that leaves the claim open.
  private static func unfinished(_ claim: RunReport.Claim) -> String? {
    guard claim.verdict == .undecided, let use = claim.unfinished.first else { return nil }
    let more = claim.unfinished.count > 1 ? ", nor did \(claim.unfinished.count - 1) more" : ""
    return "the test at \(use.file):\(use.line) did not run to its end\(more)"
  }

  /// A check that has not the verdict that its test expects, though the claim as a whole has.
  private static func failedControl(of claim: RunReport.Claim) -> EvidenceRecord? {
    claim.asExpected ? claim.unexpectedChecks.first : nil
  }

  private static func plain(_ verdict: AssayEvidence.Verdict) -> Verdict {
    switch verdict {
    case .corroborated: .corroborated
    case .refuted: .refuted
    case .undecided: .undecided
    case .invalid: .invalid
    }
  }
}
