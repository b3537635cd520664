// SPDX-License-Identifier: GPL-3.0-or-later

import AssayManuscript
import Testing

@Suite("Nothing that a file can hold stops the readers")
struct HostileInputTests {
  private static let count = 4000

  @Test("Mutated papers are read, and what is accepted reads back")
  func papers() {
    let papers = MutatedText(samples: FuzzSamples.papers, fragments: FuzzSamples.fragments, seed: 0)
    for number in 0..<Self.count {
      let violation = ReaderInvariants.violation(paper: papers(number), included: papers(number + Self.count))
      #expect(violation == nil, "number \(number)")
    }
  }

  @Test("Mutated claims' pages are read, and an edit of one changes what it must")
  func pages() {
    let pages = MutatedText(samples: FuzzSamples.pages, fragments: FuzzSamples.fragments, seed: 0)
    for number in 0..<Self.count {
      #expect(ReaderInvariants.violation(page: pages(number)) == nil, "number \(number)")
    }
  }

  @Test("The same seed and number give the same text, another number another")
  func reproducible() {
    let papers = MutatedText(samples: FuzzSamples.papers, fragments: FuzzSamples.fragments, seed: 3)
    #expect(papers(17) == papers(17))
    #expect(Set((0..<100).map { papers($0) }).count > 90)
  }

  // A scanner that takes the square of the length needs minutes for each; one that does not, a fraction of a second.
  @Test(
    "A paper that repeats one thing for ever is read in time that grows with its length",
    .timeLimit(.minutes(10)), arguments: HostilePapers.patterns)
  func hostile(pattern: String) {
    let files = MemoryFiles(["main.tex": HostilePapers.paper(repeating: pattern, bytes: 200_000)])
    let manuscript = try? Manuscript(reading: "main.tex", from: files)
    #expect((manuscript?.statements.count ?? 0) < 200_000)
  }

  // Each level would be read twice, and each reading define it anew: 2^14 readings of the innermost.
  @Test("Macros with theorems that define themselves anew are read once", .timeLimit(.minutes(10)))
  func redefining() throws {
    let body = (0..<14).reduce("\\begin{theorem} x \\end{theorem}") { inner, _ in
      "\\begin{theorem} y \\end{theorem}\\newcommand{\\x}{\(inner)}\\x\\x"
    }
    let text = "\\newtheorem{theorem}{T}\\newcommand{\\x}{\(body)}\\x\\x"
    let manuscript = try Manuscript(reading: "a.tex", from: MemoryFiles(texts: ["a.tex": text]))
    #expect(manuscript.statements.count == 15)
  }

  // Put in place without end, the macros would be 10^40 letters, and the accents as many calls inside each other.
  @Test("A printed name of macros that multiply is read in time", .timeLimit(.minutes(10)))
  func printedName() throws {
    let macros = (0..<40).map {
      "\\newcommand{\\\(name($0))}{\(String(repeating: "\\\(name($0 + 1))", count: 10))}"
    }
    let itself = "\\newcommand{\\x}{X\(String(repeating: "\\x", count: 10))}"
    let accents = String(repeating: "\\'", count: 1_000_000)
    let definers = ["\\aaa", "\\x", accents].enumerated().map { "\\newtheorem{t\(name($0))}{\($1)}" }
    let uses = (0..<3).map { "\\begin{t\(name($0))}\\label{\($0)}\\end{t\(name($0))}" }
    let text = (macros + [itself] + definers + uses).joined(separator: "\n")
    let manuscript = try Manuscript(reading: "a.tex", from: MemoryFiles(texts: ["a.tex": text]))
    #expect(manuscript.statements.map(\.kind) == ["Taaa", "X", "Taac"])
  }

  /// Three letters for a number.
  private func name(_ number: Int) -> String {
    String([number / 676, number / 26 % 26, number % 26].map { Character(UnicodeScalar(97 + UInt8($0))) })
  }

  @Test("A paper whose inclusions multiply is refused")
  func inclusions() {
    var texts = ["main.tex": "\\input{a0}"]
    for depth in 0..<40 { texts["a\(depth).tex"] = "\\input{a\(depth + 1)}\\input{a\(depth + 1)}" }
    texts["a40.tex"] = "x"
    let doubling = MemoryFiles(texts: texts)
    #expect(throws: ManuscriptError.self) { try Manuscript(reading: "main.tex", from: doubling) }
    let chain = Dictionary(uniqueKeysWithValues: (0..<100).map { ("a\($0).tex", "\\input{a\($0 + 1)}") })
    let deep = MemoryFiles(texts: chain)
    let error = #expect(throws: ManuscriptError.self) { try Manuscript(reading: "a0.tex", from: deep) }
    #expect(error?.description.contains("nested more than") == true)
  }

  @Test("A brace that is never closed is said, in the paper and not in a package")
  func openBrace() throws {
    let paper =
      "\\usepackage{house}\n\\newtheorem{theorem}{T}\n\\begin{theorem}\\label{a} {x \\end{theorem} \\{ {{"
    let files = MemoryFiles(texts: ["a.tex": paper, "house.sty": "\\def\\open{\\bgroup {"])
    let manuscript = try Manuscript(reading: "a.tex", from: files)
    #expect(manuscript.statements.count == 1)
    #expect(
      manuscript.notes.map(\.message) == [
        "this brace is never closed (the first of 3); close it, or write \\{"
      ])
    #expect(manuscript.notes.first?.position == SourcePosition(file: "a.tex", line: 3, column: 26))
  }

  @Test("UTF-16 is refused with its name")
  func utf16() {
    let files = MemoryFiles(["a.tex": [0xFF, 0xFE, 0x5C, 0x00]])
    let error = #expect(throws: ManuscriptError.self) { try Manuscript(reading: "a.tex", from: files) }
    #expect(
      error?.description == "a.tex:1: is encoded in UTF-16, which LaTeX does not read; save it as UTF-8")
  }

  @Test("A column is right however long the line")
  func longLine() throws {
    let text = String(repeating: "é", count: 100_000) + "\\begin{theorem}\\label{a} x \\end{theorem}"
    let manuscript = try Manuscript(
      reading: "a.tex", from: MemoryFiles(texts: ["a.tex": "\\newtheorem{theorem}{T}\n" + text]))
    #expect(
      manuscript.statements.first?.span.start == SourcePosition(file: "a.tex", line: 2, column: 100_001))
  }
}
