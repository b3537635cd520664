// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// The gamma-exponential mixture for a sum with sub-exponential increments of scale c.
///
///     r = ρ/c²,  b = (v + ρ)/c²,  z = (cS + v + ρ)/c²
///     log E = r log r − log Γ(r) − log P(r, r) + log Γ(b) + log P(b, z) − b log z + z − r
///
/// P is the regularised lower incomplete gamma function. With v = Σ(X − x̄)² (predictable means) it becomes the
/// mixture empirical-Bernstein sequence for bounded data.
/// *Guarantee:* exact and time-uniform for sub-exponential sums. *Does not hold when:* b exceeds about 1e5, where
/// the terms cancel. *Reference:* Howard et al., Ann. Stat. 49(2), 2021, Proposition 9.
public struct GammaExponentialMixture: Sendable, Hashable {
  /// The precision ρ of the mixing law.
  public let rho: Double
  /// The sub-exponential scale c.
  public let scale: Double

  /// A mixture from its precision ρ > 0 and the increments' scale c > 0. Throws ``ConfidenceError``.
  public init(rho: Double, scale: Double) throws {
    try ConfidenceError.check("rho", positive: rho)
    try ConfidenceError.check("scale", positive: scale)
    self.rho = rho
    self.scale = scale
  }

  /// The logarithm of the e-value of "the mean is at most zero" at sum S and intrinsic time v ≥ 0.
  ///
  /// −∞ where cS + v + ρ ≤ 0: no mixture component allows such a sum. Throws when GSL cannot evaluate.
  public func logEValue(sum: Double, variance v: Double) throws -> Double {
    let c2 = scale * scale
    let r = rho / c2
    let b = (v + rho) / c2
    let z = (scale * sum + v + rho) / c2
    guard z > 0 else { return -.infinity }
    let prior =
      r * log(r) - (try SpecialFunctions.logGamma(r))
      - log(try SpecialFunctions.regularisedGammaP(r, r))
    return prior + (try SpecialFunctions.logGamma(b))
      + log(try SpecialFunctions.regularisedGammaP(b, z)) - b * log(z) + z - r
  }

  /// The largest S that does not yet contradict "the mean is at most zero" at level alpha.
  public func boundary(variance v: Double, alpha: Double) throws -> Double {
    try ConfidenceError.check(alpha: alpha)
    let target = -log(alpha)
    var upper = max(1, v).squareRoot() + scale
    while try logEValue(sum: upper, variance: v) < target { upper *= 2 }
    return try bisectDoubles(from: 0, to: upper) {
      try logEValue(sum: $0, variance: v) >= target
    }.lastFailing
  }
}
