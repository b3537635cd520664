// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// The Robbins–Siegmund delayed-start sequence: half-width σ̂ √((a² + log(n/m))/n) for n ≥ m.
///
/// a solves 2 (1 − Φ(a) + a φ(a)) = α. The best power for large effects; needs m ≥ 128 for skewed data.
/// *Guarantee:* asymptotic as m → ∞ (exact size for Brownian motion on [m, ∞)). *Reference:* Robbins and Siegmund
/// (1970); Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, Ann. Stat. 52(6), 2024.
public struct RobbinsSiegmund: Sendable, Hashable {
  /// The error probability over all counts from the start on.
  public let alpha: Double
  /// The first count m at which the sequence speaks.
  public let start: Int
  /// The constant a(α).
  public let a: Double

  /// A sequence that starts at count m ≥ 2. Throws ``ConfidenceError``.
  public init(alpha: Double, start: Int) throws {
    try ConfidenceError.check(alpha: alpha)
    guard start >= 2 else {
      throw ConfidenceError.parameter(name: "start", value: Double(start), mend: "start at a count ≥ 2")
    }
    self.alpha = alpha
    self.start = start
    // The left side decreases from 1 at a = 0 and is below 1e-300 at a = 40.
    self.a = bisectDoubles(from: 0, to: 40) { Self.crossing($0) <= alpha }.firstHolding
  }

  /// The probability 2 (1 − Φ(a) + a φ(a)) that |W(t)| ever exceeds √(t (a² + log(t/m))) on [m, ∞).
  static func crossing(_ a: Double) -> Double {
    2 * (SpecialFunctions.normalUpperTail(a) + a * exp(-a * a / 2) / (2 * Double.pi).squareRoot())
  }

  /// The half-width after count observations with sample standard deviation sd; infinite before the start.
  public func halfWidth(count: Int, sd: Double) -> Double {
    guard count >= start else { return .infinity }
    let n = Double(count)
    return sd * ((a * a + log(n / Double(start))) / n).squareRoot()
  }
}
