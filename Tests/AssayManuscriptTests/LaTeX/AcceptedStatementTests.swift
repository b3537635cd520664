// SPDX-License-Identifier: GPL-3.0-or-later

import AssayManuscript
import Testing

@Suite("An accepted statement carries the definitions that it needs")
struct AcceptedStatementTests {
  private let paper = """
    \\newtheorem{thm}{Theorem}
    \\newcommand{\\R}{\\mathbb{R}}
    \\newcommand{\\vectors}{\\R^n}
    \\newcommand{\\norm}[1]{\\lVert #1 \\rVert}
    \\newcommand{\\unused}{x}
    \\begin{thm}\\label{thm:a} % a comment
      Every norm $\\norm{x}$ on
        $\\vectors$ is continuous.
    \\end{thm}
    """

  @Test("What is accepted reads back as what the paper says")
  func roundTrip() throws {
    let statement = try #require(
      try Manuscript(reading: "a.tex", from: MemoryFiles(texts: ["a.tex": paper])).statements.first)
    let accepted = AcceptedStatement(statement)
    #expect(
      accepted.block == """
        \\newcommand{\\R}{\\mathbb{R}}
        \\newcommand{\\norm}[1]{\\lVert #1 \\rVert}
        \\newcommand{\\vectors}{\\R^n}
        Every norm $\\norm{x}$ on
        $\\vectors$ is continuous.
        """)
    let read = AcceptedStatement(block: accepted.block)
    #expect(read == accepted)
    #expect(read.form() == NormalForm(statement: statement.body, definitions: statement.definitions))
    #expect(read.unrecorded(among: statement.definitions).isEmpty)
  }

  @Test("A definition that was not accepted is named, also when another definition needs it")
  func unrecorded() throws {
    let statement = try #require(
      try Manuscript(reading: "a.tex", from: MemoryFiles(texts: ["a.tex": paper])).statements.first)
    let accepted = AcceptedStatement(block: "\\newcommand{\\vectors}{\\R^n} On $\\vectors$, $\\norm{x}$")
    #expect(accepted.unrecorded(among: statement.definitions) == ["\\R", "\\norm"])
  }

  @Test("An unfinished conditional of a definition does not reach into the statement")
  func conditional() {
    let block = "\\newcommand{\\either}{\\iftrue a \\else b}\nEither $\\either$ \\fi{} or not."
    let read = AcceptedStatement(block: block)
    #expect(read.definitions.map(\.text) == ["\\newcommand{\\either}{\\iftrue a \\else b}"])
    #expect(read.text == "Either $\\either$ \\fi{} or not.")
    #expect(read.block == block)
  }
}
