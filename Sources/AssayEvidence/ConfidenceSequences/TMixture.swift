// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// The t-mixture confidence sequence for a mean with unknown variance: a Gaussian prior on the effect size (the
/// mean in units of σ) and the right-Haar prior on σ.
///
///     T = √n (x̄ − μ)/s,  k = c²/(n + c²),  q = T²/(n − 1)
///     log E = ½ log k + (n/2) (log(1 + q) − log(1 + kq))
///     half-width = s √((n − 1)(A − 1) / (n (1 − kA))),  A = (1/(α√k))^(2/n);  infinite while kA ≥ 1
///
/// It is infinite until it may speak, so it needs no burn-in chosen by hand.
/// *Guarantee:* time-uniform at every count and exact for independent Gaussian data whatever σ; asymptotic otherwise.
/// *Does not hold when:* observations are dependent, nearly constant, or have infinite variance. Its e-values live
/// in the scale-invariant filtration: do not multiply them across checks that stopped on raw data.
/// *Reference:* Wang and Ramdas, arXiv:2310.03722.
public struct TMixture: Sendable, Hashable {
  /// The error probability over all counts.
  public let alpha: Double
  /// c²: the prior's weight in observations; the effect size has prior variance 1/c².
  public let priorCount: Double

  /// A sequence with a given prior weight c² > 0. Throws ``ConfidenceError``.
  public init(alpha: Double, priorCount: Double) throws {
    try ConfidenceError.check(alpha: alpha)
    try ConfidenceError.check("priorCount", positive: priorCount)
    self.alpha = alpha
    self.priorCount = priorCount
  }

  /// The sequence that is tightest near a given count (256 unless told). Throws ``ConfidenceError``.
  public init(alpha: Double, tightestAt count: Double = 256) throws {
    try self.init(
      alpha: alpha, priorCount: NormalMixture.bestRho(variance: count, alpha: alpha))
  }

  /// The logarithm of the e-value of a hypothetical mean, from its t-statistic on count ≥ 2 observations.
  public func logEValue(t: Double, count: Int) -> Double {
    let n = Double(count)
    let k = priorCount / (n + priorCount)
    let q = t * t / (n - 1)
    return 0.5 * log(k) + 0.5 * n * (log1p(q) - log1p(k * q))
  }

  /// The interval's half-width after count observations with sample standard deviation sd (denominator n − 1);
  /// infinite before the sequence may speak.
  public func halfWidth(count: Int, sd: Double) -> Double {
    guard count >= 2 else { return .infinity }
    let n = Double(count)
    let k = priorCount / (n + priorCount)
    let growth = expm1(-2 / n * (log(alpha) + 0.5 * log(k)))  // A − 1
    let room = n / (n + priorCount) - k * growth  // 1 − kA
    return room > 0 ? sd * ((n - 1) * growth / (n * room)).squareRoot() : .infinity
  }

  /// The interval x̄ ± half-width.
  public func interval(mean: Double, sd: Double, count: Int) -> Interval {
    let width = halfWidth(count: count, sd: sd)
    return width.isFinite ? Interval(centre: mean, halfWidth: width) : .everything
  }

  /// The first count at which the interval is finite.
  public var firstFiniteCount: Int {
    var count = 2
    while halfWidth(count: count, sd: 1).isInfinite { count += 1 }
    return count
  }
}
