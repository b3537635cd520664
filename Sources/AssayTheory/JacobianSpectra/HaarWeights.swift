// SPDX-License-Identifier: GPL-3.0-or-later

/// The masked product with Haar-orthogonal weights in place of Gaussian ones: exponents and variances.
///
/// A k-volume shrinks by the determinant of a corner of an orthogonal matrix, a product of beta variables, so there
/// is no scale. An ungated layer contributes exactly 0. Simulations that draw Haar matrices by QR of a Gaussian one
/// must fix the signs of R's diagonal.
public enum HaarWeights {
  /// The k-th Lyapunov exponent with Haar-orthogonal weights.
  /// ```
  /// λ_k = ½ E[ψ((K − k + 1)/2) − ψ((n − k + 1)/2)] ≤ 0;   −∞ when P(K < k) > 0
  /// ```
  /// - Throws: ``TheoryError`` when k is outside 1 … n.
  public static func exponent(index k: Int, law: GateRankLaw) throws -> Double {
    try Require.index(k, upTo: law.width)
    guard law.leastRank >= k else { return -.infinity }
    let n = law.width
    return try law.expectation { try HalfInteger.digammaDifference($0 - k + 1, n - k + 1) } / 2
  }

  /// The sum of the first k exponents with Haar-orthogonal weights.
  public static func exponentSum(first k: Int, law: GateRankLaw) throws -> Double {
    try Require.index(k, upTo: law.width)
    return try (1...k).reduce(0) { $0 + (try exponent(index: $1, law: law)) }
  }

  /// The variance of log R_kk in one layer with Haar-orthogonal weights.
  /// ```
  /// ¼ { E[ψ′((K−k+1)/2) − ψ′((n−k+1)/2)] + Var ψ((K−k+1)/2) }
  /// ```
  /// - Throws: ``TheoryError`` when k is outside 1 … n or P(K < k) > 0.
  public static func growthVariance(index k: Int, law: GateRankLaw) throws -> Double {
    try Require.rank(of: law, atLeast: k, for: "the variance of log R_kk")
    let full = try HalfInteger.trigamma(law.width - k + 1)
    let within = try law.expectation { try HalfInteger.trigamma($0 - k + 1) - full }
    let between = try law.variance { try HalfInteger.digamma($0 - k + 1) }
    return (within + between) / 4
  }
}
