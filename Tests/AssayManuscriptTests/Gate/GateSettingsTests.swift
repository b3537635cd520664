// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import AssayManuscript

@Suite("gate.yml is read, and every mistake in it has a line")
struct GateSettingsTests {
  @Test("Kinds, papers and exemptions")
  func read() throws {
    let settings = try GateSettings(
      yaml: """
        cover: [Theorem, lemma]
        papers:
          spectra: paper/main.tex
        exempt:
          - label: lem:a
            reason: algebra
        """, file: "Theorems/gate.yml")
    #expect(settings.kinds == ["theorem", "lemma"])
    #expect(settings.papers == ["spectra": "paper/main.tex"])
    #expect(settings.exemptions == [.init(label: "lem:a", reason: "algebra", line: 5)])
  }

  @Test("An empty file is no mistake", arguments: ["", "\n", "# nothing\n", "---\n"])
  func empty(yaml: String) throws { #expect(try GateSettings(yaml: yaml, file: "g").exemptions.isEmpty) }

  @Test(
    "A mistake is one line with its place",
    arguments: [
      ("cover: [", "g:2:"), ("- a\n", "g:1: the file is no mapping"),
      ("cover: theorem\n", "g:1: cover: is no list"),
      ("kinds: [a]\n", "g:1: kinds is no key"), ("exempt: x\n", "g:1: exempt: is no list"),
      ("exempt:\n  - label: a\n", "g:2: a is exempt without a reason"),
      ("exempt:\n  - label: a\n    reason: '  '\n", "g:2: a is exempt without a reason"),
      ("exempt:\n  - reason: a\n", "g:2: an exemption without a label"),
      ("exempt:\n  - label: a\n    why: b\n", "g:3: an exemption has a label and a reason"),
      ("exempt:\n  - label: a\n    reason: b\n  - label: a\n    reason: c\n", "g:4: a is exempt twice"),
      ("papers: [a]\n", "g:1: papers: is no mapping"), ("cover: [a]\ncover: [b]\n", "g:"),
    ])
  func mistakes(yaml: String, start: String) {
    let error = #expect(throws: GateError.self) { try GateSettings(yaml: yaml, file: "g") }
    #expect(error?.description.hasPrefix(start) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("\n") == false)
  }

  @Test("A paper finds its claims by the settings, its name, or its labels")
  func slugs() throws {
    let manuscript = try GateFixture.manuscript(GateFixture.paper)
    let claims = try GateFixture.claims()
    #expect(try GatePaper.slug(of: manuscript, among: claims, settings: GateSettings()) == "p")
    let settings = try GateSettings(yaml: "papers: {q: main.tex}", file: "g")
    #expect(try GatePaper.slug(of: manuscript, among: claims, settings: settings) == "q")
    #expect(throws: GateError.unknownPaper(paper: "paper/main.tex", slugs: [])) {
      try GatePaper.slug(of: manuscript, among: [], settings: GateSettings())
    }
  }

  @Test("Which kinds must be covered when nothing is said")
  func kinds() throws {
    let text = """
      \\newtheorem{satz}{Satz}\\newtheorem{remark}{Bemerkung}\\newtheorem{mt}{Main Theorem}\\newtheorem{dfn}{Definition}
      \\begin{satz}a\\end{satz}\\begin{remark}b\\end{remark}\\begin{mt}c\\end{mt}\\begin{dfn}d\\end{dfn}
      """
    let statements = try GateFixture.manuscript(text).statements
    #expect(statements.map { GateSettings().mustBeCovered($0) } == [true, false, true, false])
    let theorems = try GateSettings(yaml: "cover: [theorem]", file: "g")
    #expect(statements.map { theorems.mustBeCovered($0) } == [false, false, true, false])
  }
}
