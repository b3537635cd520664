// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation
import Testing

@Suite("Convergence to the limit", .paper("softmax-codes"))
struct ConvergenceTests {
  @Test(
    "From one small balanced start the effective rank at fixed loss falls with depth",
    .claim("softmax-codes/low-rank-bias"))
  func lowRankBias() async throws {
    let depths = [2, 3, 4]
    let flow = try BalancedFlow(DeepFeaturesModel(classes: 4, factors: 2))
    try await expectTrend(
      of: flow.effectiveRanks(atDepths: depths, loss: 0.01, from: .gaussian(scale: 0.1)),
      along: depths.map { "N = \($0)" }, is: .decreasing)
  }

  @Test(
    "To low rank the cost converges only like a power of the scale, s^(−2/N)",
    .claim("softmax-codes/low-rank-converges-slowly"), arguments: [4, 6])
  func slowConvergence(factors: Int) throws {
    let flow = try WalshFlow(DeepFeaturesModel(classes: 4, factors: factors))
    let scales = [1e4, 1e5, 1e6, 1e7]
    let limit = try LogitStructure.blocks(classes: 4).cost(factors: factors)
    let excess = try flow.states(from: [1, 0.6, 0.1], atScales: scales).map {
      flow.normalisedCost($0) - limit
    }
    try expectConverges(
      "excess cost over the limit", in: "K = 4, N = \(factors), s = 10⁴ … 10⁷",
      points: zip(scales, excess).map { ($0, $1) },
      exponent: try LimitConvergence.lowRankExcessSlope(factors: factors),
      rivals: try LimitConvergence.lowRankExcessRivals(factors: factors))
  }
}
