// SPDX-License-Identifier: GPL-3.0-or-later

/// Claims set beside their evidence.
extension PaperReading {
  /// Says whether a claim's evidence is there, fresh, and as the claim's page expects.
  ///
  /// - Parameters:
  ///   - isOldText: the evidence was for another text than the paper's.
  ///   - hasDrift: something was said of the statement already, so that it cannot pass.
  mutating func readEvidence(of claim: ClaimFile, on index: Int, isOldText: Bool, hasDrift: Bool) {
    guard let standing = gate.standings[claim.id] else {
      return add(
        finding(
          .evidenceMissing, on: index, claims: [claim],
          text: "no evidence for \(claim.id); make it with \(gate.replay(claim.id))"))
    }
    if let staleness = standing.staleness {
      return add(
        finding(
          .evidenceStale, on: index, claims: [claim],
          text:
            "the evidence for \(claim.id) is stale: \(staleness); renew it with \(gate.replay(claim.id))",
          properties: standing.properties))
    }
    guard standing.verdict.rawValue != claim.expect.rawValue else {
      if !hasDrift { pass(claim, standing, on: index) }
      return
    }
    add(
      finding(
        Self.rule(for: standing), on: index, claims: [claim],
        text: Self.message(claim, standing) + (isOldText ? " (for the old statement)" : ""),
        details: ["replay    \(gate.replay(claim.id))"], properties: standing.properties))
  }

  private mutating func pass(_ claim: ClaimFile, _ standing: ClaimStanding, on index: Int) {
    let words = claim.expect == .refuted ? "refuted, as it should be: " : ""
    entries.append(
      .passed(
        GateOutcome.Passed(
          label: statements[index].label ?? "", subject: subject(of: statements[index]), claim: claim.id,
          summary: words + standing.summary, place: statements[index].bodySpan.start,
          test: gate.tests[claim.id]?.min())))
  }

  private static func rule(for standing: ClaimStanding) -> GateRule {
    switch standing.verdict {
    case .corroborated: .unexpectedlyCorroborated
    case .refuted: .refuted
    case .undecided: .undecided
    case .invalid: .invalidAssumption
    }
  }

  private static func message(_ claim: ClaimFile, _ standing: ClaimStanding) -> String {
    let verdict =
      switch standing.verdict {
      case .corroborated: "corroborated, and its page expects it to be refuted"
      case .refuted: "refuted"
      case .undecided: "undecided"
      case .invalid: "invalid"
      }
    guard let reason = standing.reason else { return "\(verdict); \(standing.summary)" }
    // "undecided after 64 trials; …" says it already.
    return "\(reason.hasPrefix(verdict) ? reason : "\(verdict): \(reason)"); \(standing.summary)"
  }
}
