// SPDX-License-Identifier: GPL-3.0-or-later

/// The gaps λ_k − λ_{k+1} between neighbouring exponents: strictly positive, and free of the weights' scale.
/// ```
/// λ_k − λ_{k+1} = ½ E[ψ((K − k + 1)/2) − ψ((K − k)/2)]
/// ```
/// The gap is also the slope of E log(s_k/s_{k+1}) in depth, and the rate at which the span of the top k right
/// singular vectors settles: (1/l) log sin∠ → −(λ_k − λ_{k+1}).
public enum SpectralGap {
  /// The gap below the k-th exponent; +∞ when λ_{k+1} = −∞ (the product loses rank k + 1 in finite time).
  ///
  /// *Accuracy:* full relative accuracy at every width, though the gap shrinks like 1/(2np).
  /// - Parameters:
  ///   - k: the index, 1 … n − 1.
  ///   - law: the law of the gates' rank.
  /// - Throws: ``TheoryError`` for an index outside 1 … n − 1, or when λ_k is −∞ itself.
  public static func value(index k: Int, law: GateRankLaw) throws -> Double {
    guard k >= 1, k < law.width else {
      throw TheoryError(
        "there is no gap below λ_\(k) at width n = \(law.width)", mend: "use 1 ≤ k ≤ n − 1")
    }
    try Require.rank(of: law, atLeast: k, for: "the gap")
    guard law.leastRank > k else { return .infinity }
    return try law.expectation { try HalfInteger.digammaDifference($0 - k + 1, $0 - k) } / 2
  }

  /// λ_1 − λ_2: the rate at which the first singular direction takes over.
  public static func top(law: GateRankLaw) throws -> Double { try value(index: 1, law: law) }

  /// The expansion of the top gap at large width, with the conditioning on rank ≥ r neglected:
  /// ```
  /// (1/2np) (1 + (5/2 − p)/(np)) ,   relative error O(n⁻²)
  /// ```
  public static func topExpansion(width n: Int, openProbability p: Double) throws -> Double {
    try Require.count(n, "n", atLeast: 2)
    try Require.probability(p)
    let mean = Double(n) * p
    return (1 + (2.5 - p) / mean) / (2 * mean)
  }

  /// The smallest of the gaps that decide when the single k-th right singular vector settles:
  /// min(λ_{k−1} − λ_k, λ_k − λ_{k+1}); a neighbour that does not exist does not count.
  public static func alignmentRate(index k: Int, law: GateRankLaw) throws -> Double {
    try Require.rank(of: law, atLeast: k, for: "the alignment rate")
    let above = k > 1 ? try value(index: k - 1, law: law) : .infinity
    let below = k < law.width ? try value(index: k, law: law) : .infinity
    return min(above, below)
  }
}
