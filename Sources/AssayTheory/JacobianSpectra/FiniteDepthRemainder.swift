// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// The remainder of the depth scaling at k = 1, exactly, for networks with two inputs: Rem_1(L) = E log(1 + s_2/s_1).
///
/// The 2 × 2 triangles of J_L's two columns are a random walk on GL_2 that rotations leave alone on both sides, so log(s_1/s_2) is
/// the distance of a walk in the hyperbolic plane from its start, and the Mehler–Fock transform turns L steps into a power:
/// ```
/// Rem_1(L) = ∫_0^∞ h(τ) M(τ)^(L−1) M_n(τ) τ tanh(πτ) dτ
/// M_K(τ)  = |Γ((K − ½ + iτ)/2)|² / (Γ((K − 1)/2) Γ(K/2)),     M = E M_K over a gate's rank K
/// h(τ)    = |Γ(¾ + iτ/2)|² / (4 (¼ + τ²) |Γ(5/4 + iτ/2)|²)    the transform of log(1 + e^(−d))
/// ```
/// Near τ = 0 the integrand is π h(0) τ² e^(−cL − bLτ²), so Rem_1(L) decays exactly like L^(−3/2) e^(−cL), c = −log M(0)
/// (``FiniteDepthRate``). *Guarantee:* exact for two inputs, any width and gates. *Does not hold when:* there are more inputs;
/// the rate is then the same by a large-deviation argument only.
/// *Accuracy:* a relative error of about 1e-12 at depths to 10⁵: the integrand is analytic and even, so the trapezoidal rule
/// converges geometrically.
public enum FiniteDepthRemainder {
  /// Rem_1(L); 0 where it underflows.
  /// - Parameters:
  ///   - law: the law of the gates' rank, at least 1 and with width at least 2.
  ///   - depth: L, the number of weight matrices, at least 1.
  public static func twoInputs(law: GateRankLaw, depth: Int) throws -> Double {
    exp(try logTwoInputs(law: law, depth: depth))
  }

  /// log Rem_1(L), where Rem_1 itself would underflow.
  public static func logTwoInputs(law: GateRankLaw, depth: Int) throws -> Double {
    try logMeanSphericalFunction(law: law, depth: depth) + log(scaledTwoInputs(law: law, depth: depth))
  }

  /// Rem_1(L) / (M(0)^(L−1) M_n(0)): what is left of the remainder without its exponential; falls like L^(−3/2).
  public static func scaledTwoInputs(law: GateRankLaw, depth: Int) throws -> Double {
    try check(law, depth)
    let atZero = try law.expectation { try transform(rank: $0, at: 0) }
    let lastAtZero = try transform(rank: law.width, at: 0)
    // The Gaussian e^(−bLτ²) has b ≤ ψ′(¾)/4 = 0.64; the nearest poles lie at ±i/2.
    let step = min(0.08, 0.5 / Double(depth).squareRoot())
    var sum = 0.0
    var node = 1
    while true {
      let tau = Double(node) * step
      let ratio = try law.expectation { try transform(rank: $0, at: tau) } / atZero
      let term =
        try weight(at: tau) * tau * tanh(.pi * tau) * pow(ratio, Double(depth - 1))
        * transform(rank: law.width, at: tau) / lastAtZero
      sum += term
      if tau > 0.5 && term < 1e-18 * sum || !(term > 0) { return step * sum }
      node += 1
    }
  }

  /// log E[√ρ / agm(1, ρ)] = (L − 1) log M(0) + log M_n(0): linear in depth, exactly.
  public static func logMeanSphericalFunction(law: GateRankLaw, depth: Int) throws -> Double {
    try check(law, depth)
    let perLayer = depth > 1 ? -Double(depth - 1) * (try FiniteDepthRate.value(index: 1, law: law)) : 0
    return perLayer - (try FiniteDepthRate.value(index: 1, law: .full(width: law.width)))
  }

  /// What the remainder would be at this depth if it decayed from its exact value at depth `anchor` with another rate or
  /// power: Rem_1(anchor) e^(−rate·(L − anchor)) (L/anchor)^(−power).
  public static func extrapolated(
    law: GateRankLaw, depth: Int, from anchor: Int, rate: Double, power: Double
  ) throws -> Double {
    try check(law, depth)
    let steps = Double(depth - anchor)
    return try twoInputs(law: law, depth: anchor) * exp(-rate * steps)
      * pow(Double(depth) / Double(anchor), -power)
  }

  /// The rivals at this depth, each anchored at the exact value of a smaller depth: the gap and twice the gap as rate, and the
  /// true rate with other powers; those nearer than a fraction `margin` of the truth are left out.
  public static func rivals(
    law: GateRankLaw, depth: Int, from anchor: Int, apart margin: Double = 0.2
  ) throws -> RivalValues {
    let truth = try twoInputs(law: law, depth: depth)
    let gap = try SpectralGap.value(index: 1, law: law)
    let rate = try FiniteDepthRate.value(index: 1, law: law)
    let all: [(String, Double, Double)] = [
      ("rate: the gap", gap, 1.5), ("rate: twice the gap", 2 * gap, 1.5), ("rate: the gap, no power", gap, 0),
      ("no power of the depth", rate, 0), ("no decay", 0, 0),
    ]
    let values = try all.map {
      (name: $0.0, value: try extrapolated(law: law, depth: depth, from: anchor, rate: $0.1, power: $0.2))
    }
    return Rivals.distinct(values, from: truth, by: margin * truth)
  }

  private static func check(_ law: GateRankLaw, _ depth: Int) throws {
    try Require.count(depth, "L")
    try Require.count(law.width, "n", atLeast: 2)
    try Require.rank(of: law, atLeast: 1, for: "the remainder")
  }

  /// M_K(τ); 0 for K = 1, where s_2 is lost for good.
  private static func transform(rank: Int, at tau: Double) throws -> Double {
    if rank < 2 { return 0 }
    let k = Double(rank)
    return exp(
      2 * (try SpecialFunctions.logGamma(real: (k - 0.5) / 2, imaginary: tau / 2).logModulus)
        - (try SpecialFunctions.logGamma((k - 1) / 2)) - (try SpecialFunctions.logGamma(k / 2)))
  }

  /// h(τ).
  private static func weight(at tau: Double) throws -> Double {
    let upper = try SpecialFunctions.logGamma(real: 0.75, imaginary: tau / 2).logModulus
    let lower = try SpecialFunctions.logGamma(real: 1.25, imaginary: tau / 2).logModulus
    return exp(2 * (upper - lower)) / (4 * (0.25 + tau * tau))
  }
}
