// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The Lyapunov exponents λ_k of the masked Gaussian product: (1/L) log s_k(J_L) → λ_k almost surely.
///
/// For J_L = W_L D_{L−1} W_{L−1} ⋯ D_1 W_1 with independent N(0, σ²) entries and independent gates of rank K:
/// ```
/// λ_k = ½ (log 2σ² + E ψ((K − k + 1)/2))       when K ≥ k always
/// λ_k = −∞                                     when P(K < k) > 0
/// ```
/// The second line is exact: s_k(J_L) = 0 as soon as one gate has rank below k. *Guarantee:* exact at every width.
/// *Accuracy:* a few ulp of the larger of log 2σ² and Eψ; relative accuracy is lost only where the two cancel.
/// *Does not hold when:* the entries are not Gaussian (see ``KurtosisShift``), or the gates depend on the weights
/// other than through the signs of a bias-free ReLU network.
/// *Reference:* Newman, Commun. Math. Phys. 103 (1986), for K = n.
public enum LyapunovExponent {
  /// The k-th exponent of the masked Gaussian product.
  /// - Parameters:
  ///   - k: the index, 1 … n, largest exponent first.
  ///   - law: the law of the gates' rank.
  ///   - variance: σ², the variance of a weight.
  /// - Returns: λ_k, in natural-log units a layer; −∞ when P(K < k) > 0.
  /// - Throws: ``TheoryError`` for an index outside 1 … n or a variance that is not positive.
  public static func value(
    index k: Int, law: GateRankLaw, variance: Double
  ) throws -> Double {
    try Require.index(k, upTo: law.width)
    try Require.positive(variance, "σ²")
    guard law.leastRank >= k else { return -.infinity }
    return (log(2 * variance) + (try law.expectation { try HalfInteger.digamma($0 - k + 1) })) / 2
  }

  /// Λ_k = λ_1 + … + λ_k: the growth rate of k-dimensional volume.
  /// - Parameters: as for ``value(index:law:variance:)``.
  /// - Returns: Λ_k, in natural-log units a layer; −∞ when P(K < k) > 0.
  public static func sum(
    first k: Int, law: GateRankLaw, variance: Double
  ) throws -> Double {
    try Require.index(k, upTo: law.width)
    try Require.positive(variance, "σ²")
    guard law.leastRank >= k else { return -.infinity }
    let digammas = try HalfInteger.digammas(law.width)
    let mean = law.expectation { digammas[($0 - k)..<$0].reduce(0, +) }
    return (Double(k) * log(2 * variance) + mean) / 2
  }

  /// Newman's exponent of an ungated n × n Gaussian layer: ½ (log 2σ² + ψ((n − k + 1)/2)), finite for all k ≤ n.
  public static func ungated(index k: Int, width n: Int, variance: Double) throws -> Double {
    try value(index: k, law: .full(width: n), variance: variance)
  }

  /// Newman's sum rule: Λᵘⁿ_k, the sum of the first k ungated exponents.
  public static func ungatedSum(first k: Int, width n: Int, variance: Double) throws -> Double {
    try sum(first: k, law: .full(width: n), variance: variance)
  }
}
