// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The hedged-capital betting confidence sequence for the mean of values in [0, 1].
///
///     K⁺(m) = Π (1 + min(λ_t, c/m)(x_t − m)),   K⁻(m) = Π (1 − min(λ_t, c/(1 − m))(x_t − m)),   c = ½
///     reject m when max(½K⁺, ½K⁻) ≥ 1/α
///
/// K⁺ falls and K⁻ rises in m, so the values not rejected form an interval. The bets depend on the order of the
/// values: this sequence is not invariant under permutation.
/// *Guarantee:* exact and time-uniform for independent values in [0, 1] with one mean. *Reference:* Waudby-Smith
/// and Ramdas, JRSS-B 86(1), 2024, Theorem 3.
public struct HedgedCapital: Sendable {
  /// The error probability over all counts.
  public let alpha: Double
  private var values: [Double] = []
  private var bets: [Double] = []
  private var variance: PredictableVariance

  /// An empty sequence. Throws ``ConfidenceError``.
  public init(alpha: Double) throws {
    try ConfidenceError.check(alpha: alpha)
    self.alpha = alpha
    variance = PredictableVariance(alpha: alpha)
  }

  /// How many values have been seen.
  public var count: Int { values.count }

  /// Takes the next value. Precondition: 0 ≤ x ≤ 1.
  public mutating func append(_ x: Double) {
    precondition(x >= 0 && x <= 1, "hedged capital needs values in [0, 1]")
    values.append(x)
    bets.append(variance.bet)
    variance.see(x)
  }

  /// log max(½K⁺(m), ½K⁻(m)): the evidence against mean m, 0 ≤ m ≤ 1.
  public func logCapital(mean m: Double) -> Double {
    max(logCapitalAbove(m), logCapitalBelow(m)) - log(2)
  }

  /// The means not rejected so far.
  public var interval: Interval {
    let threshold = log(2) - log(alpha)
    let average = values.isEmpty ? 0.5 : values.reduce(0, +) / Double(values.count)
    let lower =
      logCapitalAbove(0) < threshold
      ? 0
      : bisectDoubles(from: 0, to: 1) { logCapitalAbove($0) < threshold }.firstHolding
    let upper =
      logCapitalBelow(1) < threshold
      ? 1
      : bisectDoubles(from: 0, to: 1) { logCapitalBelow($0) >= threshold }.lastFailing
    // With few values and rounding the ends may cross by an ulp about the average; they never should otherwise.
    return lower <= upper ? Interval(lower, upper) : Interval(centre: average, halfWidth: 0)
  }

  /// log K⁺(m), which bets that the mean lies above m.
  private func logCapitalAbove(_ m: Double) -> Double {
    let cap = 0.5 / m
    return zip(values, bets).reduce(0) { $0 + log1p(min($1.1, cap) * ($1.0 - m)) }
  }

  /// log K⁻(m), which bets that the mean lies below m.
  private func logCapitalBelow(_ m: Double) -> Double {
    let cap = 0.5 / (1 - m)
    return zip(values, bets).reduce(0) { $0 + log1p(-min($1.1, cap) * ($1.0 - m)) }
  }
}
