// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// The two-sided normal mixture for a sum S with known sub-Gaussian variance proxy v.
///
///     log E = ½ log(ρ / (v + ρ)) + S² / (2 (v + ρ))
///
/// *Guarantee:* exact and time-uniform for sums of independent sub-Gaussian terms. *Does not hold when:* v is
/// estimated from the same data. *Reference:* Robbins (1970); Howard, Ramdas, McAuliffe and Sekhon, Ann. Stat.
/// 49(2), 2021, Proposition 5.
public struct NormalMixture: Sendable, Hashable {
  /// The precision ρ of the mixing law, in units of v.
  public let rho: Double

  /// A mixture with the given precision ρ > 0. Throws ``ConfidenceError``.
  public init(rho: Double) throws {
    try ConfidenceError.check("rho", positive: rho)
    self.rho = rho
  }

  /// The logarithm of the e-value of "the mean is zero" at sum S and intrinsic time v ≥ 0.
  public func logEValue(sum: Double, variance v: Double) -> Double {
    -0.5 * log1p(v / rho) + sum * sum / (2 * (v + rho))
  }

  /// The largest |S| that does not yet contradict "the mean is zero" at level alpha:
  /// √((v + ρ)(log(1 + v/ρ) + 2 log(1/α))).
  public func boundary(variance v: Double, alpha: Double) throws -> Double {
    try ConfidenceError.check(alpha: alpha)
    return ((v + rho) * (log1p(v / rho) - 2 * log(alpha))).squareRoot()
  }

  /// The ρ that makes the boundary tightest at intrinsic time v: v / (−W₋₁(−α²/e) − 1). Throws ``ConfidenceError``.
  public static func bestRho(variance v: Double, alpha: Double) throws -> Double {
    try ConfidenceError.check(alpha: alpha)
    try ConfidenceError.check("variance", positive: v)
    return v / (-(try SpecialFunctions.lambertWm1(-alpha * alpha / M_E)) - 1)
  }

  /// The usual closed approximation of ``bestRho(variance:alpha:)``: v / (2 log(1/α) + log(1 + 2 log(1/α))).
  public static func approximateBestRho(variance v: Double, alpha: Double) throws -> Double {
    try ConfidenceError.check(alpha: alpha)
    try ConfidenceError.check("variance", positive: v)
    let twice = -2 * log(alpha)
    return v / (twice + log1p(twice))
  }
}
