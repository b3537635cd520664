// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation
import Testing

@Suite("Finite depth", .paper("jacobian-spectra"))
struct FiniteDepthTests {
  @Test(
    "At every depth E log(s_1 ⋯ s_k) lies between the frame's log-volume and the same − m_k",
    .claim("jacobian-spectra/depth-scaling"), arguments: [1, 2, 5])
  func sandwich(depth: Int) async throws {
    let product = Settings.gaussian(8, open: 0.5, rankAtLeast: 4, depth: depth)
    let (law, variance, n, k) = (try product.rankLaw, product.variance, product.width, 2)
    let bounds = try DepthScaling.bounds(first: k, law: law, variance: variance, depth: depth)
    let last = try LyapunovExponent.ungatedSum(first: k, width: n, variance: variance)
    let gated = try LyapunovExponent.sum(first: k, law: law, variance: variance)
    var predictions: [Prediction] = [
      .atLeast(
        bounds.lowerBound, "at least the frame's volume",
        rivals: [(name: "sign of m_k: at most the frame's volume", value: bounds.lowerBound)]),
      .atMost(bounds.upperBound, "at most the same − m_k"),
    ]
    if depth == 5 {
      // A rival sandwich lies lower by a shift; it is excluded when the mean is above its upper end, and by this depth
      // the truth has come close enough to its own upper end for that.
      for (name, shift) in [("L gated layers", last - gated), ("without the ungated last layer", last)] {
        let end = bounds.upperBound - shift
        predictions.append(.atLeast(end, "above the sandwich '\(name)'", rivals: [(name: name, value: end)]))
      }
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
        first: 1, law: law, variance: variance, depth: depth, apart: 0.05))
  }

  @Test(
    "The correction of log s_1 tends to −m_1 as the depth grows",
    .claim("jacobian-spectra/finite-depth-correction"))
  func limitOfCorrection() async throws {
    let product = Settings.ungated(6, depth: 150)
    let minor = try HaarLogMinor.value(first: 1, width: 6)
    // log s_1 − E(log|Sv| given s) lies between −m_1 less a remainder and −m_1; the second component bounds the remainder,
    // which is the bias of the first, on the same evidence.
    let bias = 0.05
    try await expectMeans(
      of: product.logSingularValues(upTo: 6).map("correction of log s_1, and the bound of its remainder") {
        logs in
        let correction = logs[0] - (try SphereLogMean.value(logSingularValues: logs))
        return [correction, try SphereLogMean.remainderBounds(logSingularValues: logs).upperBound]
      },
      equal: [
        Prediction(
          "correction of log s_1", -minor,
          rivals: [(name: "no correction: 0", value: 0), (name: "sign: + m_1", value: minor)],
          margin: 0.1, bias: bias),
        .atMost(bias, "bound of the remainder", rivals: [(name: "as large as the margin", value: 0.1)]),
      ])
  }

  @Test(
    "E log(s_k/s_{k+1}) grows linearly in depth with slope λ_k − λ_{k+1}",
    .claim("jacobian-spectra/separation-grows"), arguments: [1, 2])
  func separationGrows(index k: Int) async throws {
    let depths = (100, 500)
    let product = Settings.gaussian(6, open: 0.6, rankAtLeast: 3, depth: depths.1)
    let gap = try SpectralGap.value(index: k, law: product.rankLaw)
    // Both ends lie inside the sandwich, whose widths add up to a rigorous bound on the slope's bias.
    let minors = try (max(1, k - 1)...(k + 1)).map { abs(try HaarLogMinor.value(first: $0, width: 6)) }
    let slack = k == 1 ? 2 * minors[0] + minors[1] : minors[0] + 2 * minors[1] + minors[2]
    try await expectMean(
      of: product.logSingularValues(upTo: k + 1, atDepths: [depths.0, depths.1]).map(
        "slope of log(s_\(k)/s_\(k + 1)) from L = \(depths.0) to \(depths.1)"
      ) { logs in
        let separation = logs.map { $0[k - 1] - $0[k] }
        return (separation[1] - separation[0]) / Double(depths.1 - depths.0)
      },
      equals: gap,
      rivals: [
        (name: "no growth: 0", value: 0), (name: "twice the gap", value: 2 * gap),
        (name: "half the gap", value: gap / 2),
      ],
      bias: slack / Double(depths.1 - depths.0))
  }
}
