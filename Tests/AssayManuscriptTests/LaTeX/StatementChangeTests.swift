// SPDX-License-Identifier: GPL-3.0-or-later

import AssayManuscript
import Testing

@Suite("A changed statement is shown word by word, and what bounds something is told from mere words")
struct StatementChangeTests {
  private func change(_ old: String, _ new: String) throws -> StatementChange {
    try #require(StatementChange(from: NormalForm(statement: old), to: NormalForm(statement: new)))
  }

  @Test(
    "A changed number, sign, relation or quantifier is quantitative, however alike the texts",
    arguments: [
      ("at least one point", "at most one point"),
      ("for every $x$", "for some $x$"),
      ("holds almost surely", "holds surely"),
      ("$a < b$", "$a > b$"),
      ("$a \\le b$", "$a < b$"),
      ("$x \\to 0$", "$x \\to 1$"),
      ("$\\forall x$", "$\\exists x$"),
      ("$\\sup f$", "$\\max f$"),
      ("it does not hold", "it does hold"),
      ("rank 3", "rank 2"),
      ("$K$", "$K - 1$"),
      ("strictly decreasing", "decreasing"),
      ("of $x$", "of x"),
    ])
  func quantitative(old: String, new: String) throws {
    #expect(try change(old, new).weight == .quantitative)
  }

  @Test(
    "Words that bound nothing are wording",
    arguments: [
      ("Let us suppose that $x = 1$", "Suppose that $x = 1$"),
      ("the map is smooth", "the function is smooth"),
      ("when $x = 1$", "if $x = 1$"),
    ])
  func wording(old: String, new: String) throws { #expect(try change(old, new).weight == .wording) }

  @Test("The lines of a change show both sides")
  func lines() throws {
    let change = try change(
      "for every $\\lambda > 0$ the solution has rank at most $K$",
      "for every $\\lambda > \\lambda_0$ the solution has rank at most $K - 1$")
    #expect(change.lines.old == "for every $\\lambda > 0$ the solution has rank at most $K$")
    #expect(change.lines.new == "for every $\\lambda > \\lambda_0$ the solution has rank at most $K - 1$")
    #expect(change.diff.removed.isEmpty)
    #expect(change.diff.added.map(\.text) == ["\\lambda", "_", "-", "1"])
  }

  @Test("A long statement is cut to what surrounds its differences")
  func excerpt() throws {
    let words = (1...200).map { String(repeating: "x", count: $0) }
    var edited = words
    edited[99] = "other"
    let change = try change(words.joined(separator: " "), edited.joined(separator: " "))
    #expect(change.lines.old == "… " + words[87...111].joined(separator: " ") + " …")
    #expect(change.lines.new == "… " + edited[87...111].joined(separator: " ") + " …")
  }

  @Test("A difference is made of both sides, whatever the sides are")
  func reconstruction() {
    let pairs = [
      ("", ""), ("a", ""), ("", "a"), ("a b c", "c b a"), ("a b a b a", "b a b a b"),
      ("a b c d e", "a x c y e"),
    ]
    for (old, new) in pairs {
      let (a, b) = (NormalForm(statement: old).tokens, NormalForm(statement: new).tokens)
      let diff = WordDiff(from: a, to: b)
      #expect(diff.pieces.flatMap(\.old) == a)
      #expect(diff.pieces.flatMap(\.new) == b)
      #expect(diff.pieces.allSatisfy { !$0.isCommon || $0.old == $0.new })
      #expect(zip(diff.pieces, diff.pieces.dropFirst()).allSatisfy { $0.isCommon != $1.isCommon })
    }
  }
}
