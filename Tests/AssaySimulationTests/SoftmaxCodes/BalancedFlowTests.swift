// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssaySimulation
import AssayTestSupport
import Foundation
import Testing

@Suite("Balanced products")
struct BalancedFlowTests {
  private func stream(_ name: String) -> RandomStream {
    RandomStream(StreamKey(seed: 1, claim: "test", case: "balanced flow", check: name))
  }

  @Test(
    "Deviations from collapse grow like s^(1−2/N) e^(−s/K) when symmetric, 1/s e^(−s/K) when antisymmetric",
    arguments: [(4, 3), (5, 4), (6, 2), (4, 6)])
  func collapseDeviation(classes: Int, factors: Int) throws {
    let flow = try BalancedFlow(DeepFeaturesModel(classes: classes, factors: factors))
    let (start, margins) = (0.2, [0.5, 2, 6.0])
    let q = 1 - 2 / Double(factors)
    let symmetric = try flow.collapseDeviation(.symmetric, from: start, at: margins).draw(stream("symmetric"))
    let antisymmetric = try flow.collapseDeviation(.antisymmetric, from: start, at: margins).draw(
      stream("antisymmetric"))
    for (i, s) in margins.enumerated() {
      let decay = exp(-(s - start) / Double(classes))
      // δ = 1e-4: second order is 1e-8, amplified some ten times; rounding is 1e-13/δ.
      expectClose(symmetric[i], pow(s / start, q) * decay, relative: 1e-6)
      expectClose(antisymmetric[i], start / s * decay, relative: 1e-6)
    }
  }

  @Test("Two or three classes have no such deviations")
  func noDeviation() throws {
    let flow = try BalancedFlow(DeepFeaturesModel(classes: 3, factors: 3))
    #expect(throws: SimulationError.self) {
      try flow.collapseDeviation(.symmetric, from: 1, at: [2]).draw(stream("none"))
    }
  }

  @Test("Paired effective ranks start from one product, and one number of factors is the plain run")
  func pairing() throws {
    let flow = try BalancedFlow(DeepFeaturesModel(classes: 4, factors: 3))
    let paired = try flow.effectiveRanks(atDepths: [2, 3, 4], loss: 0.05, from: .gaussian(scale: 0.1)).draw(
      stream("paired"))
    let alone = try flow.singularValues(atLoss: 0.05, from: .gaussian(scale: 0.1)).draw(stream("paired"))
    // The former follows factors, the latter their product, with local errors of 1e-7.
    expectClose(paired[1], EffectiveRank.entropic(alone), relative: 1e-5)
    #expect(paired.allSatisfy { $0 > 1 && $0 < 4 })
  }

  @Test("Balanced factors multiply to the product, at any inner width that can hold it")
  func factors() throws {
    let product = Matrix([[2, 0.3, -0.4], [0.1, 1.5, 0.2], [-0.7, 0.4, 0]])
    for (factors, width) in [(1, 3), (2, 3), (4, 7)] {
      let model = DeepFeaturesModel(classes: 3, factors: factors, innerWidth: width)
      let all = try BalancedFlow(model).balancedFactors(of: product)
      let flow = try FactorFlow(model)
      #expect((flow.logits(try flow.state(all)) - product).largestEntry < 1e-14)
    }
    #expect(throws: SimulationError.self) {
      try BalancedFlow(DeepFeaturesModel(classes: 3, factors: 2, innerWidth: 2)).balancedFactors(of: product)
    }
  }

  @Test("Modes at 0 do not start to grow with two factors or more, whatever rounding left of them")
  func zeroModes() throws {
    let (u, v) = ([1.0, -0.4, 0.2], [0.5, -1, 0.3])
    let product = Matrix(rows: 3, columns: 1, values: u) * Matrix([v])
    func off(_ x: [Double]) -> Matrix {
      let square = x.reduce(0) { $0 + $1 * $1 }
      let outer = Matrix(rows: 3, columns: 1, values: x) * Matrix([x])
      return Matrix.identity(3) - 1 / square * outer
    }
    for factors in [1, 2, 3, 6, 20] {
      let flow = try BalancedFlow(DeepFeaturesModel(classes: 3, factors: factors))
      let velocity = flow.logits(try flow.velocity(at: product.values))
      // What would raise the rank acts between the kernels.
      let growth = (off(u) * velocity * off(v)).largestEntry
      #expect(factors == 1 ? growth > 0.1 : growth < 1e-14 * velocity.largestEntry)
    }
  }
}
