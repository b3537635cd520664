// SPDX-License-Identifier: GPL-3.0-or-later

import AssayManuscript
import Testing

@Suite("A statement keeps its identity through revisions")
struct StatementMatchingTests {
  private func statement(_ labels: String..., says text: String, kind: String? = "Theorem")
    -> StatementIdentity
  {
    StatementIdentity(labels: labels, kind: kind, form: NormalForm(statement: text))
  }

  private let long = (1...40).map { String(repeating: "x", count: $0) }.joined(separator: " ")

  @Test("The label comes first, then an alias, then the statement, and each is taken once")
  func order() {
    let old = [
      statement("a", says: "one"), statement("b", says: "two"), statement("c", says: "three"),
      statement("d", says: "three"),
    ]
    let new = [
      statement("e", says: "three"), statement("x", "b", says: "two"), statement("a", says: "one"),
    ]
    let matching = StatementMatching(old, new)
    #expect(matching.pairs.map { [$0.old, $0.new] } == [[0, 2], [1, 1], [2, 0]])
    #expect(matching.pairs.map(\.basis) == [.label, .alias, .statement])
    #expect(matching.removed == [3])
    #expect(matching.added.isEmpty)
  }

  @Test("A label on a statement that is nothing like the old one is a label reused")
  func reused() {
    let matching = StatementMatching([statement("a", says: long)], [statement("a", says: "Seven is prime")])
    #expect(matching.pairs.map(\.basis) == [.reusedLabel])
  }

  @Test("Labels that change places are followed by their statements")
  func exchanged() {
    let matching = StatementMatching(
      [statement("a", says: long), statement("b", says: "Seven is prime")],
      [statement("a", says: "Seven is prime"), statement("b", says: long)])
    #expect(matching.pairs.map { [$0.old, $0.new] } == [[0, 1], [1, 0]])
    #expect(matching.pairs.map(\.basis) == [.statement, .statement])
  }

  // The text has 40 words, so 38 runs of three. One more word at its end adds a run: likeness 38/39. A changed word
  // in its middle touches three runs of each side: 35/41 = 0.854; two such words far apart: 32/44 = 0.727.
  @Test("Likeness proposes a counterpart from 0.80 on")
  func likeness() {
    let twentieth = String(repeating: "x", count: 20)
    let one = long.replacing(" \(twentieth) ", with: " other ")
    let two = one.replacing(" xxxxxxxxxx ", with: " another ")
    #expect(
      StatementMatching([statement("a", says: long)], [statement("b", says: one)]).pairs.map(\.basis)
        == [.likeness(35.0 / 41.0)])
    #expect(StatementMatching([statement("a", says: long)], [statement("b", says: two)]).pairs.isEmpty)
  }

  @Test("Two counterparts as good as each other are no proposal; nor is one of another kind")
  func ambiguous() {
    let old = [statement("a", says: long)]
    let two = StatementMatching(old, [statement("b", says: long + " y"), statement("c", says: long + " z")])
    #expect(two.pairs.isEmpty)
    #expect(two.removed == [0])
    #expect(two.added == [0, 1])
    #expect(StatementMatching(old, [statement("b", says: long + " y", kind: "Lemma")]).pairs.isEmpty)
    #expect(StatementMatching(old, [statement("b", says: long + " y", kind: nil)]).pairs.count == 1)
  }

  @Test("A thousand statements without labels are matched at once")
  func many() {
    let old = (0..<1000).map { statement("old\($0)", says: "Statement \($0) says \($0 * 7)") }
    let new = (0..<1000).reversed().map { statement("new\($0)", says: "Statement \($0) says \($0 * 7)") }
    let matching = StatementMatching(old, new)
    #expect(matching.pairs.map { $0.old + $0.new } == Array(repeating: 999, count: 1000))
  }
}
