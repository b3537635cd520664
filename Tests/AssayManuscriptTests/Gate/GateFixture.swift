// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import AssayManuscript

/// A paper with three statements and their claims, to be broken one piece at a time.
enum GateFixture {
  static let paper = """
    \\newtheorem{theorem}{Theorem}
    \\newtheorem{lemma}{Lemma}
    \\newtheorem{remark}{Remark}
    \\begin{theorem}\\label{thm:rank}
      For every $\\lambda > 0$ the solution has rank at most $K$.
    \\end{theorem}
    \\begin{lemma}\\label{lem:trace}
      The trace of a commutator vanishes, for matrices of any size and over any field.
    \\end{lemma}
    \\begin{remark}\\label{rem:known}
      This was known.
    \\end{remark}
    """

  static let accepted = [
    "thm:rank": "For every $\\lambda > 0$ the solution has rank at most $K$.",
    "lem:trace": "The trace of a commutator vanishes, for matrices of any size and over any field.",
  ]

  static let standing = ClaimStanding(verdict: .corroborated, summary: "0.5 in [0.4, 0.6]  n 100")

  /// A claim page of paper `p`.
  static func claim(
    _ name: String, label: String?, aliases: [String] = [], expect: String = "corroborated",
    statement: String?
  ) throws -> ClaimFile {
    let id = try #require(ClaimID("p/\(name)"))
    let labels = label.map { "label: \($0)\n" } ?? ""
    let block = statement.map { "\n```latex\n\($0)\n```\n" } ?? ""
    return try ClaimFile(
      parsing: """
        ---
        id: p/\(name)
        title: \(name)
        paper: p
        expect: \(expect)
        source: paper
        verb: mean
        \(labels)aliases: [\(aliases.joined(separator: ", "))]
        ---
        \(block)
        """, place: id, file: "Theorems/p/\(name).md")
  }

  static func claims() throws -> [ClaimFile] {
    [
      try claim("rank", label: "thm:rank", statement: accepted["thm:rank"]),
      try claim("trace", label: "lem:trace", statement: accepted["lem:trace"]),
    ]
  }

  static func manuscript(_ text: String, aux: String? = nil) throws -> Manuscript {
    var texts = ["paper/main.tex": text]
    texts["paper/main.aux"] = aux
    return try Manuscript(reading: "paper/main.tex", from: MemoryFiles(texts: texts))
  }

  /// Decides on a paper; by default everything is as it should be.
  static func decide(
    _ text: String = paper, claims: [ClaimFile]? = nil, standings: [String: ClaimStanding]? = nil,
    settings: String = "", isStrict: Bool = false, since: String? = nil,
    aux: (old: String?, new: String?) = (nil, nil),
    texts: [String: String] = [:]
  ) throws -> GateOutcome {
    let claims = try claims ?? self.claims()
    let all = Dictionary(claims.map { ($0.id, standing) }, uniquingKeysWith: { first, _ in first })
    let gate = Gate(
      claims: claims, standings: standings ?? all,
      tests: ["p/rank": [SourcePosition(file: "Tests/P/Rank.swift", line: 12, column: 1)]],
      settings: try GateSettings(yaml: settings, file: "Theorems/gate.yml"), isStrict: isStrict, texts: texts)
    let before = try since.map { (revision: "HEAD~1", manuscript: try manuscript($0, aux: aux.old)) }
    return try gate.decide([GatePaper(try manuscript(text, aux: aux.new), slug: "p", since: before)])
  }
}

extension GateOutcome {
  /// `rule label level` and `!` where it blocks, one for each finding.
  var digest: [String] {
    findings.map { finding in
      [
        String(finding.rule.rawValue.dropFirst("assay/".count)), finding.label ?? "-", finding.level.rawValue,
        finding.isBlocking ? "!" : "",
      ].joined(separator: " ").trimmingBlanks
    }
  }

  /// The labels of what passed.
  var passed: [String] {
    papers.flatMap(\.entries).compactMap { if case .passed(let passed) = $0 { passed.label } else { nil } }
  }
}
