// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation
import Testing

@Suite("Convergence to the limit", .paper("softmax-codes"))
struct ConvergenceTests {
  @Test(
    "From one small balanced start the effective rank at fixed loss falls with depth",
    .claim("softmax-codes/low-rank-bias"), arguments: [4, 6])
  func lowRankBias(classes: Int) async throws {
    let depths = [2, 3, 4, 6]
    let flow = try BalancedFlow(DeepFeaturesModel(classes: classes, factors: 2))
    try await expectTrend(
      of: flow.effectiveRanks(atDepths: depths, loss: 0.01, from: .gaussian(scale: 0.1)),
      along: depths.map { "N = \($0)" }, is: .decreasing)
  }

  @Test(
    "To low rank the cost converges only like a power of the scale, s^(−2/N)",
    .claim("softmax-codes/low-rank-converges-slowly"), arguments: [3, 4, 6, 8])
  func slowToLowRank(factors: Int) throws {
    let flow = try WalshFlow(DeepFeaturesModel(classes: 4, factors: factors))
    let scales = [1e4, 1e5, 1e6, 1e7]
    // Far outside the cone, where no collapse is possible. At s = 10⁴ the loser's ratio r is at most 10⁻⁶, and the slope of its
    // logarithm, −1 + 2 r^(1−2/N) at most, is within a fiftieth of its limit −1.
    let start = [1, 0.6, 1e-3]
    let limit = try LogitStructure.blocks(classes: 4).cost(factors: factors)
    let excess = try flow.states(from: start, atScales: scales).map { flow.normalisedCost($0) - limit }
    let (first, last) = (scales[2], scales[3])
    try expectConverges(
      "excess cost over the limit", in: "K = 4, N = \(factors), s = 10⁴ … 10⁷",
      points: zip(scales, excess).map { ($0, $1) },
      exponent: try LimitConvergence.lowRankExcessSlope(factors: factors),
      rivals: try LimitConvergence.lowRankExcessRivals(factors: factors)
        + [
          (
            name: "like e^(−s/K), as to collapse",
            value: try LimitConvergence.collapseDeviationRate(classes: 4) * (last - first) / log(last / first)
          )
        ])
  }

  @Test(
    "To collapse the direction converges exponentially, like s^(1−2/N) e^(−s/K)",
    .claim("softmax-codes/low-rank-converges-slowly"), arguments: [3, 4, 6])
  func fastToCollapse(factors: Int) throws {
    let flow = try WalshFlow(DeepFeaturesModel(classes: 4, factors: factors))
    let scales = [30.0, 40, 50, 60]
    let start = [1, 0.9, 0.8]
    let states = try flow.states(
      from: start, atScales: scales, method: .adaptive(.rk8pd, relative: 1e-13, absolute: 1e-15))
    let power = 1 - 2 / Double(factors)
    // What is left of the deviation beside its power of s must be a power of e^s.
    let points = zip(scales, states).map { scale, state in
      (x: exp(scale), y: (1 - flow.leastRatio(state)) / pow(scale, power))
    }
    func slope(of exponent: Double) -> Double {
      exponent * log(scales[3] / scales[2]) / (scales[3] - scales[2])
    }
    let rate = try LimitConvergence.collapseDeviationRate(classes: 4)
    try expectConverges(
      "distance from collapse over s^(1−2/N), against e^s", in: "K = 4, N = \(factors), s = 30 … 60",
      points: points, exponent: rate,
      rivals: [
        (name: "without the power of s", value: rate - slope(of: power)),
        (
          name: "like s^(−2/N), as to low rank",
          value: slope(of: try LimitConvergence.lowRankExcessSlope(factors: factors) - power)
        ),
        (name: "like e^(−2s/K)", value: 2 * rate), (name: "like e^(−s)", value: -1),
      ])
  }
}
