// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssaySimulation
import AssayTestSupport
import Foundation
import Testing

@Suite("Codes and the searches for them")
struct LogitCodeTests {
  private struct Reference: Decodable {
    let formula: String
    let parameters: [String: String]
    let value: String
  }
  private struct Margin: Decodable {
    let K: Int
    let d: Int
    let margin: Double
  }

  private func stream(_ name: String) -> RandomStream {
    RandomStream(StreamKey(seed: 1, claim: "test", case: "codes", check: name))
  }

  @Test("Costs of collapse, blocks, polygons and simplices are those of exact arithmetic")
  func costs() throws {
    struct Document: Decodable { let cases: [Reference] }
    let cases = try fixture("softmax-codes/closed-forms.json", as: Document.self).cases
    var seen = 0
    for reference in cases {
      let k = reference.parameters["K"].flatMap { Int($0) } ?? 0
      let code: LogitCode? =
        switch reference.formula {
        case "collapse-cost": .collapse(classes: k)
        case "blocks-cost": .blocks(classes: k)
        case "polygon-cost": .polygon(classes: k)
        case "simplices-cost":
          .simplices(reference.parameters["sizes"]?.split(separator: ",").compactMap { Int($0) } ?? [])
        default: nil
        }
      guard let code, let factors = reference.parameters["N"].flatMap({ Int($0) }) else { continue }
      seen += 1
      // Singular values good to some ulp of the largest; powers below 2 do not magnify that.
      expectClose(
        try code.cost(factors: factors), try #require(Double(reference.value)), relative: 1e-12,
        "\(reference.formula) \(reference.parameters)")
    }
    #expect(seen > 60)
  }

  @Test("Ranks and margins of the structures")
  func structures() throws {
    #expect(try LogitCode.collapse(classes: 6).rank() == 5)
    #expect(try LogitCode.blocks(classes: 6).rank() == 3 && LogitCode.blocks(classes: 7).rank() == 4)
    #expect(try LogitCode.polygon(classes: 9).rank() == 2)
    // The even-weight code [4, 3, 2]: 8 words that differ in two signs or more.
    let code = LogitCode.binaryCode(generators: [0b0011, 0b0101, 0b1001], length: 4)
    #expect(code.classes == 8 && code.margin == 4)
    #expect(try code.rank() == 4)
    for s in try code.atUnitMargin().singularValues() { expectClose(s, 2, relative: 1e-13) }
    let blind = LogitCode(Matrix(rows: 3, columns: 3))
    #expect(throws: SimulationError.self) { try blind.cost(factors: 2) }
  }

  @Test("Centring changes no margin and lowers no cost's rival: singular values do not grow")
  func centring() throws {
    let code = LogitCode(Matrix([[2, 0.1, 0.4], [0.3, 1.5, 0], [-0.2, 0.6, 1]]))
    expectClose(code.centred.margin, code.margin, relative: 1e-14)
    for (centred, plain) in zip(try code.centred.singularValues(), try code.singularValues()) {
      #expect(centred <= plain * (1 + 1e-14))
    }
    for c in 0..<3 {
      expectClose(code.centred.logits.column(c).reduce(0, +), 0, relative: 0, absolute: 1e-15)
    }
  }

  @Test(
    "The search finds the margins of an independent search to 1e-6",
    arguments: [(7, 3), (8, 3), (10, 3), (10, 4), (12, 4), (16, 5)])
  func margins(classes: Int, dimension: Int) throws {
    struct Document: Decodable { let cases: [Margin] }
    let cases = try fixture("softmax-codes/margins.json", as: Document.self).cases
    let expected = try #require(cases.first { $0.K == classes && $0.d == dimension })
    let found = try SoftmaxCodeSearch(classes: classes, dimension: dimension).search(from: stream("margins"))
    expectClose(found.margin, expected.margin, relative: 1e-6)
    expectClose(found.code.margin, found.margin, relative: 1e-14)
    for c in 0..<classes {
      expectClose(found.classVectors.column(c).reduce(0) { $0 + $1 * $1 }, 1, relative: 1e-14)
      expectClose(found.features.column(c).reduce(0) { $0 + $1 * $1 }, 1, relative: 1e-14)
    }
  }

  @Test("In two dimensions the K-gon is found, in K − 1 the simplex", arguments: [4, 5, 6, 8])
  func endpoints(classes: Int) throws {
    let plane = try SoftmaxCodeSearch(classes: classes, dimension: 2).search(from: stream("plane"))
    expectClose(plane.margin, 1 - cos(2 * .pi / Double(classes)), relative: 1e-6)
    let full = try SoftmaxCodeSearch(classes: classes, dimension: classes - 1).search(from: stream("full"))
    expectClose(full.margin, Double(classes) / Double(classes - 1), relative: 1e-6)
  }

  @Test(
    "The cheapest code is collapse, blocks or polygon where it should be, to 1e-4 of its cost",
    arguments: [
      // K, N, rank, cost: K − 1; two blocks; ((K−1)/2) 2^(2/N) + (1 − 1/K)^(1/N); three blocks; 2 · 6^(2/N).
      (4, 3, 3, 3.0), (4, 4, 2, 2 * 2.0.squareRoot()), (5, 3, 4, 4.0),
      (5, 4, 3, 2 * 2.0.squareRoot() + pow(0.8, 0.25)),
      (6, 4, 3, 3 * 2.0.squareRoot()), (6, 6, 2, 2 * pow(6, 1.0 / 3)),
    ])
  func cheapest(classes: Int, factors: Int, rank: Int, cost: Double) throws {
    let search = CheapestCodeSearch(classes: classes, factors: factors)
    let found = try search.costs.draw(stream("cheapest"))
    #expect(found.map(\.dimension) == Array(2...(classes - 1)))
    let best = try #require(found.min { $0.cost < $1.cost })
    #expect(best.dimension == rank)
    expectClose(best.cost, cost, relative: 1e-4)
    #expect(best.cost >= cost * (1 - 1e-12))
    expectClose(best.code.margin, 1, relative: 1e-12)
    #expect(try search.rank.draw(stream("cheapest")) == rank)
  }

  @Test("Impossible searches are refused in one line")
  func refusals() {
    #expect(throws: SimulationError.self) {
      try SoftmaxCodeSearch(classes: 1, dimension: 2).search(from: stream("no"))
    }
    #expect(throws: SimulationError.self) {
      try SoftmaxCodeSearch(classes: 4, dimension: 2, starts: 0).search(from: stream("no"))
    }
    #expect(throws: SimulationError.self) {
      try CheapestCodeSearch(classes: 4, factors: 1).search(dimension: 2, from: stream("no"))
    }
    #expect(throws: SimulationError.self) {
      try CheapestCodeSearch(classes: 4, factors: 3).search(dimension: 4, from: stream("no"))
    }
  }
}
