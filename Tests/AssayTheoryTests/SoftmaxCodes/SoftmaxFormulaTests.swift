// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import AssayTheory
import Testing

/// One evaluation of a formula at high precision, from `Fixtures/softmax-codes/closed-forms.json`.
private struct Reference: Decodable {
  let formula: String
  let parameters: [String: String]
  let value: String

  static func load() throws -> [Reference] {
    struct Document: Decodable { let cases: [Reference] }
    return try fixture("softmax-codes/closed-forms.json", as: Document.self).cases
  }
}

/// The best codes of a search, from `Fixtures/softmax-codes/margins.json`.
private struct CodeReference: Decodable {
  let K: Int
  let d: Int
  let margin: Double

  static func load() throws -> [CodeReference] {
    struct Document: Decodable { let cases: [CodeReference] }
    return try fixture("softmax-codes/margins.json", as: Document.self).cases
  }
}

@Suite("Closed forms of softmax codes against mpmath and a search")
struct SoftmaxFormulaTests {
  @Test(
    "Every formula agrees with its 50-digit values to 1e-12",
    arguments: FormulaRegistry.softmaxCodes.map(\.name).filter { $0 != "rank-staircase" })
  func agrees(name: String) throws {
    let cases = try Reference.load().filter { $0.formula == name }
    #expect(cases.count >= 8, "\(name) has too few independent values")
    let formula = try FormulaRegistry.formula(named: name)
    for reference in cases {
      let expected = try #require(Double(reference.value))
      expectClose(
        try formula.evaluate(reference.parameters), expected, relative: 1e-12,
        "\(name) \(reference.parameters)")
    }
  }

  @Test("No case of the fixture names a formula that does not exist")
  func allNamed() throws {
    let names = Set(FormulaRegistry.softmaxCodes.map(\.name))
    #expect(try Set(Reference.load().map(\.formula)).subtracting(names).isEmpty)
  }

  @Test("Margins of softmax codes agree with a search in Python to 1e-8, for every K ≤ 16 and 3 ≤ d < K/2")
  func margins() throws {
    let cases = try CodeReference.load()
    #expect(cases.count == 30)
    for code in cases {
      expectClose(
        try SoftmaxCodeMargin.value(classes: code.K, dimension: code.d), code.margin, relative: 1e-8,
        "K = \(code.K), d = \(code.d)")
    }
  }

  /// The staircase found beforehand, with searches of codes and local minima besides closed forms: ranks at N = 2 … 11.
  @Test(
    "The staircase of cheapest ranks is that of an independent search",
    arguments: [
      (4, [3, 3, 2, 2, 2, 2, 2, 2, 2, 2]), (5, [4, 4, 3, 2, 2, 2, 2, 2, 2, 2]),
      (6, [5, 3, 3, 3, 2, 2, 2, 2, 2, 2]), (8, [7, 4, 4, 3, 3, 2, 2, 2, 2, 2]),
      (10, [9, 5, 4, 3, 3, 3, 2, 2, 2, 2]), (16, [15, 5, 5, 4, 3, 3, 3, 3, 3, 2]),
    ])
  func staircase(classes: Int, ranks: [Int]) throws {
    #expect(try RankStaircase.ranks(classes: classes, upToFactors: 11) == ranks)
    let command = try FormulaRegistry.evaluateAll(
      "rank-staircase", arguments: ["K=\(classes)", "depth=11"])
    #expect(command == ranks.map(Double.init))
    #expect(throws: FormulaError.self) {
      try FormulaRegistry.evaluate("rank-staircase", arguments: ["K=\(classes)"])
    }
  }

  @Test("Collapse, blocks and the K-gon alone give another staircase at K = 8 and 16, the same at K = 4")
  func threeStructures() throws {
    for classes in [8, 16] {
      #expect(
        try RankStaircase.ranksOfThreeStructures(classes: classes)
          != RankStaircase.ranks(classes: classes))
    }
    #expect(try RankStaircase.ranksOfThreeStructures(classes: 4) == RankStaircase.ranks(classes: 4))
  }

  @Test("The staircase is decided by 9 in 1000 or more, but for four close calls")
  func clearance() throws {
    var close: [String] = []
    for classes in [4, 5, 6, 8, 10, 16] {
      for factors in 3...11 {
        let clearance = try RankStaircase.clearance(classes: classes, factors: factors)
        #expect(clearance > 0)
        if clearance < 0.009 { close.append("\(classes), \(factors)") }
      }
    }
    #expect(close == ["5, 4", "8, 4", "16, 3", "16, 10"])
  }

  @Test(
    "Impossible questions are refused in one line",
    arguments: [
      "collapse-cost K=1 N=3", "collapse-cost K=4 N=0", "polygon-cost K=2 N=3", "hypercube-cost K=6 N=3",
      "polygon-crossover K=7", "polygon-crossover K=4", "softmax-code-margin K=5 d=1",
      "softmax-code-margin K=20 d=3",
      "early-singular-value K=4 N=3 s0=0.001 t=41", "collapse-threshold K=3 N=4",
      "initial-lyapunov-gap N=4 d=1",
      "simplices-cost sizes=2.5,1 N=3", "factor-norm s=-1,2 N=3", "basin-probability N=0",
    ])
  func refusals(command: String) throws {
    let words = command.split(separator: " ").map(String.init)
    let error = try #require(throws: FormulaError.self) {
      try FormulaRegistry.evaluate(words[0], arguments: Array(words.dropFirst()))
    }
    #expect(!error.description.contains("\n") && error.description.contains(";"))
  }
}
