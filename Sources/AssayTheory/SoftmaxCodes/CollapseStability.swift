// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The stability of neural collapse along its own ray Z = s (I − 𝟏𝟏ᵀ/K), for the balanced flow of full matrices.
///
/// Symmetric perturbations with zero diagonal and zero row sums (there are K(K−3)/2 of them) have a size relative
/// to s that obeys
/// ```
/// ρ(s) = ρ(s₀) (s/s₀)^(1−2/N) e^(−(s−s₀)/K)
/// ```
/// *Guarantee:* exact to first order in the perturbation, for every K ≥ 4 and N ≥ 1. Growth turns to decay at
/// s* = K (1 − 2/N); on this ray s is the margin.
/// *Does not hold when:* K = 3 (there is no such mode), or for perturbations with a diagonal.
public enum CollapseStability {
  /// s* = K(1 − 2/N): collapse repels while the margin is below and attracts above; ≤ 0 for N ≤ 2.
  public static func threshold(classes: Int, factors: Int) throws -> Double {
    try check(classes, factors)
    return Double(classes) * (1 - 2 / Double(factors))
  }

  /// ρ(s)/ρ(s₀) for a symmetric perturbation.
  public static func amplification(classes: Int, factors: Int, from start: Double, to margin: Double) throws
    -> Double
  {
    try check(classes, factors)
    try Require.positive(start, "s₀")
    try Require.positive(margin, "s")
    return pow(margin / start, 1 - 2 / Double(factors)) * exp(-(margin - start) / Double(classes))
  }

  /// The largest amplification on the way from s₀, reached at s*; 1 when s₀ ≥ s*, where collapse attracts from the start.
  public static func peakAmplification(classes: Int, factors: Int, from start: Double) throws -> Double {
    let peak = try threshold(classes: classes, factors: factors)
    try Require.positive(start, "s₀")
    if start >= peak { return 1 }
    return try amplification(classes: classes, factors: factors, from: start, to: peak)
  }

  /// ρ(s)/ρ(s₀) for an antisymmetric perturbation with zero row and column sums: (s₀/s) e^(−(s−s₀)/K), always stable.
  public static func antisymmetricAmplification(classes: Int, from start: Double, to margin: Double) throws
    -> Double
  {
    try check(classes, 2)
    try Require.positive(start, "s₀")
    try Require.positive(margin, "s")
    return start / margin * exp(-(margin - start) / Double(classes))
  }

  /// What a reader of ρ(s)/ρ(s₀) may get wrong.
  public static func rivals(classes: Int, factors: Int, from start: Double, to margin: Double) throws
    -> RivalValues
  {
    let truth = try amplification(classes: classes, factors: factors, from: start, to: margin)
    let (n, k, ratio) = (Double(factors), Double(classes), margin / start)
    let all: RivalValues = [
      ("exponent 1 − 1/N", pow(ratio, 1 - 1 / n) * exp(-(margin - start) / k)),
      ("threshold K for every N", ratio * exp(-(margin - start) / k)),
      ("decay at rate 1 instead of 1/K", pow(ratio, 1 - 2 / n) * exp(-(margin - start))),
      ("no decay", pow(ratio, 1 - 2 / n)),
    ]
    return Rivals.distinct(all, from: truth, by: 1e-9 * truth)
  }

  private static func check(_ classes: Int, _ factors: Int) throws {
    try Require.count(classes, "K", atLeast: 4)
    try Require.count(factors, "N")
  }
}
