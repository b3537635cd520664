// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// The basin of neural collapse in the Walsh–Hadamard sector, at large scale.
///
/// With y_k = s_k(0)^(−q), q = 1 − 2/N, collapse needs Ψ_j > 0 for every j ≠ 0 (see ``FirstIntegral``). For K = 4 that
/// is the triangle inequality y_max < y_mid + y_min, and it also suffices as the scale grows.
public enum CollapseBasin {
  /// The ratio r* = s_3/s_1 that separates rank 3 from rank 2 when s_1 = s_2, K = 4, at large scale: 2^(−N/(N−2)).
  ///
  /// The third mode sees twice the gradient: d log r / d log s = 2 r^q − 1. It is 0 for N ≤ 2: every ratio leads to
  /// collapse.
  public static func separatrix(factors: Int) throws -> Double {
    try Require.count(factors, "N")
    return factors <= 2 ? 0 : pow(2, -Double(factors) / Double(factors - 2))
  }

  /// The probability of collapse for K = 4 and independent exponential s_k(0), as their common scale grows.
  /// ```
  /// P = 1 − 6 ∫_0^½ [1 − (1 + h(u))^(−2)] du ,   h(u) = (u^(−q) + (1−u)^(−q))^(−1/q)
  /// ```
  /// *Guarantee:* exact in the limit, and an upper bound at every scale. 1 for N ≤ 2.
  /// *Accuracy:* 1e-13 absolute.
  public static func probability(factors: Int) throws -> Double {
    try Require.count(factors, "N")
    return factors <= 2 ? 1 : try probability(power: 1 - 2 / Double(factors))
  }

  /// The limit of the probability as N grows: q = 1.
  public static func probabilityAtInfiniteDepth() throws -> Double { try probability(power: 1) }

  /// The largest ratio s_min/s_max outside the cone Ψ > 0, at any time: (1 − 2/K)^(N/(N−2)), for N > 2.
  ///
  /// Outside, some Ψ_j ≤ 0: K/2 of the y_k add up to no more than K/2 − 1 others, so that (K/2) s_max^(−q) ≤ (K/2 − 1) s_min^(−q).
  /// As Ψ only falls, a run from outside stays there, and never comes nearer to collapse. *Guarantee:* exact.
  public static func largestRatioOutside(classes: Int, factors: Int) throws -> Double {
    try Require.count(classes, "K", atLeast: 4)
    try Require.count(factors, "N", atLeast: 3)
    return pow(1 - 2 / Double(classes), Double(factors) / Double(factors - 2))
  }

  /// What a reader of the integral may get wrong: the power q, or how often one mode can be the loser.
  public static func rivals(factors: Int) throws -> RivalValues {
    let truth = try probability(factors: factors)
    let n = Double(factors)
    let all: RivalValues = [
      ("q = 1 − 1/N", try probability(power: 1 - 1 / n)),
      ("q = 1 for every N", try probabilityAtInfiniteDepth()),
      ("N − 1 for N", factors > 3 ? try probability(factors: factors - 1) : 1),
      ("N + 1 for N", try probability(factors: factors + 1)),
    ]
    return Rivals.distinct(all, from: truth, by: 1e-9)
  }

  /// The rivals of the separatrix.
  public static func separatrixRivals(factors: Int) throws -> RivalValues {
    let truth = try separatrix(factors: factors)
    let n = Double(factors)
    let all: RivalValues = [
      ("2^(−N/(N−1))", pow(2, -n / (n - 1))), ("½", 0.5), ("2^(−2/(N−2))", pow(2, -2 / (n - 2))),
    ]
    return Rivals.distinct(all, from: truth, by: 1e-9)
  }

  private static func probability(power q: Double) throws -> Double {
    let integral = try Quadrature.integral(over: 0...0.5, relative: 1e-12, absolute: 1e-15) { u in
      // h = u (1 + (u/(1−u))^q)^(−1/q) needs no negative power of u.
      let h = u * pow(1 + pow(u / (1 - u), q), -1 / q)
      return h * (2 + h) / ((1 + h) * (1 + h))
    }
    return 1 - 6 * integral
  }
}
