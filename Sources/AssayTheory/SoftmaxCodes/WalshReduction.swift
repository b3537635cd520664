// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The gradient flow of the deep features model reduced to K − 1 singular values by Walsh–Hadamard symmetry.
///
/// When every factor is diagonal in the Walsh basis, W_l = V diag(s^(1/N)) Vᵀ with V = H/√K and K = 2^m, it stays so,
/// and for the mean cross-entropy
/// ```
/// ds_k/dt = N s_k^(2−2/N) g_k ,   g_k = (2/K) Σ_{j: ⟨k,j⟩=1} p_j
/// m_j = z_0 − z_j = (2/K) Σ_{k: ⟨k,j⟩=1} s_k ,   p_j ∝ e^(−m_j)
/// ```
/// The mode k = 0 is frozen; all others grow for ever, so low rank means that ratios go to 0, never that a mode decays.
/// *Guarantee:* exact, with the factor 1/K, for the mean over classes (a sum would lack it).
public struct WalshReduction: Sendable, Hashable {
  /// K, a power of two.
  public let classes: Int
  /// N ≥ 1, the features counted as one.
  public let factors: Int

  /// The reduced flow of K classes and N factors.
  public init(classes: Int, factors: Int) throws {
    try Require.count(classes, "K", atLeast: 2)
    try Require.count(factors, "N")
    guard classes & (classes - 1) == 0 else {
      throw TheoryError("K = \(classes) has no Walsh–Hadamard basis", mend: "use K = 2, 4, 8, …")
    }
    self.classes = classes
    self.factors = factors
  }

  /// The margins m_1 … m_{K−1} of s_1 … s_{K−1}.
  public func margins(of s: [Double]) -> [Double] {
    precondition(s.count == classes - 1, "K classes have K − 1 modes")
    return (1..<classes).map { j in
      2 / Double(classes) * (1..<classes).reduce(0) { $0 + (odd($1, j) ? s[$1 - 1] : 0) }
    }
  }

  /// The probabilities p_1 … p_{K−1} of the wrong classes.
  public func wrongProbabilities(of s: [Double]) -> [Double] {
    let weights = margins(of: s).map { exp(-$0) }
    let total = 1 + weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  /// The pulls g_1 … g_{K−1}.
  public func pulls(of s: [Double]) -> [Double] {
    let p = wrongProbabilities(of: s)
    return (1..<classes).map { k in
      2 / Double(classes) * (1..<classes).reduce(0) { $0 + (odd(k, $1) ? p[$1 - 1] : 0) }
    }
  }

  /// ds_1/dt … ds_{K−1}/dt.
  public func velocity(of s: [Double]) -> [Double] {
    velocity(of: s, exponent: 2 - 2 / Double(factors), prefactor: Double(factors))
  }

  /// What a reader of the flow may get wrong, as velocities.
  public func velocityRivals(of s: [Double]) -> [(name: String, value: [Double])] {
    let n = Double(factors)
    return [
      ("exponent 1 − 1/N", velocity(of: s, exponent: 1 - 1 / n, prefactor: n)),
      ("exponent 2 − 1/N", velocity(of: s, exponent: 2 - 1 / n, prefactor: n)),
      ("N − 1 for N", velocity(of: s, exponent: 2 - 2 / n, prefactor: n - 1)),
      ("N + 1 for N", velocity(of: s, exponent: 2 - 2 / n, prefactor: n + 1)),
      ("without 1/K", velocity(of: s, exponent: 2 - 2 / n, prefactor: n * Double(classes))),
    ]
  }

  /// The least rank that a limit of this flow can have: log₂K, as the modes that diverge must tell all classes apart.
  public var leastLimitRank: Int { classes.trailingZeroBitCount }

  private func velocity(of s: [Double], exponent: Double, prefactor: Double) -> [Double] {
    zip(s, pulls(of: s)).map { prefactor * (exponent == 0 ? 1 : pow($0, exponent)) * $1 }
  }

  private func odd(_ k: Int, _ j: Int) -> Bool { (k & j).nonzeroBitCount % 2 == 1 }
}
