// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import AssayManuscript

@Suite("Compared with an older revision, the gate also sees what no claim holds to its words")
struct GateHistoryTests {
  private let changed = GateFixture.paper.replacing("rank at most $K$", with: "rank at most $K - 1$")

  @Test("A change that was accepted is a note; one that was not stops the paper as ever")
  func covered() throws {
    let accepted = "For every $\\lambda > 0$ the solution has rank at most $K - 1$."
    let claims = [
      try GateFixture.claim("rank", label: "thm:rank", statement: accepted), try GateFixture.claims()[1],
    ]
    let outcome = try GateFixture.decide(changed, claims: claims, since: GateFixture.paper)
    #expect(outcome.digest == ["statement-changed thm:rank note"])
    #expect(outcome.findings[0].baseline == .updated)
    #expect(
      try GateFixture.decide(changed, since: GateFixture.paper).digest == [
        "statement-changed thm:rank error !"
      ])
  }

  @Test("A change without a claim is a warning, and stops a strict gate")
  func uncovered() throws {
    let claims = [try GateFixture.claims()[1]]
    let outcome = try GateFixture.decide(changed, claims: claims, since: GateFixture.paper)
    #expect(outcome.digest == ["claim-uncovered thm:rank warning", "statement-changed thm:rank warning"])
    #expect(
      try !GateFixture.decide(changed, claims: claims, isStrict: true, since: GateFixture.paper).isOpen)
    let removed = GateFixture.paper.replacing("{lem:trace}", with: "{lem:trace}\\label{lem:other}")
    #expect(try GateFixture.decide(since: removed).digest == [])
    let without = try GateFixture.decide(
      since: GateFixture.paper + "\\begin{lemma}\\label{lem:gone} Gone. \\end{lemma}")
    #expect(without.digest == ["claim-removed lem:gone note"])
  }

  @Test("A number that moved is a note, and a warning where it is typed")
  func numbers() throws {
    func aux(_ number: String) -> String {
      "\\newlabel{thm:rank}{{\(number)}{1}}\n\\newlabel{lem:trace}{{2}{1}}\n\\newlabel{rem:known}{{3}{1}}\n"
    }
    let outcome = try GateFixture.decide(
      since: GateFixture.paper, aux: (old: aux("4.7"), new: aux("5.1")),
      texts: ["README.md": "First.\nSee Theorem 4.7, not Theorem 4.71.", "a.md": "Thm.~4.7.2, Prop. 4.7"])
    #expect(outcome.digest == ["number-changed thm:rank note", "hard-coded-number thm:rank warning"])
    #expect(
      outcome.findings[0].message.contains(
        "was Theorem 4.7 in HEAD~1; \"Theorem 4.7\" is typed in README.md:2"))
    #expect(outcome.findings[1].place == SourcePosition(file: "README.md", line: 2, column: 5))
    #expect(outcome.isOpen)
  }
}
