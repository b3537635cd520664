// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence

/// What stands below the table: what is not as expected and how to see it again, the counts, and the error spent.
public struct RunSummary {
  private let report: RunReport

  /// - Parameter report: the run.
  public init(_ report: RunReport) { self.report = report }

  /// Returns a paragraph for each claim that is not as expected in every check or has a rival left, empty when none.
  ///
  /// - Parameters:
  ///   - ink: the colours.
  ///   - replay: returns the command that decides one claim again.
  public func problems(_ ink: Ink, replay: (String) -> String) -> String {
    report.claims.map { claim in
      var lines: [String] = []
      for check in claim.unexpectedChecks {
        lines.append("    \(Self.name(check))\(Self.reason(check))")
      }
      for check in claim.checks where !check.survivingRivals.isEmpty {
        let rivals = check.survivingRivals.map { "“\($0.name)” (\(Numerals.significant($0.value, 6)))" }
        lines.append("    \(Self.name(check))not excluded: \(rivals.joined(separator: ", "))")
      }
      for use in claim.unfinished {
        lines.append(
          "    \(use.file):\(use.line): the test did not run to its end; its checks are missing, or some of them"
        )
      }
      guard !lines.isEmpty || !claim.asExpected else { return "" }
      if !claim.asExpected { lines.append("    again: \(replay(claim.file.id))") }
      return ([Self.heading(claim, ink)] + lines).joined(separator: "\n") + "\n"
    }
    .joined()
  }

  private static func heading(_ claim: RunReport.Claim, _ ink: Ink) -> String {
    let (words, tone) = VerdictWords.of(claim)
    let expected = claim.asExpected ? "" : ", expected \(claim.file.expect.rawValue)"
    return "  \(claim.file.id): \(ink(words, tone))\(expected)"
  }

  private static func name(_ check: EvidenceRecord) -> String {
    let name = [check.case, check.check].filter { !$0.isEmpty }.joined(separator: " · ")
    return name.isEmpty ? "" : "\(name): "
  }

  private static func reason(_ check: EvidenceRecord) -> String {
    let counterexample = check.counterexample.map { "; counterexample: \($0)" } ?? ""
    let words = check.reason ?? "\(check.verdict.rawValue) at \(check.source.file):\(check.source.line)"
    return words + counterexample
  }

  /// Returns the counts, the error spent and the time, in three lines.
  ///
  /// - Parameters:
  ///   - seed: the run's seed.
  ///   - effort: what it was allowed to spend.
  ///   - seconds: how long it took on the clock.
  public func totals(seed: UInt64, effort: Effort, seconds: Double) -> String {
    let checks = report.checks
    let rivals = checks.flatMap(\.rivals)
    let budget = report.budget
    return """
      \(Numerals.count(report.claims.count, "claim")): \(verdicts). \
      \(Numerals.count(checks.count, "check")), \(rivals.count(where: \.excluded)) of \
      \(Numerals.count(rivals.count, "rival")) excluded.
      Error spent: \(Numerals.significant(budget.total, 3)) by \(Numerals.count(budget.checks, "statistical check")), \
      a bound on the chance that any verdict here is wrong.
      \(Numerals.duration(seconds)) at \(effort.rawValue) effort, seed \(seed).

      """
  }

  /// "18 corroborated, 2 refuted as expected, 1 REFUTED".
  private var verdicts: String {
    var order: [String] = []
    var counts: [String: Int] = [:]
    for claim in report.claims {
      let (words, _) = VerdictWords.of(claim)
      if counts[words] == nil { order.append(words) }
      counts[words, default: 0] += 1
    }
    let usual = ["corroborated", "refuted as expected"]
    return (usual.filter(order.contains) + order.filter { !usual.contains($0) })
      .map { "\(counts[$0] ?? 0) \($0)" }.joined(separator: ", ")
  }
}
