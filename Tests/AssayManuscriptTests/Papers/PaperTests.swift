// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import Foundation
import Testing

@testable import AssayManuscript

/// The papers below `Fixtures/papers`.
enum Papers {
  static let slugs = ["jacobian-spectra", "softmax-codes"]

  static func read(_ name: String) throws -> Manuscript {
    let folder = packageRoot.appending(path: "Fixtures/papers")
    return try Manuscript(reading: "\(name)/main.tex", from: DiskFiles(directory: folder.path))
  }

  /// Pages that accept a paper as it stands.
  static func accepting(_ manuscript: Manuscript, slug: String) throws -> [ClaimFile] {
    try manuscript.statements.compactMap { statement in
      guard let label = statement.label else { return nil }
      let name = String(label.drop { $0 != ":" }.dropFirst())
      let place = try #require(ClaimID("\(slug)/\(name)"))
      return try ClaimFile(
        parsing: """
          ---
          id: \(slug)/\(name)
          title: \(name)
          paper: \(slug)
          label: \(label)
          expect: corroborated
          source: paper
          verb: mean
          ---

          ```latex
          \(AcceptedStatement(statement).block)
          ```
          """, place: place, file: "Theorems/\(slug)/\(name).md")
    }
  }

  static func decide(
    _ manuscript: Manuscript, slug: String, claims: [ClaimFile], since: Manuscript? = nil
  ) throws -> GateOutcome {
    let standings = claims.map { claim in
      let verdict: ClaimStanding.Verdict = claim.expect == .corroborated ? .corroborated : .refuted
      return (claim.id, ClaimStanding(verdict: verdict, summary: ""))
    }
    let gate = Gate(claims: claims, standings: Dictionary(standings, uniquingKeysWith: { first, _ in first }))
    return try gate.decide([GatePaper(manuscript, slug: slug, since: since.map { ("before", $0) })])
  }
}

@Suite("The two papers")
struct PaperTests {
  @Test("Each states its claims, every one with a label of its own", arguments: zip(Papers.slugs, [37, 25]))
  func statements(slug: String, count: Int) throws {
    let manuscript = try Papers.read(slug)
    let required = manuscript.statements.filter { GateSettings().mustBeCovered($0) }
    #expect(required.count == count)
    #expect(required.allSatisfy { $0.labels.count == 1 })
    #expect(Set(required.compactMap(\.label)).count == count)
    #expect(!manuscript.notes.contains { $0.rule == .parseRecovered || $0.rule == .labelDuplicate })
  }

  @Test("What is restated in an appendix is one claim in two places")
  func restated() throws {
    let twice = try Papers.slugs.flatMap {
      try Papers.read($0).statements.filter { $0.occurrences.count == 2 }
    }
    #expect(
      twice.compactMap(\.label) == [
        "thm:closed-form-exponents", "thm:separation-aligns", "thm:first-integral",
      ])
    #expect(twice.allSatisfy { $0.proofs.count == 1 })
  }

  @Test("A paper whose statements were accepted has nothing said against it", arguments: Papers.slugs)
  func accepted(slug: String) throws {
    let manuscript = try Papers.read(slug)
    let outcome = try Papers.decide(
      manuscript, slug: slug, claims: Papers.accepting(manuscript, slug: slug), since: manuscript)
    #expect(outcome.findings.filter { $0.level > .note }.isEmpty, "\(outcome.findings.map(\.message))")
    #expect(outcome.covered == outcome.total)
  }

  private struct Revision: Decodable {
    let findings: [String]
  }

  @Test("The gate finds in the revision what was revised, and nothing else", arguments: [false, true])
  func revision(isCompared: Bool) throws {
    let file = packageRoot.appending(path: "Fixtures/papers/revised/jacobian-spectra/expected.json")
    let expected = try JSONDecoder().decode(Revision.self, from: Data(contentsOf: file)).findings
    let old = try Papers.read("jacobian-spectra")
    let outcome = try Papers.decide(
      try Papers.read("revised/jacobian-spectra"), slug: "jacobian-spectra",
      claims: Papers.accepting(old, slug: "jacobian-spectra"), since: isCompared ? old : nil)
    let found = outcome.findings.filter { $0.level > .note }.map { finding in
      var words = [finding.rule.rawValue, finding.label ?? "-"] + finding.properties.map(\.value)
      if finding.rule == .labelRenamed { words.append(String(finding.text.prefix { $0 != ";" })) }
      return words.joined(separator: " ")
    }
    #expect(found == expected)
    #expect(!outcome.isOpen)
    // The changed quantifier is shown.
    let changed = outcome.findings.first { $0.rule == .statementChanged }
    #expect(
      changed?.details.first?.contains("for every $k$ with") == true,
      "\(changed?.details ?? [])")
    #expect(changed?.details.last?.contains("for some $k$ with") == true)
  }

  @Test("The papers say what the pages of their claims accept", arguments: Papers.slugs)
  func pages(slug: String) throws {
    let library = try ClaimLibrary(directory: packageRoot.appending(path: "Theorems"))
    let claims = library.claims.filter { $0.paper == slug && $0.label != nil }
    guard !claims.isEmpty else { return }
    let outcome = try Papers.decide(try Papers.read(slug), slug: slug, claims: claims)
    let drift = outcome.findings.filter { $0.isBlocking }
    #expect(drift.isEmpty, "\(drift.map { ([$0.message] + $0.details).joined(separator: "\n") })")
  }
}
