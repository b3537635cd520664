// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Testing

@Suite("The shared singular basis", .paper("jacobian-spectra"))
struct SharedBasisTests {
  /// A product, the dimension of the subspaces, and two depths between which their convergence is timed.
  struct Setting: Sendable, CustomStringConvertible {
    let product: MaskedProduct
    let k: Int
    let depths: (Int, Int)

    var description: String { "\(product), k = \(k), l = \(depths.0), \(depths.1)" }
  }

  /// The later depth keeps sines above e⁻³⁰ in all but a part of 10⁻⁹ of the draws; L is at least three times as deep.
  static let settings = [
    Setting(product: Settings.ungated(4, depth: 120), k: 1, depths: (12, 36)),
    Setting(product: Settings.ungated(4, depth: 80), k: 2, depths: (8, 20)),
    Setting(product: Settings.gaussian(8, open: 0.5, rankAtLeast: 4, depth: 120), k: 1, depths: (15, 35)),
    Setting(product: Settings.gaussian(8, open: 0.5, rankAtLeast: 4, depth: 80), k: 3, depths: (7, 15)),
  ]

  @Test(
    "The top right singular subspaces of partial products converge at the rate of the gap",
    .claim("jacobian-spectra/shared-basis"), arguments: settings)
  func sharedBasis(setting: Setting) async throws {
    let (k, layers) = (setting.k, Double(setting.depths.1 - setting.depths.0))
    let gap = try SpectralGap.value(index: k, law: setting.product.rankLaw)
    let lags = setting.product.subspaceLags(dimension: k, atDepths: [setting.depths.0, setting.depths.1])
    // In units of the gap. At finite depth the rate is claimed within a third of the distance to its nearest rival.
    let rivals: [(name: String, value: Double)] = [
      (name: "half the gap", value: -0.5), (name: "twice the gap", value: -2),
    ]
    try await expectConverges(
      of: lags.map("rate of log sin∠ per layer and gap") { lags in
        let rate = (lags[1].logSine - lags[0].logSine) / layers / gap
        // log sin∠ − log ρ_k is tight, so it has no rate.
        let drift = rate - (lags[1].logRatio - lags[0].logRatio) / layers / gap
        return [rate, rate, drift, drift]
      },
      rates: [
        .atLeast(-7.0 / 6, "log sin∠ falls no faster than the gap, k = \(k)", rivals: [rivals[1]]),
        .atMost(-5.0 / 6, "log sin∠ falls as fast as the gap, k = \(k)", rivals: [rivals[0]]),
        .atLeast(
          -1.0 / 6, "log sin∠ falls no faster than log ρ_k, k = \(k)",
          rivals: [(name: "by another gap", value: -1)]),
        .atMost(
          1.0 / 6, "log sin∠ falls as fast as log ρ_k, k = \(k)",
          rivals: [(name: "by half a gap less", value: 0.5)]),
      ])
  }

  @Test(
    "The row space is constant once a gate of least rank has occurred",
    .claim("jacobian-spectra/shared-basis-finite"), arguments: [(6, 0.5, 2), (8, 0.5, 3)])
  func sharedBasisFinite(width n: Int, open p: Double, leastRank r: Int) async throws {
    let product = Settings.gaussian(n, open: p, rankAtLeast: r, depth: 60)
    try await expectIdentity(
      product.frozenRowSpace.map("sin∠ of row spaces after the first gate of rank r") { seen in
        let unit = Double(n) * Double.ulpOfOne * seen.condition
        return Residuals(
          of: (seen.sinesAfter.max() ?? 0) / unit,
          rivals: [
            // A draw whose first gate is of rank r says nothing about the layers before.
            (name: "constant from the first layer on", value: (seen.sineBefore ?? 0) / unit),
            (name: "the top r − 1 directions too", value: (seen.sineOfSmaller ?? 0) / unit),
          ], input: "first gate of rank \(r) in layer \(seen.frozenAt)")
      }, inputs: 1000,
      // Each layer may move the space by one unit: n ulp, times the condition of what it multiplies.
      limit: Double(product.depth))
  }
}
