// SPDX-License-Identifier: GPL-3.0-or-later

/// How the first exponent moves when the weights are not Gaussian: the closed form is not universal at finite width.
public enum KurtosisShift {
  /// The leading shift of λ_1 for independent entries with excess kurtosis κ₄ and the Gaussian's variance.
  /// ```
  /// λ_1 − λ_1ᴳᵃᵘˢˢ ≈ −(3κ₄/4) E[1/K] E[1/(K + 2)],      −3κ₄/(4n(n + 2)) with every coordinate open
  /// ```
  /// *Guarantee:* the leading term at large width, O(n⁻²), for entries with enough moments. Good for the uniform law
  /// (κ₄ = −6/5); it overestimates Rademacher (κ₄ = −2) and overestimates Student's t₅ (κ₄ = 6) at width 8.
  /// - Parameters:
  ///   - law: the law of the gates' rank.
  ///   - kurtosis: κ₄ = E w⁴/(E w²)² − 3, at least −2.
  /// - Throws: ``TheoryError`` when the rank can be 0 or κ₄ < −2.
  public static func first(law: GateRankLaw, excessKurtosis kurtosis: Double) throws -> Double {
    try Require.rank(of: law, atLeast: 1, for: "the shift of the first exponent")
    guard kurtosis >= -2, kurtosis.isFinite else {
      throw TheoryError("no law has excess kurtosis κ₄ = \(kurtosis)", mend: "use a finite κ₄ ≥ −2")
    }
    let inverse = law.expectation { 1 / Double($0) }
    let shifted = law.expectation { 1 / Double($0 + 2) }
    return -0.75 * kurtosis * inverse * shifted
  }
}
