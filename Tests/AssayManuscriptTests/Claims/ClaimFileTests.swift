// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import Foundation
import Testing

@testable import AssayManuscript

/// A claim file of the paper `spectra`, as the front matter's lines and the body.
func claimText(
  id: String = "spectra/top-gap", changing changes: [String: String?] = [:], body: String = ""
) -> String {
  var matter: [(String, String?)] = [
    ("id", id), ("title", "The gap falls like 1/n."), ("paper", "spectra"), ("expect", "corroborated"),
    ("source", "paper/ours"), ("verb", "[identity, mean]"),
  ]
  for (key, value) in changes.sorted(by: { $0.key < $1.key }) {
    if let index = matter.firstIndex(where: { $0.0 == key }) {
      matter[index].1 = value
    } else {
      matter.append((key, value))
    }
  }
  let lines = matter.compactMap { key, value in value.map { "\(key): \($0)" } }
  return "---\n" + lines.joined(separator: "\n") + "\n---\n" + body
}

/// Reads a text as the file of `spectra/top-gap`.
func readClaim(_ text: String) throws -> ClaimFile {
  try ClaimFile(
    parsing: text, place: try #require(ClaimID("spectra/top-gap")), file: "Theorems/spectra/top-gap.md")
}

@Suite("Claim files")
struct ClaimFileTests {
  @Test("A claim file gives its front matter, its body and the accepted statement, with their lines")
  func wholeFile() throws {
    let claim = try readClaim(
      claimText(
        changing: [
          "label": "thm:gap", "aliases": "[thm:old-gap, cor:gap]", "settings": "{n: 16, law: Gaussian}",
          "no-near-rival": ">-\n  Ranks are whole numbers:\n  the nearest is off by 1.",
        ],
        body: """

          ## Statement
          ```latex
          \\lambda_1 - \\lambda_2 \\le 1/n
          for all $n$
          ```
          """))
    #expect(claim.id == "spectra/top-gap")
    #expect(claim.title == "The gap falls like 1/n.")
    #expect(claim.paper == "spectra")
    #expect(claim.label == "thm:gap")
    #expect(claim.aliases == ["thm:old-gap", "cor:gap"])
    #expect(claim.expect == .corroborated)
    #expect(claim.sources == [.paper, .ours])
    #expect(claim.verbs == [.identity, .mean])
    #expect(claim.settings == ["n: 16", "law: Gaussian"])
    #expect(claim.noNearRival == "Ranks are whole numbers: the nearest is off by 1.")
    #expect(claim.statement == "\\lambda_1 - \\lambda_2 \\le 1/n\nfor all $n$")
    // Fourteen lines of front matter; then a blank line, the heading and the fence.
    #expect(claim.bodyLine == 15)
    #expect(claim.statementLine == 18)
    #expect(claim.body.hasPrefix("\n## Statement\n"))
  }

  @Test("What a claim file may leave out is empty")
  func optionalKeys() throws {
    let claim = try readClaim(claimText(changing: ["verb": "bound", "source": "classic"]))
    #expect(claim.label == nil)
    #expect(claim.aliases.isEmpty)
    #expect(claim.settings.isEmpty)
    #expect(claim.noNearRival == nil)
    #expect(claim.statement == nil && claim.statementLine == nil)
    #expect(claim.verbs == [.bound] && claim.sources == [.classic])
  }

  @Test(
    "A byte order mark and the line ends of other systems change nothing", arguments: ["\r\n", "\r", "\n"])
  func foreignText(lineEnd: String) throws {
    let text = claimText(body: "\n## Statement\n\n```latex\nx\n\ny\n```\n")
    let foreign = "\u{FEFF}" + text.replacing("\n", with: lineEnd)
    #expect(try readClaim(foreign) == readClaim(text))
  }

  @Test("A title may be folded over several lines, hold a colon in quotes, and any letters")
  func titles() throws {
    #expect(try readClaim(claimText(changing: ["title": "\"λ₁: ≤ ½\""])).title == "λ₁: ≤ ½")
    #expect(try readClaim(claimText(changing: ["title": ">\n  one\n  two"])).title == "one two")
  }

  @Test("Blocks of other languages and fences inside longer fences are no accepted statement")
  func otherFences() throws {
    let body = """
      ```swift
      let x = 1
      ```
      ~~~~ markdown
      ```latex
      not this
      ```
      ~~~~
      text ```latex inline
      """
    #expect(try readClaim(claimText(body: body)).statement == nil)
  }

  @Test(
    "A mistake is one line that names the file, the line, what is wrong and what to do",
    arguments: [
      ("", 1, "no front matter; the first line must be '---', followed by YAML and another '---'"),
      ("# Title\n", 1, "no front matter; the first line must be '---', followed by YAML and another '---'"),
      ("---\nid: spectra/top-gap\n", 1, "the front matter has no closing '---'; add it below the keys"),
      ("---\n---\n", 1, "the front matter has no 'id'; add it"),
      ("---\njust words\n---\n", 2, "the front matter must be 'key: value' lines"),
      (
        "---\nid: [a\ntitle: x\n---\n", 3,
        "the front matter is not valid YAML: did not find expected ',' or ']'; mend it"
      ),
      (
        "---\nid: a\n\ttitle: x\n---\n", 3,
        "the front matter is not valid YAML: found a tab character that violates indentation; mend it"
      ),
      (
        "---\ntitle: a\nid: b\ntitle: c\n---\n", 2,
        "the front matter is not valid YAML: key 'title' is given twice; mend it"
      ),
      (
        claimText(changing: ["lable": "x"]), 8,
        "unknown key 'lable'; the keys are id, title, paper, expect, source, verb, label, aliases, settings, no-near-rival"
      ),
      (claimText(changing: ["paper": nil]), 1, "the front matter has no 'paper'; add it"),
      (claimText(changing: ["title": ""]), 3, "title: '' is not one line of text"),
      (claimText(changing: ["title": "[a, b]"]), 3, "title: 'a list or mapping' is not one line of text"),
      (claimText(changing: ["expect": "true"]), 5, "expect: 'true' is not one of corroborated, refuted"),
      (
        claimText(changing: ["source": "paper/hearsay"]), 6,
        "source: 'hearsay' is not one of paper, classic, ours, popular, predecessor"
      ),
      (
        claimText(changing: ["source": "ours/ours"]), 6,
        "source: 'ours/ours' is not a list of different words"
      ),
      (
        claimText(changing: ["verb": "[mean, average]"]), 7,
        "verb: 'average' is not one of mean, probability, law, converges, trend, identity, bound, diverges"
      ),
      (
        claimText(id: "spectra/gap"), 2,
        "id is 'spectra/gap' but the file's place says 'spectra/top-gap'; let both say the same"
      ),
      (
        claimText(id: "Top Gap"), 2,
        "'Top Gap' is not an id; write <paper>/<claim>, both in lower-case words joined by hyphens"
      ),
      (
        claimText(changing: ["paper": "codes"]), 4,
        "paper is 'codes' but the file stands in the folder 'spectra'; let both say the same"
      ),
      (claimText(body: "\n```latex\nx\n"), 10, "the fenced block that opens here is never closed; close it"),
      (
        claimText(body: "```latex\nx\n```\n\n```latex\ny\n```\n"), 13,
        "a second latex block; the accepted statement is the one at line 9, and must be the only one"
      ),
    ])
  func mistakes(text: String, line: Int, says: String) {
    #expect {
      try readClaim(text)
    } throws: { error in
      #expect("\(error)" == "Theorems/spectra/top-gap.md:\(line): \(says)")
      return error is ClaimFileError
    }
  }

  @Test("The body is linted for the sections that a reader needs, in order and not empty")
  func lint() throws {
    let whole = ClaimFile.requiredSections.map { "## \($0)\nText.\n" }.joined(separator: "\n")
    #expect(try readClaim(claimText(body: whole)).bodyProblems.isEmpty)

    let faulty = """
      ## Statement

      ## Rivals
      ```text
      ## Hypotheses
      ```
      ## Where it comes from
      x
      ## Caveats
      none
      """
    #expect(
      try readClaim(claimText(body: faulty)).bodyProblems == [
        "Theorems/spectra/top-gap.md:9: '## Statement' is empty",
        "Theorems/spectra/top-gap.md:15: '## Where it comes from' is out of order or given twice",
        "Theorems/spectra/top-gap.md:9: '## Hypotheses' is missing",
        "Theorems/spectra/top-gap.md:9: '## How it is tested' is missing",
      ])
  }
}
