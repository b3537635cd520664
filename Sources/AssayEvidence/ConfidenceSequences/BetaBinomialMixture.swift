// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// The beta-binomial mixture confidence sequence for a probability, from S successes in n independent trials.
///
///     log E(p) = log B(a + S, b + n − S) − log B(a, b) − S log p − (n − S) log(1 − p)
///
/// E is log-convex in p, so {p : E(p) < 1/α} is an interval about S/n.
/// *Guarantee:* exact and time-uniform at every count and every p. *Does not hold when:* trials are dependent.
/// *Reference:* Robbins (1970); Howard et al., Ann. Stat. 49(2), 2021, section 3.
public struct BetaBinomialMixture: Sendable, Hashable {
  /// The error probability over all counts.
  public let alpha: Double
  /// The prior's weight a of a success.
  public let a: Double
  /// The prior's weight b of a failure.
  public let b: Double

  /// A sequence with prior Beta(a, b), Jeffreys' unless told. Throws ``ConfidenceError``.
  public init(alpha: Double, a: Double = 0.5, b: Double = 0.5) throws {
    try ConfidenceError.check(alpha: alpha)
    try ConfidenceError.check("a", positive: a)
    try ConfidenceError.check("b", positive: b)
    self.alpha = alpha
    self.a = a
    self.b = b
  }

  /// The logarithm of the e-value of "the probability is p", for 0 ≤ p ≤ 1; ∞ when the data are impossible under p.
  public func logEValue(probability p: Double, successes: Int, of trials: Int) throws -> Double {
    Self.logEValue(
      p, successes, trials - successes, mixture: try logMixture(successes, trials - successes))
  }

  /// The interval {p : E(p) < 1/α}; an end is 0 or 1 exactly when no success or no failure was seen, and never else.
  public func interval(successes: Int, of trials: Int) throws -> Interval {
    precondition(
      0 <= successes && successes <= trials, "successes lie between 0 and the number of trials")
    let lower = try lowerEnd(successes, trials - successes, of: self)
    let mirror = try BetaBinomialMixture(alpha: alpha, a: b, b: a)
    let complement = try lowerEnd(trials - successes, successes, of: mirror)
    let upper = complement > 0 ? min(1 - complement, 1.0.nextDown) : 1
    return Interval(lower, upper)
  }

  /// The lower end, in p itself so that it is accurate however small; the upper end is the mirror image's.
  private func lowerEnd(
    _ successes: Int, _ failures: Int, of mixture: BetaBinomialMixture
  ) throws -> Double {
    guard successes > 0 else { return 0 }
    let constant = try mixture.logMixture(successes, failures)
    let target = -log(alpha)
    let mode = Double(successes) / Double(successes + failures)
    return bisectDoubles(from: 0, to: mode) {
      Self.logEValue($0, successes, failures, mixture: constant) < target
    }.firstHolding
  }

  private func logMixture(_ successes: Int, _ failures: Int) throws -> Double {
    try SpecialFunctions.logBeta(a + Double(successes), b + Double(failures))
      - SpecialFunctions.logBeta(a, b)
  }

  private static func logEValue(
    _ p: Double, _ successes: Int, _ failures: Int, mixture: Double
  ) -> Double {
    var value = mixture
    if successes > 0 { value -= Double(successes) * log(p) }
    if failures > 0 { value -= Double(failures) * log1p(-p) }
    return value
  }
}
