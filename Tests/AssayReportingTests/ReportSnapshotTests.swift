// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayManuscript
import AssayTestSupport
import Foundation
import Testing

@testable import AssayReporting

@Suite("Reports of a hand-written run")
struct ReportSnapshotTests {
  @Test("The table has a line a claim, with its critical check's numbers")
  func table() throws {
    try expectSnapshot(VerdictTable(try HandWrittenRun.report()).text(.plain), "table.txt")
  }

  @Test("With details the table has a line a check as well, in reading order")
  func details() throws {
    try expectSnapshot(
      VerdictTable(try HandWrittenRun.report(), showsChecks: true).text(.plain), "details.txt")
  }

  @Test("No line of the table is wider than 120 columns")
  func width() throws {
    let report = try HandWrittenRun.report()
    for line in VerdictTable(report).text(.plain).split(separator: "\n") {
      #expect(String(line).displayWidth <= 120, "\(line)")
    }
  }

  @Test("What is not as expected is explained, and the totals count everything")
  func summary() throws {
    let summary = RunSummary(try HandWrittenRun.report())
    let problems = summary.problems(.plain) { "assay verify --filter '^\($0)$'" }
    let totals = summary.totals(seed: 7, effort: .standard, seconds: 125.2)
    try expectSnapshot(problems + totals, "problems.txt")
  }

  @Test("The JSON holds every record and an explicit null where there is no verdict")
  func json() throws {
    try expectSnapshot(try HandWrittenRun.report().json(seed: 2_718_281_828), "report.json")
  }

  @Test("Colours change nothing but the colours")
  func colours() throws {
    let table = VerdictTable(try HandWrittenRun.report())
    let coloured = table.text(.ansi)
    #expect(coloured.contains("\u{1B}[1;31mREFUTED\u{1B}[0m"))
    #expect(coloured.replacing(try Regex("\u{1B}\\[[0-9;]*m"), with: "") == table.text(.plain))
  }
}

@Suite("The report of a run")
struct RunReportTests {
  @Test("A claim's critical check has the claim's verdict and the largest strain of those")
  func critical() throws {
    let report = try HandWrittenRun.report()
    func critical(_ id: String) -> String? {
      report.claims.first { $0.file.id == id }?.critical.map { "\($0.case) \($0.check)" }
    }
    // Strains .09, .4, .52 of three corroborated checks.
    #expect(critical("spectra/closed-form") == "n = 4, p = 1 λ_10")
    // One refuted, one corroborated.
    #expect(critical("spectra/top-gap") == "n = 32 λ_1 − λ_2")
    // One undecided, one invalid: invalid says more.
    #expect(critical("codes/basin") == "K = 8 collapse")
    #expect(critical("spectra/crashed") == nil)
  }

  @Test("Only the declared verdict is as expected, and no evidence never is")
  func asExpected() throws {
    let report = try HandWrittenRun.report()
    let asExpected = report.claims.filter(\.asExpected).map(\.file.id)
    #expect(
      asExpected == [
        "codes/cone", "codes/margins", "spectra/closed-form", "spectra/not-universal", "spectra/rank",
      ])
    #expect(!report.allAsExpected)
    // Nine checks at 1e-6, three deterministic ones; sums of so few round in the last place at most.
    expectClose(report.budget.total, 9e-6, relative: 9 * Double.ulpOfOne)
  }

  @Test("A claim with a test that did not run to its end is undecided, unless it says no already")
  func unfinished() throws {
    let report = try HandWrittenRun.report()
    let tests = report.claims.map { "@Test(.claim(\"\($0.file.id)\")) func test() {}\n" }.joined()
    var uses: [ClaimUse] = []
    try ScratchFolder.with(named: "package", files: ["Tests/T/A.swift": tests]) {
      uses = ClaimIndex(packageRoot: $0.url).unfinished([])
    }
    let cut = RunReport(
      claims: report.claims.map(\.file), records: report.claims.flatMap(\.checks), unfinished: uses)
    for (whole, cut) in zip(report.claims, cut.claims) {
      #expect(cut.verdict == (whole.asExpected ? .undecided : whole.verdict), "\(whole.file.id)")
      #expect(!cut.asExpected && cut.critical == whole.critical)
      #expect(cut.unfinished.count == (cut.checks.isEmpty ? 0 : 1))
    }
    let words = RunSummary(cut).problems(Ink(isTerminal: false, environment: [:])) { $0 }
    #expect(
      words.contains(
        "spectra/rank: undecided, expected corroborated\n    Tests/T/A.swift:8: the test did not run"))
    let standing = try #require(
      cut.claims.first { $0.file.id == "spectra/rank" }.flatMap { ClaimStanding($0) { _ in nil } })
    #expect(standing.verdict == .undecided)
    #expect(standing.reason == "the test at Tests/T/A.swift:8 did not run to its end")
  }

  @Test("Of several tests with one name, in different suites, as many have to have ended")
  func sameNames() throws {
    let source = """
      struct A { @Test("A \\"quoted\\" name", .claim("p/a")) func a() {} }
      struct B { @Test("Another", .claim("p/a")) func a() {} }
      @Test(.claim("p/b")) func c(x y: Int, _ z: Int) {}

      """
    try ScratchFolder.with(named: "package", files: ["Tests/PTests/A.swift": source]) { folder in
      let index = ClaimIndex(packageRoot: folder.url)
      func left(_ marks: [(claim: String, function: String)]) -> [Int] {
        let place = SourceReference(file: "Tests/PTests/A.swift", line: 1)
        return index.unfinished(
          marks.map { FinishedTest(claim: $0.claim, function: $0.function, source: place) }
        ).map(\.line)
      }
      #expect(left([]) == [1, 2, 3])
      #expect(left([("p/a", "a()"), ("p/b", "c(x:_:)")]) == [2])
      #expect(left([("p/a", "a()"), ("p/a", "a()"), ("p/a", "c(x:_:)")]) == [3])
    }
  }

  @Test("Records of claims that the run was not to decide are left out")
  func otherClaims() throws {
    let report = try HandWrittenRun.report()
    let one = RunReport(
      claims: report.claims.map(\.file).filter { $0.id == "spectra/rank" },
      records: report.claims.flatMap(\.checks))
    #expect(one.claims.map(\.checks.count) == [1])
    #expect(one.allAsExpected)
  }
}
