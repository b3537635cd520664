// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// The one-sided normal mixture: evidence against "the mean is at most zero" from a sub-Gaussian sum.
///
///     log E = ½ log(4ρ / (v + ρ)) + S² / (2 (v + ρ)) + log Φ(S / √(v + ρ))
///
/// Tune ρ with twice the level: `NormalMixture.bestRho(variance: v, alpha: 2α)`.
/// *Guarantee:* exact and time-uniform; the expectation is 1 at mean zero and less below it. *Reference:* Howard et
/// al., Ann. Stat. 49(2), 2021, Proposition 6.
public struct OneSidedNormalMixture: Sendable, Hashable {
  /// The precision ρ of the half-normal mixing law, in units of v.
  public let rho: Double

  /// A mixture with the given precision ρ > 0. Throws ``ConfidenceError``.
  public init(rho: Double) throws {
    try ConfidenceError.check("rho", positive: rho)
    self.rho = rho
  }

  /// The logarithm of the e-value of "the mean is at most zero" at sum S and intrinsic time v ≥ 0.
  public func logEValue(sum: Double, variance v: Double) -> Double {
    let z = sum / (v + rho).squareRoot()
    return 0.5 * (log(4) - log1p(v / rho)) + z * z / 2 + Self.logNormalCDF(z)
  }

  /// log Φ(z), also where Φ underflows: beyond −30 by its asymptotic series, whose next term is below 2e−10 of
  /// log's argument, hence below 4e−13 of the logarithm.
  static func logNormalCDF(_ z: Double) -> Double {
    if z > 5 { return log1p(-SpecialFunctions.normalUpperTail(z)) }
    if z > -30 { return log(SpecialFunctions.normalCDF(z)) }
    let w = 1 / (z * z)
    return -z * z / 2 - log(-z * (2 * Double.pi).squareRoot()) + log1p(w * (-1 + w * (3 - 15 * w)))
  }
}
