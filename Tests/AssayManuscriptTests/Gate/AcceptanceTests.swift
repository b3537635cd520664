// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import AssayManuscript

@Suite("Accepting a statement makes the gate content with it")
struct AcceptanceTests {
  /// Accepts labels and returns what the gate says of the claims as they are then.
  private func accept(_ labels: [String], _ text: String, _ claims: [ClaimFile]) throws -> [String] {
    let paper = GatePaper(try GateFixture.manuscript(text), slug: "p")
    var claims = claims
    for label in labels {
      for acceptance in try paper.acceptances(of: label, claims: claims) {
        let place = try #require(ClaimID(acceptance.claim.id))
        let edited = try ClaimFile(
          parsing: try acceptance.applied(to: Self.page(acceptance.claim)), place: place,
          file: acceptance.claim.file)
        claims = claims.map { $0.id == edited.id ? edited : $0 }
      }
    }
    return try GateFixture.decide(text, claims: claims).digest
  }

  private static func page(_ claim: ClaimFile) -> String {
    let labels = claim.label.map { "label: \($0)\n" } ?? ""
    return """
      ---
      id: \(claim.id)
      title: \(claim.title)
      paper: p
      \(labels)aliases: [\(claim.aliases.joined(separator: ", "))]
      expect: corroborated
      source: paper
      verb: mean
      ---
      \(claim.body)
      """
  }

  @Test("A changed statement, a renamed label, a removed statement")
  func events() throws {
    let changed = GateFixture.paper.replacing("rank at most $K$", with: "rank at most $K - 1$")
    #expect(try accept(["thm:rank"], changed, GateFixture.claims()) == [])
    let renamed = GateFixture.paper.replacing("{thm:rank}", with: "{thm:bound}")
    #expect(try accept(["thm:bound"], renamed, GateFixture.claims()) == [])
    let removed = GateFixture.paper.replacing("{lemma}", with: "{quote}")
    #expect(try accept(["lem:trace"], removed, GateFixture.claims()) == [])
  }

  @Test("A macro is accepted with its statement")
  func macros() throws {
    let text = "\\newcommand{\\bound}{K}\n" + GateFixture.paper.replacing("most $K$", with: "most $\\bound$")
    let claims = [
      try GateFixture.claim(
        "rank", label: "thm:rank",
        statement: "For every $\\lambda > 0$ the solution has rank at most $\\bound$."),
      try GateFixture.claims()[1],
    ]
    #expect(try GateFixture.decide(text, claims: claims).digest == ["definition-unrecorded thm:rank warning"])
    #expect(try accept(["thm:rank"], text, claims) == [])
  }

  @Test("What is as accepted needs nothing")
  func nothing() throws {
    let paper = GatePaper(try GateFixture.manuscript(GateFixture.paper), slug: "p")
    #expect(try paper.acceptances(of: "thm:rank", claims: GateFixture.claims()).isEmpty)
  }

  @Test("A claim without a label is put under one by name")
  func linking() throws {
    let claims = [try GateFixture.claim("rank", label: nil, statement: nil), try GateFixture.claims()[1]]
    let paper = GatePaper(try GateFixture.manuscript(GateFixture.paper), slug: "p")
    let acceptance = try #require(
      try paper.acceptances(of: "thm:rank", claims: claims, claim: "p/rank").first)
    let page = try acceptance.applied(to: Self.page(claims[0]))
    #expect(page.contains("paper: p\nlabel: thm:rank\n"))
    #expect(page.contains("```latex\nFor every $\\lambda > 0$ the solution has rank at most $K$.\n```"))
    #expect(acceptance.labelChange == "thm:rank")
  }

  @Test("A label that cannot be accepted is one line with what to do")
  func mistakes() throws {
    let text = GateFixture.paper.replacing("{thm:rank}", with: "{thm:bound}")
    let paper = GatePaper(try GateFixture.manuscript(text), slug: "p")
    let claims = try GateFixture.claims()
    #expect(throws: AcceptanceError.renamed("thm:rank", to: "thm:bound", paper: "paper/main.tex")) {
      try paper.acceptances(of: "thm:rank", claims: claims)
    }
    #expect(throws: AcceptanceError.noClaim("rem:known", slug: "p")) {
      try paper.acceptances(of: "rem:known", claims: claims)
    }
    #expect(
      throws: AcceptanceError.unknownLabel(
        "lem:trac", paper: "paper/main.tex", similar: ["lem:trace"])
    ) { try paper.acceptances(of: "lem:trac", claims: claims) }
    #expect(throws: AcceptanceError.otherLabel(claim: "p/trace", label: "lem:trace")) {
      try paper.acceptances(of: "thm:bound", claims: claims, claim: "p/trace")
    }
  }

  @Test("All statements that need no choice are those that changed or only got a new label")
  func all() throws {
    let text = GateFixture.paper.replacing("{thm:rank}", with: "{thm:bound}")
      .replacing(
        "The trace of a commutator vanishes, for matrices of any size and over any field.", with: "Two.")
    let paper = GatePaper(try GateFixture.manuscript(text), slug: "p")
    #expect(try paper.labelsToAccept(claims: GateFixture.claims()) == ["thm:bound"])
  }
}
