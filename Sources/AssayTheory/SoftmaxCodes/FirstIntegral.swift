// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The quantities Ψ_j of the Walsh–Hadamard flow, which fall at exactly the rate of the wrong classes' probabilities.
/// ```
/// Ψ_j = Σ_{⟨k,j⟩=1} y_k − Σ_{k≠0, ⟨k,j⟩=0} y_k ,   y_k = s_k^(−q), q = 1 − 2/N      (N = 2: y_k = log s_k)
/// dΨ_j/dt = −(N − 2) p_j                                                         (N = 2: +2 p_j)
/// ```
/// ⟨k,j⟩ is the parity of the bits that k and j share. *Guarantee:* exact at all times.
/// *Corollary:* if the flow ends in neural collapse and N > 2, then y → 0, so Ψ_j = (N − 2) ∫ p_j dt > 0 for all j.
public enum FirstIntegral {
  /// Ψ_1 … Ψ_{K−1} of the singular values s_1 … s_{K−1}, K a power of two.
  /// - Throws: ``TheoryError`` unless there are 2^m − 1 positive singular values.
  public static func values(singularValues s: [Double], factors: Int) throws -> [Double] {
    try Require.count(factors, "N")
    let classes = s.count + 1
    guard classes >= 2, classes & (classes - 1) == 0, s.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw TheoryError(
        "\(s.count) singular values are not a Walsh spectrum", mend: "give 2^m − 1 positive numbers")
    }
    let y = s.map { factors == 2 ? log($0) : pow($0, -(1 - 2 / Double(factors))) }
    return (1..<classes).map { j in
      var sum = 0.0
      for k in 1..<classes { sum += (k & j).nonzeroBitCount % 2 == 1 ? y[k - 1] : -y[k - 1] }
      return sum
    }
  }

  /// dΨ_j/dt for the probability p_j of a wrong class: −(N − 2) p_j, but 2 p_j when N = 2.
  public static func rate(factors: Int, probability: Double) -> Double {
    factors == 2 ? 2 * probability : -Double(factors - 2) * probability
  }

  /// Whether all Ψ_j are positive: the necessary condition for collapse when N > 2.
  public static func allowsCollapse(singularValues s: [Double], factors: Int) throws -> Bool {
    if factors <= 2 { return true }
    return try values(singularValues: s, factors: factors).allSatisfy { $0 > 0 }
  }

  /// What a reader of the rate may get wrong.
  public static func rateRivals(factors: Int, probability: Double) -> RivalValues {
    let truth = rate(factors: factors, probability: probability)
    let n = Double(factors)
    let all: RivalValues = [
      ("−(N−1) p_j", -(n - 1) * probability), ("−N p_j", -n * probability), ("conserved: 0", 0),
      ("the other sign", -truth),
    ]
    return Rivals.distinct(all, from: truth, by: 1e-9 * abs(truth))
  }
}
