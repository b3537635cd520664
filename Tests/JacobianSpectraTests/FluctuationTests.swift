// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Testing

@Suite("Fluctuations of the growth", .paper("jacobian-spectra"))
struct FluctuationTests {
  @Test(
    "The growth of k-volumes has variance w_k per layer, and layers are uncorrelated",
    .claim("jacobian-spectra/volume-growth-variance"),
    arguments: [
      (Settings.gaussian(8, open: 0.5, rankAtLeast: 2, depth: 41), 2),
      (Settings.gaussian(4, open: 0.75, rankAtLeast: 3, depth: 41), 3),
      (Settings.ungated(6, depth: 20), 2),
    ])
  func volumeGrowthVariance(product: MaskedProduct, dimension k: Int) async throws {
    let law = try product.rankLaw
    let variance = try GrowthVariance.volume(first: k, law: law)
    try await expectMeans(
      of: product.growthVariance(ofVolume: k),
      equal: [
        Prediction(
          "variance of \(k)-volume growth", variance,
          rivals: try GrowthVariance.volumeRivals(first: k, law: law, apart: 0.01)),
        Prediction(
          "covariance of neighbouring layers", 0,
          rivals: [(name: "correlation 0.1", value: 0.1 * variance)]),
      ])
  }

  @Test(
    "log‖J_L x‖ is exactly a sum of independent ½ log(σ²χ²) terms, the last one with n degrees of freedom",
    .claim("jacobian-spectra/single-direction-law"),
    arguments: [
      Settings.gaussian(4, open: 0.5, rankAtLeast: 1, depth: 2),
      Settings.gaussian(6, open: 0.5, rankAtLeast: 2, depth: 3),
    ])
  func singleDirectionLaw(product: MaskedProduct) async throws {
    let law = try SingleDirectionLaw(
      law: product.rankLaw, variance: product.variance, depth: product.depth)
    try await expectLaw(of: product.logNorm, is: law.cdf, rivals: try law.rivals)
  }
}
