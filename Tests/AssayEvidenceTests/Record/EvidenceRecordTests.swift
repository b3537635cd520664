// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayTestSupport
import Foundation
import Testing

/// A record with every optional field, infinities, and characters that JSON must escape.
func sampleRecord(
  claim: String = "paper/top-gap", case: String = "n = 8, p = ½", check: String = "λ₁ − λ₂ \"gap\"",
  verdict: Verdict = .refuted, alpha: Double = 1e-6, line: Int = 12
) -> EvidenceRecord {
  var outcome = Outcome(
    check: check, relation: .equals, prediction: 0.1, margin: 0.01, n: 1024, alpha: alpha,
    guarantee: .asymptotic, verdict: verdict, seed: .max)
  outcome.batch = 16
  outcome.estimate = 0.30000000000000004
  outcome.interval = Interval(0.25, 0.35)
  outcome.reason = "because"
  outcome.rivals = [RivalOutcome(name: "collapse", value: -.infinity, excluded: true)]
  outcome.counterexample = "trial 7"
  outcome.trace = [
    TracePoint(n: 512, interval: .everything), TracePoint(n: 1024, interval: Interval(0.25, 0.35)),
  ]
  outcome.seconds = 1.5
  return EvidenceRecord(
    outcome,
    in: EvidenceContext(
      claim: claim, paper: "paper", test: "Suite/test()", case: `case`, verb: "expectMean",
      expected: .corroborated, source: SourceReference(file: "Tests/A.swift", line: line),
      effort: .quick, revision: "abc", blasCore: "Haswell"))
}

@Suite("The evidence record")
struct EvidenceRecordTests {
  @Test("Survives the way to JSON and back, infinities included")
  func roundTrip() throws {
    let record = sampleRecord()
    #expect(try EvidenceRecord(json: record.json(), path: "x") == record)
  }

  @Test("The JSON is exactly this")
  func snapshot() throws {
    let text = String(decoding: try sampleRecord().json(), as: UTF8.self)
    let expected = try String(
      contentsOf: packageRoot.appending(path: "Fixtures/evidence/record.json"), encoding: .utf8)
    #expect(text == expected)
  }

  @Test("Equal records give equal bytes; only the seconds may differ between equal runs")
  func bytes() throws {
    #expect(try sampleRecord().json() == sampleRecord().json())
    var slower = sampleRecord()
    slower.seconds = 99
    #expect(slower.agrees(with: sampleRecord()) && slower != sampleRecord())
    #expect(!sampleRecord(verdict: .corroborated).agrees(with: sampleRecord()))
  }

  @Test("Every key of the schema is there, optional ones only when they have a value")
  func keys() throws {
    let object = try #require(
      try JSONSerialization.jsonObject(with: sampleRecord().json()) as? [String: Any])
    #expect(
      object.keys.sorted() == [
        "alpha", "batch", "blasCore", "case", "check", "claim", "counterexample", "effort", "estimate",
        "expected", "guarantee", "interval", "margin", "n", "paper", "prediction", "reason", "relation",
        "revision", "rivals", "schema", "seconds", "seed", "source", "test", "trace", "verb", "verdict",
      ])
    var plain = sampleRecord()
    (plain.reason, plain.counterexample, plain.interval, plain.revision) = (nil, nil, nil, nil)
    let text = String(decoding: try plain.json(), as: UTF8.self)
    for key in ["reason", "counterexample", "interval", "revision", "null"] {
      #expect(!text.contains("\"\(key)\""))
    }
    #expect(try EvidenceRecord(json: plain.json(), path: "x") == plain)
  }

  @Test(
    "A corrupted record says in one line which file, what and where",
    arguments: [
      ("\"alpha\" : 1e-06,", "", "the document lacks \"alpha\""),
      ("\"verdict\" : \"refuted\"", "\"verdict\" : \"maybe\"", "verdict: "),
      ("\"batch\" : 16", "\"batch\" : \"many\"", "batch is not Int"),
      ("\"schema\" : 1", "\"schema\" : null", "schema is null"),
      ("{", "", "not valid JSON"),
    ])
  func corrupted(old: String, new: String, complaint: String) throws {
    var text = String(decoding: try sampleRecord().json(), as: UTF8.self)
    let place = try #require(text.range(of: old))
    text.replaceSubrange(place, with: new)
    let error = try #require(
      #expect(throws: RecordError.self) { try EvidenceRecord(json: Data(text.utf8), path: "dir/r.json") })
    #expect(error.description.hasPrefix("dir/r.json: not an evidence record ("))
    #expect(error.description.contains(complaint), "\(error)")
    #expect(error.description.split(whereSeparator: { $0.isNewline }).count == 1)
  }

  @Test("An interval the wrong way round is corrupted, not a crash")
  func reversed() throws {
    for wrong in ["[1, 0]", "[0]", "\"wide\""] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(Interval.self, from: Data(wrong.utf8))
      }
    }
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(TracePoint.self, from: Data("[3, 1, 0]".utf8))
    }
  }

  @Test("A newer schema is told apart from a broken file")
  func newer() throws {
    let text = String(decoding: try sampleRecord().json(), as: UTF8.self)
      .replacing("\"schema\" : 1", with: "\"schema\" : 2")
    #expect(throws: RecordError.newerSchema(path: "r.json", found: 2, known: 1)) {
      try EvidenceRecord(json: Data(text.utf8), path: "r.json")
    }
  }

  @Test("The budget is the sum over checks that spend, in any order")
  func budget() {
    let records = [1e-6, 0, 1e-4, 1e-6].map { sampleRecord(alpha: $0) }
    let budget = ErrorBudget(records)
    #expect(budget.checks == 3)
    expectClose(budget.total, 1.02e-4, relative: 4 * .ulpOfOne)
    #expect(ErrorBudget(records.reversed()) == budget)
    #expect(ErrorBudget([]).total == 0)
  }

  @Test("A claim's verdict comes from all its records")
  func claim() {
    #expect(ClaimVerdict.combine([sampleRecord(verdict: .corroborated)]) == .corroborated)
    #expect(
      ClaimVerdict.combine([sampleRecord(verdict: .corroborated), sampleRecord(verdict: .refuted)])
        == .refuted)
    #expect(ClaimVerdict.combine([EvidenceRecord]()) == nil)
  }
}
