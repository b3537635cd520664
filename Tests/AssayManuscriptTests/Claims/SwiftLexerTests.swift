// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import AssayManuscript

@Suite("The lexer of Swift sources")
struct SwiftLexerTests {
  @Test(
    "Comments vanish, strings keep their value, and what is inside either is no token",
    arguments: [
      ("a.b(1)", ["a", ".", "b", "(", "1", ")"]),
      ("a // \"b\n c", ["a", "c"]),
      ("a /* x /* \" */ y */ b", ["a", "b"]),
      (#"f("say \"hi\"\n\u{3BB}")"#, ["f", "(", "<say \"hi\"\nλ>", ")"]),
      (##"#"a "b" \n"#, c"##, ["<a \"b\" \\n>", ",", "c"]),
      (###"##"x"# \##(y) "##"###, ["<?>"]),
      ("\"\"\"\n \"quoted\" // no comment\n\"\"\" z", ["<\n \"quoted\" // no comment\n>", "z"]),
      (#""n = \(f("(", [")"])) end" z"#, ["<?>", "z"]),
      (#"x = /"[(]/ ; y"#, ["x", "=", "<?>", ";", "y"]),
      (#"x = #/"/# ; y"#, ["x", "=", "<?>", ";", "y"]),
      ("a / b / c", ["a", "/", "b", "/", "c"]),
      ("(a)/b/c", ["(", "a", ")", "/", "b", "/", "c"]),
      ("func `the λ falls`()", ["func", "the λ falls", "(", ")"]),
      ("\"unterminated", ["<unterminated>"]),
    ])
  func tokens(source: String, expected: [String]) {
    let tokens = SwiftLexer.tokens(of: source).map { token in
      switch token.kind {
      case .word(let word): word
      case .string(let value): "<\(value ?? "?")>"
      case .mark(let mark): String(mark)
      }
    }
    #expect(tokens == expected)
  }

  @Test("Lines are counted through comments and strings")
  func lines() {
    let source = "a\n/* \n */ b \"\"\"\n\n\"\"\"\nc"
    #expect(SwiftLexer.tokens(of: source).map(\.line) == [1, 3, 3, 6])
  }
}
