// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// Evidence against "the K cells are equally likely", in any direction: the Dirichlet-multinomial likelihood ratio.
///
///     log E = log Γ(Ka) − log Γ(n + Ka) + Σ (log Γ(c_j + a) − log Γ(a)) + n log K
///
/// With the probability-integral transform cut into K equal cells it tests a point null for a continuous law.
/// *Guarantee:* an exact e-process for independent draws.
public struct DirichletMixture: Sendable, Hashable {
  /// The prior's weight a of each cell.
  public let weight: Double

  /// A mixture with symmetric prior Dirichlet(a, …, a), a > 0. Throws ``ConfidenceError``.
  public init(weight: Double = 1) throws {
    try ConfidenceError.check("weight", positive: weight)
    self.weight = weight
  }

  /// The logarithm of the e-value of equal cells, from the count in each. Precondition: at least two cells.
  public func logEValue(counts: [Int]) throws -> Double {
    precondition(counts.count >= 2, "equally likely cells need at least two cells")
    let cells = Double(counts.count)
    let n = Double(counts.reduce(0, +))
    var value =
      try SpecialFunctions.logGamma(cells * weight) - SpecialFunctions.logGamma(n + cells * weight)
      + n * log(cells)
    let empty = try SpecialFunctions.logGamma(weight)
    for count in counts where count > 0 {
      value += try SpecialFunctions.logGamma(Double(count) + weight) - empty
    }
    return value
  }
}
