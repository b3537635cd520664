// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

extension GateRankLaw {
  /// The rank of a gate whose coordinates are correlated along the width, given that at least r are open.
  ///
  /// Coordinate i is open when g_i > Φ⁻¹(1 − p), where g is a stationary Gaussian sequence with correlation ρ^|i−j|
  /// (an autoregression of order one), so each is open with probability p. *Accuracy:* every probability of the
  /// unconditioned count to 1e-14 absolute. At ρ = 0 it is the binomial law.
  /// - Parameters:
  ///   - n: the width, at least 1.
  ///   - p: the probability that a coordinate is open, in (0, 1].
  ///   - correlation: ρ, with |ρ| ≤ 0.9999 (the cost grows as 1/√(1−ρ²), and as n²).
  ///   - r: the rank that gates are conditioned to reach, 0 … n; 0 for no condition.
  /// - Throws: ``TheoryError`` when a parameter is outside its range.
  public static func toeplitz(
    width n: Int, openProbability p: Double, correlation: Double, rankAtLeast r: Int
  ) throws -> GateRankLaw {
    try Require.count(n, "n")
    try Require.probability(p)
    guard abs(correlation) <= 0.9999 else {
      throw TheoryError(
        "the correlation ρ = \(correlation) is out of reach", mend: "use −0.9999 ≤ ρ ≤ 0.9999")
    }
    if p == 1 || correlation == 0 {
      return try .binomial(width: n, openProbability: p, rankAtLeast: r)
    }
    let counts = try ThresholdedAutoregression(openProbability: p, correlation: correlation)
      .counts(width: n)
    return try GateRankLaw(
      gates: .toeplitz(openProbability: p, correlation: correlation, counts: counts), width: n,
      rankAtLeast: r)
  }
}

/// A stationary Gaussian autoregression g_{i+1} = ρ g_i + √(1−ρ²) ξ, seen only through the events g_i > c.
///
/// The joint density of g_i and the number of open coordinates so far is carried from i to i + 1 by the transition
/// density, on Gauss–Legendre nodes. Panels end at the threshold, where the densities jump, and are at most two
/// standard deviations of a step wide, where sixteen nodes integrate a Gaussian to rounding.
struct ThresholdedAutoregression {
  private let nodes: [(node: Double, weight: Double)]
  /// Nodes from this one on lie above the threshold.
  private let firstOpen: Int
  private let correlation: Double
  private let spread: Double

  init(openProbability p: Double, correlation: Double) throws {
    let threshold = -(try SpecialFunctions.normalQuantile(p))
    let spread = (1 - correlation * correlation).squareRoot()
    let reach = max(9.5, abs(threshold) + 1)
    let panel = 2 * spread
    let closed = GaussLegendre.composite(from: -reach, to: threshold, panel: panel, nodes: 16)
    let open = GaussLegendre.composite(from: threshold, to: reach, panel: panel, nodes: 16)
    self.nodes = closed + open
    self.firstOpen = closed.count
    self.correlation = correlation
    self.spread = spread
  }

  /// P(#open = j) for j = 0 … n among n successive coordinates.
  func counts(width n: Int) -> [Double] {
    let stride = n + 1
    // mass[x · stride + j]: weight × density of g_i at node x, jointly with j open coordinates up to i.
    var mass = [Double](repeating: 0, count: nodes.count * stride)
    for (x, point) in nodes.enumerated() {
      mass[x * stride + (x < firstOpen ? 0 : 1)] = point.weight * Self.density(point.node)
    }
    for step in 1..<max(n, 1) { mass = advance(mass, counts: step + 1, stride: stride) }
    let totals = (0...n).map { j in
      stridden(mass, from: j, by: stride).reduce(0, +)
    }
    let total = totals.reduce(0, +)
    return totals.map { $0 / total }
  }

  /// One step of the autoregression: the first `counts` entries of each node may be positive.
  private func advance(_ mass: [Double], counts: Int, stride: Int) -> [Double] {
    var next = [Double](repeating: 0, count: mass.count)
    next.withUnsafeMutableBufferPointer { next in
      mass.withUnsafeBufferPointer { mass in
        for (target, to) in nodes.enumerated() {
          let row = target * stride + (target < firstOpen ? 0 : 1)
          for (source, from) in nodes.enumerated() {
            let deviation = (to.node - correlation * from.node) / spread
            guard abs(deviation) < 9 else { continue }
            let kernel = to.weight * Self.density(deviation) / spread
            for j in 0..<counts { next[row + j] += kernel * mass[source * stride + j] }
          }
        }
      }
    }
    return next
  }

  private func stridden(_ mass: [Double], from start: Int, by stride: Int) -> [Double] {
    Swift.stride(from: start, to: mass.count, by: stride).map { mass[$0] }
  }

  private static func density(_ x: Double) -> Double { exp(-x * x / 2) / (2 * Double.pi).squareRoot() }
}
