// SPDX-License-Identifier: GPL-3.0-or-later

/// How the expected log-volume of J_L's first k singular values depends on the depth L.
///
/// There are L weight matrices but L − 1 gates: the last layer is ungated.
/// ```
/// E log vol_k(J_L V₀)  = (L−1) Λ_k + Λᵘⁿ_k                     exactly, for a fixed orthonormal frame V₀
/// E log(s_1 ⋯ s_k)     = (L−1) Λ_k + Λᵘⁿ_k − m_k − Rem_k(L),   0 ≤ Rem_k(L) ≤ −m_k
/// ```
/// *Guarantee:* the frame formula and the sandwich hold at every L ≥ 1; −m_k is the limit of the correction.
public enum DepthScaling {
  /// E log vol_k(J_L V₀) for a fixed frame: (L−1)Λ_k + Λᵘⁿ_k, exact at every depth; −∞ when L > 1 and P(K < k) > 0.
  /// - Parameters:
  ///   - k: the number of directions, 1 … n.
  ///   - law: the law of the gates' rank.
  ///   - variance: σ².
  ///   - depth: L, the number of weight matrices, at least 1.
  public static func expectedLogVolume(
    first k: Int, law: GateRankLaw, variance: Double, depth: Int
  ) throws -> Double {
    try Require.count(depth, "L")
    let last = try LyapunovExponent.ungatedSum(first: k, width: law.width, variance: variance)
    if depth == 1 { return last }
    return Double(depth - 1) * (try LyapunovExponent.sum(first: k, law: law, variance: variance)) + last
  }

  /// The asymptote of E log(s_1 ⋯ s_k)(J_L) in depth: (L−1)Λ_k + Λᵘⁿ_k − m_k. Also its upper bound at every depth.
  public static func asymptote(
    first k: Int, law: GateRankLaw, variance: Double, depth: Int
  ) throws -> Double {
    try expectedLogVolume(first: k, law: law, variance: variance, depth: depth)
      - HaarLogMinor.value(first: k, width: law.width)
  }

  /// The sandwich around E log(s_1 ⋯ s_k)(J_L), valid at every depth: the frame's log-volume, and the same − m_k.
  ///
  /// The bounds coincide for k = n, where the determinant leaves no choice of frame.
  /// - Throws: ``TheoryError`` also when the log-volume is −∞, where there is nothing to bound.
  public static func bounds(
    first k: Int, law: GateRankLaw, variance: Double, depth: Int
  ) throws -> ClosedRange<Double> {
    if depth > 1 { try Require.rank(of: law, atLeast: k, for: "the sandwich") }
    let lower = try expectedLogVolume(first: k, law: law, variance: variance, depth: depth)
    return lower...(lower - (try HaarLogMinor.value(first: k, width: law.width)))
  }
}
