// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// The asymptotic confidence sequence with plug-in variance, for comparison with ``TMixture``.
///
///     half-width = σ̂ √((nρ² + 1)/(n²ρ²) · log((nρ² + 1)/α²)),   ρ² = (−W₋₁(−α²/e) − 1)/n*
///
/// *Guarantee:* asymptotic only. *Does not hold when:* used from small counts, where σ̂ is not known (started at 2
/// it errs 8.5% at nominal 5% on Gaussian data): hence the start of at least 32. *Reference:* Waudby-Smith et al.,
/// Ann. Stat. 52(6), 2024.
public struct AsymptoticSequence: Sendable, Hashable {
  /// The error probability over all counts from the start on.
  public let alpha: Double
  /// The first count at which the sequence speaks.
  public let start: Int
  /// ρ², the mixing variance.
  public let rhoSquared: Double

  /// A sequence tightest near count n*, speaking from start ≥ 32 on. Throws ``ConfidenceError``.
  public init(alpha: Double, tightestAt count: Double = 256, start: Int = 32) throws {
    guard start >= 32 else {
      throw ConfidenceError.parameter(
        name: "start", value: Double(start), mend: "start at a count ≥ 32: earlier, σ̂ is not known")
    }
    self.alpha = alpha
    self.start = start
    rhoSquared = 1 / (try NormalMixture.bestRho(variance: count, alpha: alpha))
  }

  /// The half-width after count observations with sample standard deviation sd; infinite before the start.
  public func halfWidth(count: Int, sd: Double) -> Double {
    guard count >= start else { return .infinity }
    let n = Double(count)
    let m = n * rhoSquared + 1
    return sd * (m / (n * n * rhoSquared) * (log(m) - 2 * log(alpha))).squareRoot()
  }
}
