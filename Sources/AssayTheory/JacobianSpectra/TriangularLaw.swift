// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The limiting law of e^{2λ_k}/(σ²n) at large width: uniform, so that e^{λ} itself has a triangular density.
///
/// With every coordinate open the n values fill [0, 1]; with gates of rank at least r = cn, c < p, the r finite ones
/// fill [p − c, p] and the others are 0. *Guarantee:* asymptotic, with a Kolmogorov distance of about 1/n.
public struct TriangularLaw: Sendable, Hashable {
  /// The probability p that a coordinate is open.
  public let openProbability: Double
  /// c = r/n: the share of the exponents that are finite.
  public let share: Double

  /// The limit law for gates open with probability p, over the top share c of the spectrum.
  /// - Throws: ``TheoryError`` unless 0 < c ≤ p ≤ 1.
  public init(openProbability p: Double = 1, share c: Double = 1) throws {
    try Require.probability(p)
    guard c > 0, c <= p else {
      throw TheoryError("the share c = \(c) of finite exponents is outside (0, p]", mend: "use 0 < c ≤ p")
    }
    self.openProbability = p
    self.share = c
  }

  /// The distribution function at u = e^{2λ}/(σ²n): uniform on [p − c, p].
  ///
  /// Precondition: u is not NaN.
  public func callAsFunction(_ u: Double) -> Double {
    precondition(!u.isNaN, "a distribution function is not defined at NaN")
    return min(1, max(0, (u - openProbability + share) / share))
  }

  /// The values e^{2λ_k}/(σ²n) of the finite exponents at width n, largest first.
  public static func points(law: GateRankLaw) throws -> [Double] {
    let n = Double(law.width)
    return try (1...max(law.leastRank, 1)).map {
      exp(2 * (try LyapunovExponent.value(index: $0, law: law, variance: 1 / n)))
    }
  }

  /// The Kolmogorov distance at finite width between the exact spectrum and this law.
  /// - Throws: ``TheoryError`` when the rank of the gates can be 0.
  public static func distance(law: GateRankLaw) throws -> Double {
    try Require.rank(of: law, atLeast: 1, for: "the spectrum's distance from its limit")
    let n = Double(law.width)
    let limit = try TriangularLaw(
      openProbability: law.openProbability, share: Double(law.leastRank) / n)
    return distance(of: try points(law: law), from: limit.callAsFunction)
  }

  /// sup |F_m − F| of the empirical distribution of m points from a distribution function.
  static func distance(of points: [Double], from cdf: (Double) -> Double) -> Double {
    let m = Double(points.count)
    return points.sorted().enumerated().reduce(0) { worst, point in
      let value = cdf(point.element)
      return max(worst, value - Double(point.offset) / m, Double(point.offset + 1) / m - value)
    }
  }
}
