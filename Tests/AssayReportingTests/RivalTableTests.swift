// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayManuscript
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

  static func claim(_ record: EvidenceRecord, noNearRival reason: String? = nil) throws -> (
    RunReport, RunReport.Claim
  ) {
    let lines =
      [
        "id: spectra/rank", "title: A rank.", "paper: spectra", "expect: corroborated", "source: ours",
        "verb: mean",
      ] + (reason.map { ["no-near-rival: \($0)"] } ?? [])
    var page: ClaimFile?
    let text = "---\n" + lines.joined(separator: "\n") + "\n---\n"
    try ScratchFolder.with(files: ["spectra/rank.md": text]) {
      page = try ClaimFile.load(id: "spectra/rank", in: $0.url)
    }
    let report = RunReport(
      claims: [try #require(page)], records: [record])
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

  static let far = [RivalOutcome(name: "far", value: 9, excluded: true)]
  static let near = [RivalOutcome(name: "near", value: 1.06, excluded: true)]
  static let left = [RivalOutcome(name: "near", value: 1.06, excluded: false)]

  @Test("Where every rival is far the page has to say why; what it says is printed")
  func reasons() throws {
    let silent = RivalTable(try Self.claim(Self.record(rivals: Self.far)).0)
    #expect(silent.hasStrawMen && !silent.hasSurvivor)
    #expect(
      silent.text(.plain).hasSuffix(
        "\nNeither a near rival nor a reason ('no-near-rival' in the page's front matter): spectra/rank\n"))
    let explained = RivalTable(
      try Self.claim(Self.record(rivals: Self.far), noNearRival: "Ranks are whole numbers.").0)
    #expect(!explained.hasStrawMen)
    #expect(
      explained.text(.plain).hasSuffix(
        "\nNo rival within 3 units, and why:\n  spectra/rank: Ranks are whole numbers.\n"))
  }

  @Test("A near rival needs no reason, unless it was not excluded")
  func near() throws {
    let table = RivalTable(try Self.claim(Self.record(rivals: Self.near)).0)
    #expect(!table.hasStrawMen && !table.hasSurvivor)
    #expect(!table.text(.plain).contains("units, and why"))
    #expect(RivalTable(try Self.claim(Self.record(rivals: Self.left)).0).hasStrawMen)
  }

  @Test("Exactly three units away is near, and a claim without evidence owes nothing")
  func edges() throws {
    // The unit is 0.03 but for rounding.
    func table(_ value: Double) throws -> RivalTable {
      RivalTable(
        try Self.claim(Self.record(rivals: [RivalOutcome(name: "r", value: value, excluded: true)])).0)
    }
    #expect(try !table(1 + 0.09 * (1 - 1e-9)).hasStrawMen)
    #expect(try table(1 + 0.09 * (1 + 1e-9)).hasStrawMen)
    let claims = try Self.claim(Self.record(rivals: Self.far)).0.claims.map(\.file)
    #expect(!RivalTable(RunReport(claims: claims, records: [])).hasStrawMen)
  }

  @Test("A corroborated check with a rival left is a failure")
  func verdicts() throws {
    #expect(!RivalTable(try Self.claim(Self.record(rivals: Self.far)).0).hasSurvivor)
    let left = RivalTable(try Self.claim(Self.record(rivals: Self.left)).0)
    #expect(left.hasSurvivor)
    #expect(left.text(.plain).contains("Corroborated with a rival left: spectra/rank, k · c"))
  }

  @Test("In the hand-written run no corroborated check has a rival left")
  func handWritten() throws {
    #expect(!RivalTable(try HandWrittenRun.report()).hasSurvivor)
  }
}
