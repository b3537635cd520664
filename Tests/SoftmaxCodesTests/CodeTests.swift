// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation
import Testing

@Suite("Softmax codes and the rank staircase", .paper("softmax-codes"))
struct CodeTests {
  @Test(
    "The best margins found in d dimensions are the closed forms",
    .claim("softmax-codes/softmax-code-margins"),
    arguments: [(4, 2), (6, 2), (5, 4), (8, 3), (10, 4), (12, 3), (12, 4), (16, 5)])
  func margins(classes: Int, dimension: Int) async throws {
    let exact = try SoftmaxCodeMargin.value(classes: classes, dimension: dimension)
    let rivals = try SoftmaxCodeMargin.rivals(classes: classes, dimension: dimension)
      .filter { abs($0.value - exact) > 0.01 }
    try await expectIdentity(
      SoftmaxCodeSearch(classes: classes, dimension: dimension).best.map("margin of the best code") { found in
        Residuals(
          of: found.margin / exact - 1,
          rivals: rivals.map { (name: $0.name, value: found.margin / $0.value - 1) })
      }, inputs: 2,
      // The search ends at sharpness 4e6 and falls short of an optimum by its inverse, 2.5e-7, times a number of order 1.
      limit: 1e-6)
  }

  @Test(
    "No code has a larger margin than the closed form", .claim("softmax-codes/softmax-code-margins"),
    arguments: [(3, 2), (4, 2)])
  func marginsBounded(classes: Int, dimension: Int) async throws {
    @Sendable func margin(_ input: Input) -> Double {
      let (w, h) = (input["w"], input["h"])
      let logits = w.multiplied(by: h, transposed: true)
      func norm(_ a: Matrix, _ c: Int) -> Double {
        (0..<dimension).reduce(0) { $0 + a[$1, c] * a[$1, c] }.squareRoot()
      }
      let margins = (0..<classes).flatMap { c in
        (0..<classes).filter { $0 != c }.map { j in
          (logits[c, c] / norm(w, c) - logits[j, c] / norm(w, j)) / norm(h, c)
        }
      }
      // A difference of two cosines is at least −2: with 2 added both sides are positive, and a code that separates nothing still
      // shows the attack a slope.
      return 2 + (margins.min() ?? 0)
    }
    func bound(_ name: String, _ right: Double) -> Bound {
      Bound(
        name,
        over: InputSpace(
          .matrix("w", rows: dimension, columns: classes), .matrix("h", rows: dimension, columns: classes)),
        where: [
          Bound.Hypothesis("no column is 0") { input in
            input.matrices.allSatisfy { m in
              (0..<classes).allSatisfy { c in (0..<dimension).contains { m[$0, c] != 0 } }
            }
          }
        ], left: margin, right: { _ in 2 + right })
    }
    let exact = try SoftmaxCodeMargin.value(classes: classes, dimension: dimension)
    let below = try SoftmaxCodeMargin.rivals(classes: classes, dimension: dimension)
      .filter { $0.value < exact - 0.01 }
    try await expectBound(
      bound("2 + the least margin ≤ 2 + ρ(K, d)", exact), in: "K = \(classes), d = \(dimension)",
      rivals: below.map { bound($0.name, $0.value) } + [bound("one hundredth less", 0.99 * exact)],
      sharpness: (2 + 0.995 * exact) / (2 + exact),
      // A least of 12 smooth functions has ridges, on which a simplex is slow.
      attack: Attack(starts: 10, rounds: 20, evaluationLimit: 60_000))
  }

  @Test(
    "The rank of the cheapest logits falls with depth, down to 2", .claim("softmax-codes/rank-staircase"),
    arguments: [(4, 3), (4, 4), (5, 3), (5, 4), (6, 3), (6, 5), (6, 6), (8, 5), (8, 7)])
  func staircase(classes: Int, factors: Int) async throws {
    let exact = try RankStaircase.cheapestRank(classes: classes, factors: factors)
    let three = try RankStaircase.ranksOfThreeStructures(classes: classes, upToFactors: factors)
    let rivals = [
      (name: "collapse at every depth", rank: classes - 1), (name: "2 at every depth", rank: 2),
      (name: "the cheapest of collapse, blocks and polygon", rank: three[factors - 2]),
    ]
    try await expectIdentity(
      CheapestCodeSearch(classes: classes, factors: factors).rank.map("cheapest rank") { rank in
        Residuals(
          of: Double(rank - exact),
          rivals: rivals.filter { $0.rank != exact }.map { (name: $0.name, value: Double(rank - $0.rank)) })
      }, inputs: 1,
      // Ranks are integers: the least error is 1.
      limit: 1e-3)
  }
}
