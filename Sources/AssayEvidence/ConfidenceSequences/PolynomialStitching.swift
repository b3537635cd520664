// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The polynomially stitched boundary: closed form, growing like √(v log log v).
///
///     ℓ = s log log(ηv/m) + log(ζ(s) / (α (log η)^s))
///     u = √(k₁² v ℓ + k₂² c² ℓ²) + k₂ c ℓ,   k₁ = (η^¼ + η^−¼)/√2,  k₂ = (√η + 1)/2
///
/// With s = 1.4 and η = 2. For statements about rates, not for power.
/// *Guarantee:* exact and time-uniform for sub-gamma sums of scale c (c = 0: sub-Gaussian), from v = m on.
/// *Reference:* Howard et al., Ann. Stat. 49(2), 2021, Theorem 1.
public struct PolynomialStitching: Sendable, Hashable {
  /// The intrinsic time m at which the boundary starts; earlier times are treated as m.
  public let start: Double
  /// The sub-gamma scale c ≥ 0.
  public let scale: Double
  /// ζ(1.4), the constant that makes the errors of all epochs sum to α.
  static let zeta = 3.105_547_277_977_580_4

  /// A boundary from its start m > 0 and scale c ≥ 0. Throws ``ConfidenceError``.
  public init(start: Double, scale: Double) throws {
    try ConfidenceError.check("start", positive: start)
    guard scale >= 0, scale.isFinite else {
      throw ConfidenceError.parameter(name: "scale", value: scale, mend: "use a finite number ≥ 0")
    }
    self.start = start
    self.scale = scale
  }

  /// The boundary u(v) that a sum crosses, ever, with probability at most alpha.
  public func boundary(variance: Double, alpha: Double) throws -> Double {
    try ConfidenceError.check(alpha: alpha)
    let (s, eta) = (1.4, 2.0)
    let v = max(variance, start)
    let l = s * log(log(eta * v / start)) + log(Self.zeta / (alpha * pow(log(eta), s)))
    let k1 = (pow(eta, 0.25) + pow(eta, -0.25)) / 2.0.squareRoot()
    let k2c = (eta.squareRoot() + 1) / 2 * scale
    return (k1 * k1 * v * l + k2c * k2c * l * l).squareRoot() + k2c * l
  }
}
