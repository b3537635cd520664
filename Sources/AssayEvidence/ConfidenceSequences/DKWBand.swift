// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The scheduled Dvoretzky–Kiefer–Wolfowitz–Massart band about an empirical distribution function.
///
///     look k = 0, 1, …:  α_k = 6α / (π² (k + 1)²),   b_k = √(log(2/α_k) / (2 n_k))
///
/// By the triangle inequality, the distance between the true law and any law at empirical distance D lies in
/// [D − b, D + b], for all looks and all laws at once.
/// *Guarantee:* exact for independent draws of any law, continuous or not, at the scheduled looks only.
/// *Reference:* Massart, Ann. Probab. 18(3), 1990.
public struct DKWBand: Sendable, Hashable {
  /// The error probability over all looks.
  public let alpha: Double

  /// A band with total error alpha. Throws ``ConfidenceError``.
  public init(alpha: Double) throws {
    try ConfidenceError.check(alpha: alpha)
    self.alpha = alpha
  }

  /// The band's half-width b_k at the given look (0, 1, …) with count draws.
  public func halfWidth(count: Int, look: Int) -> Double {
    let turn = Double(look + 1)
    let logTerm = log(2 * Double.pi * Double.pi * turn * turn / 6) - log(alpha)
    return (logTerm / (2 * Double(count))).squareRoot()
  }
}
