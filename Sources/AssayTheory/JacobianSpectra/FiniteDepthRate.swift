// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// The exponential rate at which the finite-depth remainder Rem_k(L) and E(s_{k+1}/s_k) vanish.
public enum FiniteDepthRate {
  /// c_k in E(s_{k+1}/s_k)(J_L) ~ L^(−3/2) e^(−c_k L); about a quarter of the gap.
  /// ```
  /// c_k = −log E[ Γ((M − ½)/2)² / (Γ((M − 1)/2) Γ(M/2)) ],   M = K − k + 1
  /// ```
  /// The mean ratio is carried by rare poorly separated products: it minimises E(R_{k+1,k+1}/R_kk)^θ over θ in
  /// [0, 1], which is symmetric about θ = ½. *Guarantee:* exact for two-column frames; for k > 1, and for the full
  /// product at n > 2, the same large-deviation argument without a proof.
  /// - Parameters:
  ///   - k: the index, 1 … n, with P(K ≥ k) = 1. Gates with K = k annihilate s_{k+1} and contribute 0.
  ///   - law: the law of the gates' rank.
  /// - Returns: c_k > 0, a layer; +∞ when s_{k+1} is always 0.
  /// - Throws: ``TheoryError`` when k is outside 1 … n or P(K < k) > 0.
  public static func value(index k: Int, law: GateRankLaw) throws -> Double {
    try Require.rank(of: law, atLeast: k, for: "the finite-depth rate")
    let deficit = try law.expectation { rank in
      rank == k ? 1 : -expm1(-(try logRatio(degrees: rank - k + 1)))
    }
    return -log1p(-deficit)
  }

  /// −log of Γ(x)² / (Γ(x − ¼) Γ(x + ¼)) at x = (M − ½)/2, for M ≥ 2.
  ///
  /// The second difference of log Γ, as Σ_q (¼)^2q ζ(2q, x)/q: no term cancels, whereas log Γ(500) ≈ 2600 against a
  /// difference of 10⁻⁴ would leave eight digits. At M = 2 the terms fall by 9 at each step.
  private static func logRatio(degrees m: Int) throws -> Double {
    let x = (Double(m) - 0.5) / 2
    var sum = 0.0
    var power = 1.0
    for q in 1...20 {
      power /= 16
      let term = power * (try SpecialFunctions.hurwitzZeta(Double(2 * q), x)) / Double(q)
      sum += term
      if term < 1e-17 * sum { break }
    }
    return sum
  }
}
