// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The least weight norm that a product of N factors needs: a Schatten quasi-norm, small for low rank.
/// ```
/// min { Σ_l ‖W_l‖² : W_N ⋯ W_1 = Z } = N Σ_i s_i(Z)^(2/N)
/// ```
/// *Guarantee:* exact for every Z when all inner widths are at least rank Z; the minimum is attained by
/// W_l = U_l diag(s^(1/N)) U_{l−1}ᵀ. Horn's inequality and that of the two means prove it.
/// *Does not hold when:* an inner width is below rank Z: then there is no such factorisation at all.
public enum FactorNorm {
  /// The cost 𝒞_N(Z) = Σ s_i^(2/N) of singular values; zeros cost nothing.
  /// - Parameters:
  ///   - singularValues: s_i ≥ 0.
  ///   - factors: N ≥ 1.
  /// - Throws: ``TheoryError`` for a negative singular value or N < 1.
  public static func cost(singularValues: [Double], factors: Int) throws -> Double {
    try Require.count(factors, "N")
    return try singularValues.reduce(0) { $0 + (try power($1, 2 / Double(factors))) }
  }

  /// min Σ_l ‖W_l‖² = N 𝒞_N(Z).
  public static func leastSquaredNorm(singularValues: [Double], factors: Int) throws -> Double {
    Double(factors) * (try cost(singularValues: singularValues, factors: factors))
  }

  /// ‖Z‖ of the product of N aligned factors with unit Frobenius norm and r equal singular values: r^(−(N−1)/2).
  ///
  /// *Does not hold when:* the singular vectors of neighbouring factors are not aligned: then the product is smaller.
  public static func flatProductNorm(rank: Int, factors: Int) throws -> Double {
    try Require.count(rank, "r")
    try Require.count(factors, "N")
    return pow(Double(rank), -Double(factors - 1) / 2)
  }

  /// What a reader of the formula for min Σ ‖W_l‖² may get wrong.
  public static func leastSquaredNormRivals(singularValues: [Double], factors: Int) throws -> RivalValues {
    let n = Double(factors)
    let truth = try leastSquaredNorm(singularValues: singularValues, factors: factors)
    let all: RivalValues = [
      ("exponent 1/N", n * (try singularValues.reduce(0) { $0 + (try power($1, 1 / n)) })),
      ("nuclear norm for every N: exponent 1", n * singularValues.reduce(0, +)),
      ("without the factor N", truth / n),
    ]
    return Rivals.distinct(all, from: truth, by: 1e-9 * truth)
  }

  /// What a reader of the flat product's norm may get wrong.
  public static func flatProductNormRivals(rank: Int, factors: Int) throws -> RivalValues {
    let truth = try flatProductNorm(rank: rank, factors: factors)
    let r = Double(rank)
    let all: RivalValues = [
      ("r^(−N/2)", pow(r, -Double(factors) / 2)),
      ("r^(−(N−1))", pow(r, -Double(factors - 1))),
      ("independent of the rank: 1", 1),
    ]
    return Rivals.distinct(all, from: truth, by: 1e-9 * truth)
  }

  /// s^x with 0^x = 0.
  private static func power(_ s: Double, _ x: Double) throws -> Double {
    guard s >= 0, s.isFinite else {
      throw TheoryError("s = \(s) is not a singular value", mend: "use finite s ≥ 0")
    }
    return s == 0 ? 0 : pow(s, x)
  }
}
