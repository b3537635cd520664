// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import AssayTheory
import Foundation
import Testing

@Suite("The finite-depth remainder of networks with two inputs")
struct FiniteDepthRemainderTests {
  private struct Reference: Decodable {
    struct Remainder: Decodable {
      let n: Int, p: Double, r: Int, depth: Int, value: Double, coarser: Double?
    }
    let remainders: [Remainder]
  }

  private func law(_ n: Int, _ p: Double, _ r: Int) throws -> GateRankLaw {
    p == 1 ? try .full(width: n) : try .binomial(width: n, openProbability: p, rankAtLeast: r)
  }

  @Test("It agrees with integrals over the singular ratio's density, which use no transform")
  func references() throws {
    for one in try fixture("fixed-gates/finite-depth.json", as: Reference.self).remainders {
      let value = try FiniteDepthRemainder.twoInputs(law: law(one.n, one.p, one.r), depth: one.depth)
      // The reference of two layers is as accurate as halving its nodes shows (its error falls by 8 then).
      let accuracy = one.coarser.map { abs($0 - one.value) } ?? 1e-12 * one.value
      expectClose(value, one.value, relative: 0, absolute: accuracy, "n = \(one.n), L = \(one.depth)")
    }
  }

  @Test("Three units without gates: ½ log 2 after one layer, ¼ after two")
  func closedForms() throws {
    let law = try GateRankLaw.full(width: 3)
    expectClose(try FiniteDepthRemainder.twoInputs(law: law, depth: 1), log(2) / 2, relative: 1e-12)
    expectClose(try FiniteDepthRemainder.twoInputs(law: law, depth: 2), 0.25, relative: 1e-12)
  }

  @Test("It decays like L^(−3/2) e^(−cL): between L and 2L the correction to the power is of order 1/L")
  func decay() throws {
    for (n, p, r) in [(2, 1.0, 2), (8, 0.5, 4), (4, 0.75, 3)] {
      let law = try law(n, p, r)
      let rate = try FiniteDepthRate.value(index: 1, law: law)
      let corrections = try [2000, 4000].map { depth in
        let fall =
          try FiniteDepthRemainder.logTwoInputs(law: law, depth: 2 * depth)
          - FiniteDepthRemainder.logTwoInputs(law: law, depth: depth)
        return fall + rate * Double(depth) + 1.5 * log(2)
      }
      // Twice the depth, half the correction, up to the next order.
      expectClose(corrections[0] / corrections[1], 2, relative: 0.05, "n = \(n)")
      #expect(abs(corrections[1]) < 0.02)
    }
  }

  @Test("The scaled value and the mean spherical function recombine, and the rivals lie apart")
  func consistency() throws {
    let law = try law(8, 0.5, 4)
    let value = try FiniteDepthRemainder.twoInputs(law: law, depth: 20)
    let scaled = try FiniteDepthRemainder.scaledTwoInputs(law: law, depth: 20)
    let mean = try FiniteDepthRemainder.logMeanSphericalFunction(law: law, depth: 20)
    expectClose(scaled * exp(mean), value, relative: 1e-13)
    #expect(
      mean == -19 * (try FiniteDepthRate.value(index: 1, law: law))
        - (try FiniteDepthRate.value(index: 1, law: .full(width: 8))))
    for rival in try FiniteDepthRemainder.rivals(law: law, depth: 20, from: 5) {
      #expect(abs(rival.value - value) > 0.1 * value, "\(rival.name)")
    }
  }

  @Test("Depths and widths without a meaning are refused")
  func refusals() throws {
    let law = try GateRankLaw.full(width: 1)
    #expect(throws: TheoryError.self) { try FiniteDepthRemainder.twoInputs(law: law, depth: 3) }
    #expect(throws: TheoryError.self) { try FiniteDepthRemainder.twoInputs(law: .full(width: 3), depth: 0) }
  }
}
