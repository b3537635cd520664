// SPDX-License-Identifier: GPL-3.0-or-later

/// Second moments, for one gated Gaussian layer, of the logarithmic growth of an orthonormal frame.
///
/// The increments of log-volume are exactly independent and identically distributed from layer to layer, so these are
/// variances a layer, at every depth; they do not depend on σ². *Does not hold when:* applied to singular values at
/// finite depth, whose variance is smaller.
public enum GrowthVariance {
  /// The variance of the growth of log k-volume in one layer.
  /// ```
  /// w_k = ¼ Σ_{i≤k} E ψ′((K − i + 1)/2) + ¼ Var( Σ_{i≤k} ψ((K − i + 1)/2) )
  /// ```
  /// Not the sum of the v_i: when K is random the diagonal entries of R are positively correlated.
  /// - Throws: ``TheoryError`` when k is outside 1 … n or P(K < k) > 0 (the log-volume is then −∞).
  public static func volume(first k: Int, law: GateRankLaw) throws -> Double {
    try Require.rank(of: law, atLeast: k, for: "the volume's variance")
    return (try trigammaSum(first: k, law: law) + digammaSumVariance(first: k, law: law)) / 4
  }

  /// The variance of log R_kk in one layer: v_k = ¼ (E ψ′((K−k+1)/2) + Var ψ((K−k+1)/2)).
  public static func diagonal(index k: Int, law: GateRankLaw) throws -> Double {
    try Require.rank(of: law, atLeast: k, for: "the variance of log R_kk")
    return try covariance(k, k, law: law)
  }

  /// The covariance of log R_ii and log R_jj in one layer.
  /// ```
  /// ¼ Cov(ψ((K − i + 1)/2), ψ((K − j + 1)/2))   for i ≠ j;   v_i for i = j
  /// ```
  /// Positive, and exactly 0 for i ≠ j when K is constant.
  public static func covariance(_ i: Int, _ j: Int, law: GateRankLaw) throws -> Double {
    try Require.index(i, upTo: law.width, "i")
    try Require.index(j, upTo: law.width, "j")
    try Require.rank(of: law, atLeast: max(i, j), for: "the covariance")
    let between = try law.covariance(
      { try HalfInteger.digamma($0 - i + 1) }, { try HalfInteger.digamma($0 - j + 1) })
    if i != j { return between / 4 }
    return (try law.expectation { try HalfInteger.trigamma($0 - i + 1) } + between) / 4
  }

  /// The variance of log‖J_L x‖ for one fixed direction x: (L − 1) w_1 + ¼ ψ′(n/2), exact at every depth.
  public static func singleDirection(law: GateRankLaw, depth: Int) throws -> Double {
    try Require.count(depth, "L")
    let gated = depth > 1 ? Double(depth - 1) * (try volume(first: 1, law: law)) : 0
    return gated + (try HalfInteger.trigamma(law.width)) / 4
  }

  /// Σ_{i≤k} E ψ′((K − i + 1)/2).
  static func trigammaSum(first k: Int, law: GateRankLaw) throws -> Double {
    let trigammas = try (1...law.width).map { try HalfInteger.trigamma($0) }
    return law.expectation { trigammas[($0 - k)..<$0].reduce(0, +) }
  }

  /// Var Σ_{i≤k} ψ((K − i + 1)/2).
  static func digammaSumVariance(first k: Int, law: GateRankLaw) throws -> Double {
    let digammas = try HalfInteger.digammas(law.width)
    return law.variance { digammas[($0 - k)..<$0].reduce(0, +) }
  }
}
