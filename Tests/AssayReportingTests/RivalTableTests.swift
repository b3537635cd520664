// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayTestSupport
import Testing

@testable import AssayReporting

@Suite("The table of nearest rivals")
struct RivalTableTests {
  /// A check of a mean after 512 batches of 16 with half-width 0.08, unless told.
  static func record(
    verdict: Verdict = .corroborated, guarantee: Guarantee = .asymptotic, verb: String = "mean",
    n: Int = 8192,
    batch: Int = 16, interval: Interval = Interval(0.92, 1.08), estimate: Double = 1, rivals: [RivalOutcome]
  ) -> EvidenceRecord {
    var outcome = Outcome(
      check: "c", relation: .equals, prediction: 1, margin: 0.1, n: n, alpha: 1e-6, guarantee: guarantee,
      verdict: verdict, seed: 1)
    (outcome.batch, outcome.interval, outcome.estimate, outcome.rivals) = (batch, interval, estimate, rivals)
    return EvidenceRecord(
      outcome,
      in: EvidenceContext(
        claim: "spectra/rank", paper: "spectra", test: "t", case: "k", verb: verb,
        source: SourceReference(file: "A.swift", line: 1)))
  }

  static func claim(_ record: EvidenceRecord) throws -> (RunReport, RunReport.Claim) {
    let files = try HandWrittenRun.report().claims.map(\.file).filter { $0.id == "spectra/rank" }
    let report = RunReport(claims: files, records: [record])
    return (report, try #require(report.claims.first))
  }

  @Test("A rival's distance is counted in thirds of a margin that standard effort could just decide")
  func units() throws {
    // The cap is 2¹⁵ batches, 64 times as many: half-width 0.08/8 = 0.01, unit 0.03.
    let rivals = [
      RivalOutcome(name: "far", value: 9, excluded: true),
      RivalOutcome(name: "near", value: 1.06, excluded: true),
      RivalOutcome(name: "infinite", value: -.infinity, excluded: true),
    ]
    let (_, claim) = try Self.claim(Self.record(rivals: rivals))
    let nearest = try #require(claim.nearestRival)
    #expect(nearest.name == "near")
    expectClose(nearest.unit, 0.03, relative: 8 * .ulpOfOne)
    // 1.06 − 1 has the rounding of 1.
    expectClose(nearest.units, 2, relative: 64 * .ulpOfOne)
  }

  @Test("A probability at its edge narrows like 1/n, and only to one side")
  func edge() throws {
    let rival = [RivalOutcome(name: "r", value: 0.7, excluded: true)]
    let record = Self.record(
      guarantee: .exact, verb: "probability", n: 1 << 10, batch: 1, interval: Interval(0.75, 1), rivals: rival
    )
    // The cap is 2²⁰ trials: 0.25/1024 on one side.
    expectClose(try #require(record.resolvableDistance), 0.75 / 1024, relative: 8 * .ulpOfOne)
  }

  @Test("What was not sampled resolves nothing, and its rivals are not compared")
  func deterministic() throws {
    let rival = [RivalOutcome(name: "r", value: 2, excluded: true)]
    let (_, claim) = try Self.claim(Self.record(guarantee: .deterministic, verb: "identity", rivals: rival))
    #expect(claim.nearestRival == nil)
  }

  @Test("Claims whose rivals are all far are named, and a corroborated check with a rival left is a failure")
  func verdicts() throws {
    let far = RivalTable(
      try Self.claim(Self.record(rivals: [RivalOutcome(name: "far", value: 9, excluded: true)])).0)
    #expect(far.text(.plain).contains("\nEvery rival is more than 3 units away: spectra/rank\n"))
    #expect(!far.hasSurvivor)
    let left = RivalTable(
      try Self.claim(Self.record(rivals: [RivalOutcome(name: "near", value: 1.06, excluded: false)])).0)
    #expect(left.hasSurvivor)
    #expect(left.text(.plain).contains("Corroborated with a rival left: spectra/rank, k · c"))
    #expect(!left.text(.plain).contains("Every rival"))
  }

  @Test("In the hand-written run no corroborated check has a rival left")
  func handWritten() throws {
    #expect(!RivalTable(try HandWrittenRun.report()).hasSurvivor)
  }
}
