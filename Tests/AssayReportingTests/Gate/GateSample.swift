// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence

@testable import AssayManuscript
@testable import AssayReporting

/// A decision with everything in it that a format can get wrong.
enum GateSample {
  private static func place(_ line: Int, _ column: Int = 1, _ file: String = "paper/main.tex")
    -> SourcePosition
  {
    SourcePosition(file: file, line: line, column: column)
  }

  static let passed = GateOutcome.Passed(
    label: "thm:gated-lyapunov", subject: "Theorem 3.2", claim: "spectra/gated-lyapunov",
    summary: "0.9513 in [0.9502, 0.9524]  claimed 0.9515 ± 0.01  n 4096", place: place(41),
    test: place(12, 1, "Tests/SpectraTests/Exponents.swift"))

  static let refuted = GateFinding(
    .refuted, label: "cor:depth-rate", subject: "Corollary 3.5", claims: ["spectra/depth-rate"],
    place: place(60),
    end: place(63, 14), heading: "cor:depth-rate (Corollary 3.5)", text: "refuted; 1.476 in [1.461, 1.491]",
    details: ["replay    assay verify --filter '^spectra/depth-rate$'"], fingerprint: "0123456789abcdef",
    properties: [.init(name: "alpha", value: "1e-06"), .init(name: "seed", value: "20")])

  static let changed = GateFinding(
    .statementChanged, label: "thm:low-rank", subject: "Theorem 4.1", claims: ["spectra/low-rank"],
    place: place(88, 3, "paper/sections/low rank, żółć.tex"), end: place(92, 1, "paper/main.tex"),
    heading: "thm:low-rank (Theorem 4.1)",
    text:
      "what it bounds changed since it was accepted; accept with assay accept thm:low-rank paper/main.tex",
    details: [
      "- for every $\\lambda > 0$ at most 50% & `K`", "+ for every $\\lambda > \\lambda_0$ | at most <K>",
    ],
    related: [
      .init(place: place(12, 1, "Tests/SpectraTests/LowRank.swift"), message: "test of spectra/low-rank")
    ],
    fingerprint: "fedcba9876543210", baseline: .updated)

  static let uncovered = GateFinding(
    .claimUncovered, label: "prop:new,bound", subject: "Proposition 4.6", place: place(120),
    end: place(122, 18),
    heading: "prop:new,bound (Proposition 4.6)",
    text: "no claim; start one with assay new spectra/ID --title '…' --label prop:new,bound",
    fingerprint: "00000000000000ff", baseline: .new)

  static let guessed = GateFinding(
    .parseRecovered, place: place(7, 2),
    text: "environment lem\u{7} is declared in no file at hand; taken as Lemma")

  static let moved = GateFinding(
    .numberChanged, label: "thm:kernel", subject: "Theorem 5.1", place: place(140), end: place(141, 14),
    heading: "thm:kernel (Theorem 5.1)", text: "was Theorem 4.7 in HEAD~1", baseline: .unchanged)

  static let paper = GateOutcome.Paper(
    path: "paper/main.tex", slug: "spectra", fileCount: 7,
    kinds: [("Theorem", 4), ("Proposition", 1), ("Corollary", 2)], auxiliary: "paper/main.aux", covered: 5,
    required: 6, revision: "HEAD~1",
    entries: [
      .passed(passed), .finding(refuted), .finding(changed),
      .exempt(label: "lem:technical", subject: "Lemma 4.2", reason: "three lines of <algebra>"),
      .finding(uncovered), .finding(moved), .finding(guessed),
    ])

  static let report = GateReport(
    GateOutcome(papers: [paper]), budget: nil, theorems: "Theorems", version: "0.1.0")

  /// The same decision with nothing found.
  static let clean = GateReport(
    GateOutcome(
      papers: [
        GateOutcome.Paper(
          path: "a.tex", slug: "a", fileCount: 1, kinds: [("Theorem", 1)], auxiliary: nil, covered: 1,
          required: 1,
          revision: nil, entries: [.passed(passed)])
      ]), budget: nil, version: "0.1.0")
}
