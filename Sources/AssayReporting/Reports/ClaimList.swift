// SPDX-License-Identifier: GPL-3.0-or-later

import AssayManuscript

/// The claims of a package with the tests that decide them, as text or JSON.
public struct ClaimList: Sendable {
  private let entries: [Entry]

  /// One claim file's front matter, with the tests that carry its id.
  private struct Entry: Encodable {
    let id: String
    let title: String
    let paper: String
    let label: String?
    let aliases: [String]
    let expect: ClaimExpectation
    let source: [ClaimSource]
    let verb: [ClaimVerb]
    let settings: [String]
    let file: String
    let tests: [Test]
  }

  private struct Test: Encodable {
    let name: String
    let title: String?
    let file: String
    let line: Int
  }

  /// - Parameters:
  ///   - claims: the claim files to list, in the order in which they are shown.
  ///   - index: the uses of claims in the tests of the same package.
  public init(claims: [ClaimFile], index: ClaimIndex) {
    entries = claims.map { claim in
      Entry(
        id: claim.id, title: claim.title, paper: claim.paper, label: claim.label, aliases: claim.aliases,
        expect: claim.expect, source: claim.sources, verb: claim.verbs, settings: claim.settings,
        file: claim.file,
        tests: index.uses(of: claim.id).map {
          Test(name: $0.test, title: $0.title, file: $0.file, line: $0.line)
        })
    }
  }

  /// Returns an array with an object a claim.
  ///
  /// - Throws: errors of the encoder.
  public func json() throws -> String { try JSONText.encode(entries) }

  /// Returns a paragraph a claim: what it expects, its sentence, and its tests.
  public func text(_ ink: Ink) -> String {
    var lines: [String] = []
    for (index, entry) in entries.enumerated() {
      if index == 0 || entries[index - 1].paper != entry.paper {
        if index > 0 { lines.append("") }
        lines.append(ink(entry.paper, .strong))
      }
      let kind = entry.verb.map(\.rawValue).joined(separator: ", ")
      let source = entry.source.map(\.rawValue).joined(separator: "/")
      lines.append(
        "  \(entry.id.dropFirst(entry.paper.count + 1))  "
          + ink("expect \(entry.expect.rawValue) · \(kind) · \(source)", .faint))
      lines.append("    \(entry.title)")
      if entry.tests.isEmpty { lines.append("    " + ink("no test decides it", .bad)) }
      for test in entry.tests {
        lines.append("    " + ink("\(test.file):\(test.line)  \(test.name)", .faint))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
