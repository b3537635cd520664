// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation
import Testing

@Suite("Finite depth", .paper("jacobian-spectra"))
struct FiniteDepthTests {
  @Test(
    "At every depth E log(s_1 ⋯ s_k) lies between the frame's log-volume and the same − m_k",
    .claim("jacobian-spectra/depth-scaling"), arguments: [1, 2, 3, 5])
  func sandwich(depth: Int) async throws {
    // σ² = 5 makes a layer's growth Λ_2 larger than the sandwich is wide, so that one layer more or less leaves it.
    let product = Settings.gaussian(8, open: 0.5, rankAtLeast: 4, depth: depth, variance: 5)
    let (law, variance, n, k) = (try product.rankLaw, product.variance, product.width, 2)
    let bounds = try DepthScaling.bounds(first: k, law: law, variance: variance, depth: depth)
    let last = try LyapunovExponent.ungatedSum(first: k, width: n, variance: variance)
    let gated = try LyapunovExponent.sum(first: k, law: law, variance: variance)
    var predictions: [Prediction] = [
      .atLeast(
        bounds.lowerBound, "at least the frame's volume",
        rivals: [
          (name: "sign of m_k: at most the frame's volume", value: bounds.lowerBound),
          (name: "without the ungated last layer: at most", value: bounds.upperBound - last),
        ]),
      .atMost(
        bounds.upperBound, "at most the same − m_k",
        rivals: [(name: "L gated layers and an ungated one: at least", value: bounds.lowerBound + gated)]),
    ]
    if depth >= 3 {
      // Gating the last layer too shifts the sandwich down by less than its width; it is excluded when the mean is above
      // its upper end, and by this depth the truth has come close enough to its own upper end for that.
      let end = bounds.upperBound - (last - gated)
      predictions.append(
        .atLeast(
          end, "above the sandwich with the last layer gated",
          rivals: [(name: "L gated layers: at most", value: end)]))
    }
    let count = predictions.count
    try await expectMeans(
      of: product.logSingularValues(upTo: k).map("log(s_1 ⋯ s_\(k))") {
        Array(repeating: $0.reduce(0, +), count: count)
      }, equal: predictions)
  }

  @Test(
    "For one direction the finite-depth correction is exact at every depth, through the singular values",
    .claim("jacobian-spectra/finite-depth-correction"), arguments: [1, 2, 8])
  func exactCorrection(depth: Int) async throws {
    let product = Settings.gaussian(8, open: 0.5, rankAtLeast: 4, depth: depth)
    let (law, variance, n) = (try product.rankLaw, product.variance, product.width)
    // E over a uniform direction v of log|Sv|, given the singular values, has the mean (L − 1) λ_1 + λ_1 ungated, exactly.
    try await expectMean(
      of: product.logSingularValues(upTo: n).map("E log|Sv| given s") {
        try SphereLogMean.value(logSingularValues: $0)
      },
      equals: try DepthScaling.expectedLogVolume(first: 1, law: law, variance: variance, depth: depth),
      rivals: try DepthScaling.expectedLogVolumeRivals(
        first: 1, law: law, variance: variance, depth: depth, apart: 0.01))
  }

  @Test(
    "The correction of log(s_1 ⋯ s_k) tends to −m_k as the depth grows",
    .claim("jacobian-spectra/finite-depth-correction"), arguments: [1, 2])
  func limitOfCorrection(dimension k: Int) async throws {
    let n = 4
    let product = Settings.ungated(n, depth: 150)
    let minor = try HaarLogMinor.value(first: k, width: n)
    // log(s_1 ⋯ s_k) less the log-volume of a fixed frame's image has the mean −m_k − Rem_k. The second component measures,
    // on the same products, √(π/2) times the sum of the lesser products of k singular values over the largest: at this
    // width a rigorous bound on Rem_1 and Rem_2 (the claim's page has the proof).
    let bias = 0.05
    try await expectMeans(
      of: product.correction(dimension: k),
      equal: [
        Prediction(
          "correction of log(s_1 ⋯ s_\(k))", -minor,
          rivals: [(name: "no correction: 0", value: 0), (name: "sign: + m_k", value: minor)],
          margin: 0.15, bias: bias),
        .atMost(
          bias, "ratio of the next \(k)-volume", rivals: [(name: "as large as the margin", value: 0.15)]),
      ])
  }

  @Test(
    "E log(s_k/s_{k+1}) grows linearly in depth with slope λ_k − λ_{k+1}",
    .claim("jacobian-spectra/separation-grows"), arguments: [1, 2])
  func separationGrows(index k: Int) async throws {
    let depths = [100, 300, 500]
    let product = Settings.gaussian(6, open: 0.6, rankAtLeast: 3, depth: depths[2])
    let gap = try SpectralGap.value(index: k, law: product.rankLaw)
    // All ends lie inside the sandwich, whose widths add up to a rigorous bound on a slope's bias.
    let minors = try (max(1, k - 1)...(k + 1)).map { abs(try HaarLogMinor.value(first: $0, width: 6)) }
    let slack = k == 1 ? 2 * minors[0] + minors[1] : minors[0] + 2 * minors[1] + minors[2]
    let steps = zip(depths, depths.dropFirst()).map { $1 - $0 }
    try await expectMeans(
      of: product.logSingularValues(upTo: k + 1, atDepths: depths).map("slopes of log(s_\(k)/s_\(k + 1))") {
        logs in
        let separation = logs.map { $0[k - 1] - $0[k] }
        return zip(zip(separation, separation.dropFirst()), steps).map { ($0.1 - $0.0) / Double($1) }
      },
      equal: zip(depths, steps).map { depth, step in
        Prediction(
          "slope of log(s_\(k)/s_\(k + 1)) from L = \(depth) to \(depth + step)", gap,
          rivals: [
            (name: "no growth: 0", value: 0), (name: "twice the gap", value: 2 * gap),
            (name: "half the gap", value: gap / 2),
          ],
          bias: slack / Double(step))
      })
  }
}
