// SPDX-License-Identifier: GPL-3.0-or-later

import AssayManuscript
import AssayTestSupport
import Foundation
import Testing

@Suite("A package of somebody else's")
struct OutsidePackageTests {
  private static let fixture = packageRoot.appending(path: "Fixtures/outside-package")
  private static let environment = ProcessInfo.processInfo.environment

  @Test("It brings a random product and states a conjecture about it in fewer than forty lines")
  func short() throws {
    let file = Self.fixture.appending(path: "Tests/ConjectureTests/RandomFibonacciConjecture.swift")
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(text.contains(": RandomProduct {") && text.contains("expectMean("))
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count - 1 < 40)
  }

  private struct Report: Decodable {
    struct Claim: Decodable {
      let id: String
      let verdict: String
      let unfinished: [String]
      let checks: [Check]
    }
    struct Check: Decodable {
      let check: String
    }
    let claims: [Claim]
  }

  @Test(
    "Its conjecture is decided, and a claim just started is undecided, whatever its shape, and says what to do",
    .enabled(
      if: environment["ASSAY_OUTSIDE_PACKAGE"] == "1",
      "ASSAY_OUTSIDE_PACKAGE is not 1; no other package was built against this one, which takes minutes"))
  func decided() throws {
    // As deep as the fixture, so that its path to this package holds, and kept, so that only the first run builds all.
    let folder = packageRoot.appending(path: ".assay/outside-package")
    let manager = FileManager.default
    try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["Package.swift", "Tests", "Theorems", ".assay"] {
      let place = folder.appending(path: name)
      if manager.fileExists(atPath: place.path) { try manager.removeItem(at: place) }
      if name != ".assay" { try manager.copyItem(at: Self.fixture.appending(path: name), to: place) }
    }
    for verb in ClaimVerb.allCases {
      let title = "A \"\(verb.rawValue)\" \\(λ) */"
      let started = try AssayBinary.run(
        ["new", "shape-\(verb.rawValue)", "--title", title, "--verb", verb.rawValue], in: folder)
      #expect(started.status == 0, "\(started.errors)")
    }
    let variables = Self.environment.filter { ["PATH", "HOME"].contains($0.key) }
    let result = try AssayBinary.run(["verify", "--format", "json"], in: folder, environment: variables)
    #expect(result.status == 1, "\(result.errors)")
    let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
    let verdicts = Dictionary(
      report.claims.map { ($0.id, $0.verdict) }, uniquingKeysWith: { first, _ in first })
    #expect(report.claims.flatMap(\.unfinished).isEmpty)
    #expect(verdicts["conjectures/random-fibonacci"] == "corroborated")
    for verb in ClaimVerb.allCases { #expect(verdicts["conjectures/shape-\(verb.rawValue)"] == "undecided") }
    let hints = report.claims.filter { $0.checks.allSatisfy { $0.check.hasPrefix("fill in ") } }
    #expect(hints.count == ClaimVerb.allCases.count)
    #expect(report.claims.count == ClaimVerb.allCases.count + 1)
  }
}
