// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation
import Testing

@Suite("Separation of the exponents", .paper("jacobian-spectra"))
struct GapTests {
  @Test(
    "The exponents are strictly separated, with gaps in closed form",
    .claim("jacobian-spectra/strict-separation"),
    arguments: [
      Settings.gaussian(4, open: 0.75, rankAtLeast: 3, depth: 14),
      Settings.gaussian(8, open: 0.5, rankAtLeast: 4, depth: 14),
      Settings.ungated(6, depth: 20),
    ])
  func strictSeparation(product: MaskedProduct) async throws {
    let law = try product.rankLaw
    let r = product.guaranteedRank
    try await expectMeans(
      of: product.growth(upTo: r).map("gaps between the first \(r) directions' growth") { growth in
        zip(growth, growth.dropFirst()).map { $0 - $1 }
      },
      equal: try (1..<r).map { k in
        Prediction(
          "λ_\(k) − λ_\(k + 1)", try SpectralGap.value(index: k, law: law),
          rivals: try SpectralGap.rivals(index: k, law: law, apart: 0.035))
      })
  }

  @Test(
    "The top gap is (1/2np)(1 + (5/2 − p)/(np)) up to a relative error of order n⁻²",
    .claim("jacobian-spectra/top-gap"), arguments: [0.5, 0.75, 1])
  func topGapExpansion(open p: Double) async throws {
    // The exact gap against its expansion: n² times the relative error must stay bounded, so the error has slope −2.
    let widths = [64, 128, 256, 512]
    let errors = try widths.map { n in
      let exact = try SpectralGap.top(law: .binomial(width: n, openProbability: p, rankAtLeast: 2))
      return abs(exact / (try SpectralGap.topExpansion(width: n, openProbability: p)) - 1)
    }
    try expectConverges(
      "relative error of the expansion", in: "p = \(p), n = 64 … 512",
      points: zip(widths, errors).map { (Double($0), $1) }, exponent: -2,
      rivals: [
        (name: "leading term alone: slope −1", value: -1), (name: "one more term: slope −3", value: -3),
      ])
  }

  @Test(
    "Simulated directions part at the top gap's expansion", .claim("jacobian-spectra/top-gap"),
    arguments: [(8, 1, 41), (12, 1, 17)])
  func topGapSimulated(width n: Int, open p: Double, depth: Int) async throws {
    let product = Settings.gaussian(n, open: p, rankAtLeast: 2, depth: depth)
    let exact = try SpectralGap.top(law: product.rankLaw)
    let expansion = try SpectralGap.topExpansion(width: n, openProbability: p)
    try await expectMean(
      of: product.growth(upTo: 2).map("gap of the first two directions' growth") { $0[0] - $0[1] },
      equals: expansion,
      rivals: try SpectralGap.topExpansionRivals(width: n, openProbability: p, apart: 0.05),
      bias: abs(exact - expansion))
  }

  @Test(
    "As n grows the squared growth rates fill [0, 1] uniformly, at distance of order 1/n",
    .claim("jacobian-spectra/triangular-law"), arguments: [8, 16, 32])
  func triangularLaw(width n: Int) async throws {
    // With x_1 < … < x_n the values e^{2λ}/(σ²n) in increasing order, their Kolmogorov distance from a law F is at most
    // c/n exactly when (j − c)/n ≤ F(x_j) ≤ (j − 1 + c)/n for all j: an interval for each exponent. A rival law is excluded
    // where its interval and the claimed one are disjoint.
    let c = 1.25
    let product = Settings.ungated(n, depth: 60, variance: 1 / Double(n))
    func exponent(_ cdf: (Double) -> Double, _ level: Double) -> Double {
      log(quantile(of: cdf, at: level)) / 2
    }
    let predictions = try (1...n).flatMap { k -> [Prediction] in
      let j = Double(n - k + 1)
      let (low, high) = ((j - c) / Double(n), (j - 1 + c) / Double(n))
      let rivals = try TriangularLaw.rivals(width: n)
      let above = rivals.map { (name: $0.name, value: exponent($0.cdf, max(0, low))) }
      let below = rivals.map { (name: $0.name, value: exponent($0.cdf, min(1, high))) }
      var pair: [Prediction] = []
      if low > 0 {
        pair.append(
          .atLeast(
            log(low) / 2, "λ_\(k) from below", rivals: below.filter { high < 1 && $0.value < log(low) / 2 }))
      }
      if high < 1 {
        pair.append(
          .atMost(
            log(high) / 2, "λ_\(k) from above", rivals: above.filter { low > 0 && $0.value > log(high) / 2 }))
      }
      return pair
    }
    let indices = (1...n).flatMap { k -> [Int] in
      let j = Double(n - k + 1)
      return (j > c ? [k] : []) + (j - 1 + c < Double(n) ? [k] : [])
    }
    try await expectMeans(
      of: product.growth(upTo: n).map("bounds of \(n) exponents") { growth in indices.map { growth[$0 - 1] }
      },
      equal: predictions)
  }
}

/// The point of [0, 1] at which a distribution function reaches a level, by bisection.
private func quantile(of cdf: (Double) -> Double, at level: Double) -> Double {
  var (low, high) = (0.0, 1.0)
  for _ in 0..<60 {
    let middle = (low + high) / 2
    if cdf(middle) < level { low = middle } else { high = middle }
  }
  return (low + high) / 2
}
