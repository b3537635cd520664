// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import AssayManuscript

@Suite("The gate says what is so, and stops what must not pass")
struct GateDecisionTests {
  @Test("Everything as it should be passes without a word")
  func pass() throws {
    let outcome = try GateFixture.decide()
    #expect(outcome.isOpen)
    #expect(outcome.digest == [])
    #expect(outcome.passed == ["thm:rank", "lem:trace"])
    #expect(outcome.covered == 2)
    #expect(outcome.total == 2)
    #expect(outcome.papers[0].kinds.map { "\($0.count) \($0.kind)" } == ["1 Lemma", "1 Remark", "1 Theorem"])
  }

  @Test(
    "A verdict other than the expected one, no verdict, or an old one stops the paper",
    arguments: [
      (ClaimStanding(verdict: .refuted, summary: "s"), "refuted thm:rank error !"),
      (ClaimStanding(verdict: .undecided, summary: "s"), "undecided thm:rank warning !"),
      (ClaimStanding(verdict: .invalid, summary: "s"), "invalid-assumption thm:rank error !"),
      (
        ClaimStanding(verdict: .corroborated, staleness: "old", summary: "s"),
        "evidence-stale thm:rank error !"
      ),
      (nil, "evidence-missing thm:rank error !"),
    ])
  func verdicts(standing: ClaimStanding?, digest: String) throws {
    var standings = ["p/trace": GateFixture.standing]
    standings["p/rank"] = standing
    let outcome = try GateFixture.decide(standings: standings)
    #expect(outcome.digest == [digest])
    #expect(!outcome.isOpen)
    #expect(outcome.passed == ["lem:trace"])
  }

  @Test("A claim that is there to be refuted passes when it is, and stops the paper when it is not")
  func expectedRefutation() throws {
    let claims = [
      try GateFixture.claim(
        "rank", label: "thm:rank", expect: "refuted", statement: GateFixture.accepted["thm:rank"]),
      try GateFixture.claims()[1],
    ]
    let refuted = ClaimStanding(verdict: .refuted, summary: "s")
    #expect(
      try GateFixture.decide(claims: claims, standings: ["p/rank": refuted, "p/trace": GateFixture.standing])
        .isOpen)
    #expect(try GateFixture.decide(claims: claims).digest == ["unexpectedly-corroborated thm:rank error !"])
  }

  @Test(
    "A changed statement stops the paper, shows both texts, and says that the verdict was for the old one")
  func changed() throws {
    let text = GateFixture.paper.replacing("\\lambda > 0$ the", with: "\\lambda > \\lambda_0$ the")
    let outcome = try GateFixture.decide(
      text,
      standings: ["p/rank": ClaimStanding(verdict: .refuted, summary: "s"), "p/trace": GateFixture.standing])
    #expect(outcome.digest == ["statement-changed thm:rank error !", "refuted thm:rank error !"])
    let finding = outcome.findings[0]
    #expect(finding.place == SourcePosition(file: "paper/main.tex", line: 4, column: 1))
    #expect(
      finding.message.contains(
        "the last verdict was for the old statement; accept with assay accept thm:rank paper/main.tex"))
    #expect(
      finding.details == [
        "- For every $\\lambda > 0$ the solution has rank at most $K$.",
        "+ For every $\\lambda > \\lambda_0$ the solution has rank at most $K$.",
      ])
    #expect(finding.properties.map(\.value) == ["quantitative"])
    #expect(finding.related.map(\.place.description) == ["Tests/P/Rank.swift:12"])
    #expect(outcome.findings[1].message.hasSuffix("(for the old statement)"))
  }

  @Test("A statement that is gone stops the paper, at the claim's page")
  func removed() throws {
    let text = GateFixture.paper.replacing("\\label{lem:trace}", with: "").replacing(
      "The trace of a commutator vanishes, for matrices of any size and over any field.", with: "Two is even."
    )
    let outcome = try GateFixture.decide(text)
    #expect(
      outcome.digest == [
        "claim-uncovered - warning", "claim-removed lem:trace error !", "label-missing - warning",
      ])
    #expect(outcome.findings[1].place.file == "Theorems/p/trace.md")
  }

  @Test("A renamed label stops the paper until it is accepted")
  func renamed() throws {
    let outcome = try GateFixture.decide(GateFixture.paper.replacing("{thm:rank}", with: "{thm:bound}"))
    #expect(outcome.digest == ["label-renamed thm:bound error !"])
    #expect(outcome.findings[0].message.contains("was thm:rank"))
    #expect(outcome.findings[0].message.contains("assay accept thm:bound paper/main.tex"))
  }

  @Test("A label that the page knows as an earlier one is no change")
  func alias() throws {
    let claims = [
      try GateFixture.claim(
        "rank", label: "thm:new", aliases: ["thm:rank"], statement: GateFixture.accepted["thm:rank"]),
      try GateFixture.claims()[1],
    ]
    #expect(try GateFixture.decide(claims: claims).digest == [])
  }

  @Test("A label on another statement is not taken for a small change")
  func reused() throws {
    let text = GateFixture.paper.replacing(
      "The trace of a commutator vanishes, for matrices of any size and over any field.", with: "Two is even."
    )
    #expect(try GateFixture.decide(text).digest == ["label-reused lem:trace error !"])
  }

  @Test("A statement without a claim is a warning, stops a strict gate, and may be exempt with a reason")
  func uncovered() throws {
    let claims = Array(try GateFixture.claims().prefix(1))
    let open = try GateFixture.decide(claims: claims)
    #expect(open.digest == ["claim-uncovered lem:trace warning"])
    #expect(open.isOpen)
    #expect(open.findings[0].message.contains("assay new p/trace --title '…' --label lem:trace"))
    let strict = try GateFixture.decide(claims: claims, isStrict: true)
    #expect(strict.digest == ["claim-uncovered lem:trace warning !"])
    #expect(!strict.isOpen)
    let exempt = "exempt:\n  - label: lem:trace\n    reason: linear algebra\n"
    #expect(try GateFixture.decide(claims: claims, settings: exempt, isStrict: true).digest == [])
    #expect(try GateFixture.decide(claims: claims, settings: "cover: [theorem]\n").digest == [])
    #expect(
      try GateFixture.decide(settings: "cover: [theorem, lemma, remark]\n").digest
        == ["claim-uncovered rem:known warning"])
  }

  @Test("An exemption that exempts nothing is said")
  func unusedExemption() throws {
    let outcome = try GateFixture.decide(settings: "exempt:\n  - label: lem:gone\n    reason: algebra\n")
    #expect(outcome.digest == ["exemption-unused lem:gone warning"])
    #expect(outcome.findings[0].place.description == "Theorems/gate.yml:2")
  }

  @Test("A page without an accepted statement holds nothing to its words")
  func unaccepted() throws {
    let claims = [
      try GateFixture.claim("rank", label: "thm:rank", statement: nil), try GateFixture.claims()[1],
    ]
    #expect(try GateFixture.decide(claims: claims).digest == ["statement-unaccepted thm:rank error !"])
  }

  @Test("A macro that was not accepted with its statement is said, and one that changed stops the paper")
  func macros() throws {
    let text = GateFixture.paper.replacing("rank at most $K$", with: "rank at most $\\bound$")
    let accepted = "For every $\\lambda > 0$ the solution has rank at most $\\bound$."
    func decide(_ definition: String, _ statement: String) throws -> [String] {
      let claims = [
        try GateFixture.claim("rank", label: "thm:rank", statement: statement), try GateFixture.claims()[1],
      ]
      return try GateFixture.decide(definition + text, claims: claims).digest
    }
    let definition = "\\newcommand{\\bound}{K}\n"
    #expect(try decide(definition, definition + accepted) == [])
    #expect(try decide(definition, accepted) == ["definition-unrecorded thm:rank warning"])
    #expect(
      try decide("\\newcommand{\\bound}{K+1}\n", definition + accepted) == [
        "statement-changed thm:rank error !"
      ])
  }

  @Test("Two claims of one statement are held to it each")
  func twoClaims() throws {
    let claims =
      try GateFixture.claims() + [
        try GateFixture.claim(
          "rank-too", label: "thm:rank", statement: "For some $\\lambda > 0$ nothing is known.")
      ]
    let outcome = try GateFixture.decide(claims: claims)
    #expect(outcome.digest == ["statement-changed thm:rank error !"])
    #expect(outcome.findings[0].claims == ["p/rank-too"])
    #expect(outcome.covered == 2)
  }

  @Test("A duplicate label stops the paper, with both places")
  func duplicate() throws {
    let outcome = try GateFixture.decide(GateFixture.paper.replacing("{rem:known}", with: "{thm:rank}"))
    #expect(outcome.digest == ["label-duplicate thm:rank error !"])
    #expect(outcome.findings[0].related.map(\.place.line) == [4])
    // A second theorem under a label that has its claim is told to take another, not to start a claim that exists.
    let twice = try GateFixture.decide(
      GateFixture.paper + "\\begin{theorem}\\label{thm:rank}Something else.\\end{theorem}")
    let uncovered = try #require(twice.findings.first { $0.rule == .claimUncovered })
    #expect(
      uncovered.text
        == "no claim: the one of its label belongs to another statement; give it a label of its own")
  }

  @Test("An empty gate is an error, never green")
  func empty() throws {
    #expect(
      throws: GateError.noStatements(paper: "paper/main.tex", files: ["paper/main.tex"], environments: [])
    ) { try GateFixture.decide("Only words.") }
    #expect(throws: GateError.nothingCovered(paper: "paper/main.tex", statements: 3, slug: "Theorems/p")) {
      try GateFixture.decide(claims: [])
    }
  }
}
