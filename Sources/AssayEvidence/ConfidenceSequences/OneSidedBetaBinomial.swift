// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// Evidence against "the probability is at least p₀": the beta-binomial mixture truncated to (0, p₀).
///
///     E = B(a + S, b + F) I_{p₀}(a + S, b + F) / (B(a, b) I_{p₀}(a, b) p₀^S (1 − p₀)^F),   F = n − S
///
/// Each factor's expectation is linear in the true p, 1 at p₀ and at most 1 above it, so E is a supermartingale on
/// the whole hypothesis. At p₀ = 1 one failure makes it infinite.
/// *Guarantee:* exact and time-uniform. *Does not hold when:* trials are dependent.
public struct OneSidedBetaBinomial: Sendable, Hashable {
  /// The probability p₀ that is claimed as a lower bound.
  public let bound: Double
  /// The prior's weight a of a success.
  public let a: Double
  /// The prior's weight b of a failure.
  public let b: Double

  /// An e-process for "the probability is at least bound", 0 < bound ≤ 1. Throws ``ConfidenceError``.
  public init(bound: Double, a: Double = 0.5, b: Double = 0.5) throws {
    guard bound > 0, bound <= 1 else {
      throw ConfidenceError.parameter(name: "bound", value: bound, mend: "use a probability > 0")
    }
    try ConfidenceError.check("a", positive: a)
    try ConfidenceError.check("b", positive: b)
    self.bound = bound
    self.a = a
    self.b = b
  }

  /// The logarithm of the e-value after S successes in n trials; −∞ where the truncated mass underflows.
  public func logEValue(successes: Int, of trials: Int) throws -> Double {
    let s = Double(successes)
    let f = Double(trials - successes)
    var value =
      try SpecialFunctions.logBeta(a + s, b + f)
      + log(SpecialFunctions.regularisedBeta(bound, a + s, b + f))
      - SpecialFunctions.logBeta(a, b) - log(SpecialFunctions.regularisedBeta(bound, a, b))
    if successes > 0 { value -= s * log(bound) }
    if trials > successes { value -= f * log1p(-bound) }
    return value
  }
}
