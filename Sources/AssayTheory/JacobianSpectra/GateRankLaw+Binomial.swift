// SPDX-License-Identifier: GPL-3.0-or-later

extension GateRankLaw {
  /// The rank of a gate with independent coordinates, each open with probability p, given that at least r are open.
  /// ```
  /// P(K = j) = C(n, j) p^j (1−p)^(n−j) / P(Bin(n, p) ≥ r),   j = r … n
  /// ```
  /// *Guarantee:* each probability to a relative error of a few √n ulp, at any n for which it does not underflow.
  /// - Parameters:
  ///   - n: the width, at least 1.
  ///   - p: the probability that a coordinate is open, in (0, 1]. With p = 1 every coordinate is open, whatever r.
  ///   - r: the rank that gates are conditioned to reach, 0 … n; 0 for no condition.
  /// - Throws: ``TheoryError`` when a parameter is outside its range.
  public static func binomial(
    width n: Int, openProbability p: Double, rankAtLeast r: Int
  ) throws -> GateRankLaw {
    try Require.count(n, "n")
    try Require.probability(p)
    return try GateRankLaw(
      gates: p == 1 ? .full : .bernoulli(openProbability: p), width: n, rankAtLeast: r)
  }

  /// P(Bin(n, p) = j | ≥ r) for j = r … n, by the ratio of neighbours outwards from the largest term.
  ///
  /// Ratios rather than log-binomials: log C(1024, 512) ≈ 705 would cost three digits.
  static func binomialWeights(width n: Int, openProbability p: Double, from r: Int) -> [Double] {
    let odds = p / (1 - p)
    let mode = min(n, max(r, Int((Double(n + 1) * p).rounded(.down))))
    var weights = [Double](repeating: 0, count: n - r + 1)
    weights[mode - r] = 1
    for j in stride(from: mode, to: n, by: 1) {
      weights[j + 1 - r] = weights[j - r] * (Double(n - j) / Double(j + 1) * odds)
    }
    for j in stride(from: mode, to: r, by: -1) {
      weights[j - 1 - r] = weights[j - r] * (Double(j) / (Double(n - j + 1) * odds))
    }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }
}
