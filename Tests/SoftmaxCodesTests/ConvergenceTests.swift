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
}
