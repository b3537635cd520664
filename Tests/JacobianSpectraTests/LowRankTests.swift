// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Testing

@Suite("Emergent low rank", .paper("jacobian-spectra"))
struct LowRankTests {
  @Test(
    "Training on real digits lowers the Jacobian's participation ratio, and ends lower the deeper the network",
    .claim("jacobian-spectra/emergent-low-rank"), arguments: DigitTraining.Kind.allCases)
  func emergentLowRank(kind: DigitTraining.Kind) async throws {
    let training = try DigitTraining(kind, loss: .crossEntropy, untilLoss: 0.5)
    try await expectTrend(
      of: training.participationRatios(depths: [2, 4]).map("participation ratio") {
        [$0[0].start, $0[0].end, $0[1].end]
      },
      along: ["L = 2 at the start", "L = 2 trained", "L = 4 trained"], is: .decreasing, by: .majority)
    try await expectTrend(
      of: training.participationRatios(depths: [4]).map("participation ratio, L = 4") {
        [$0[0].start, $0[0].end]
      },
      along: ["start", "trained"], is: .decreasing, by: .majority)
  }

  @Test(
    "With the squared loss, whose targets have rank ten, training raises the participation ratio instead",
    .claim("jacobian-spectra/emergent-low-rank"))
  func squaredLoss() async throws {
    let training = try DigitTraining(.fixedGates, loss: .squared, untilLoss: 0.25)
    try await expectTrend(
      of: training.participationRatios(depths: [3]).map("participation ratio, L = 3") {
        [$0[0].start, $0[0].end]
      },
      along: ["start", "trained"], is: .increasing, by: .majority)
  }
}
