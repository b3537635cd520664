// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The predictable-mixture empirical-Bernstein sequence for the mean of values in [0, 1]: closed form.
///
///     centre = Σλx / Σλ,   half-width = (log(2/α) + Σ 4 (x − μ̂_{t−1})² ψ(λ)) / Σλ
///     ψ(λ) = (−log(1 − λ) − λ)/4,   λ ≤ ½
///
/// Wider than ``HedgedCapital``, but its centre and width are explicit.
/// *Guarantee:* exact and time-uniform for independent values in [0, 1]. *Reference:* Waudby-Smith and Ramdas,
/// JRSS-B 86(1), 2024, Theorem 2.
public struct PredictableEmpiricalBernstein: Sendable {
  /// The error probability over all counts.
  public let alpha: Double
  private var variance: PredictableVariance
  private var bets = 0.0
  private var weighted = 0.0
  private var cost = 0.0

  /// An empty sequence. Throws ``ConfidenceError``.
  public init(alpha: Double) throws {
    try ConfidenceError.check(alpha: alpha)
    self.alpha = alpha
    variance = PredictableVariance(alpha: alpha)
  }

  /// Takes the next value. Precondition: 0 ≤ x ≤ 1.
  public mutating func append(_ x: Double) {
    precondition(x >= 0 && x <= 1, "the empirical-Bernstein sequence needs values in [0, 1]")
    let bet = min(variance.bet, 0.5)
    let deviation = x - variance.mean
    bets += bet
    weighted += bet * x
    cost += deviation * deviation * Self.fourPsi(bet)
    variance.see(x)
  }

  /// The centre Σλx / Σλ; ½ before the first value.
  public var centre: Double { bets > 0 ? weighted / bets : 0.5 }

  /// The half-width; infinite before the first value.
  public var halfWidth: Double { bets > 0 ? (log(2) - log(alpha) + cost) / bets : .infinity }

  /// −log(1 − λ) − λ, by its series below 0.01 where the difference would cancel (next term: 1e−18 of the sum).
  static func fourPsi(_ bet: Double) -> Double {
    guard bet < 0.01 else { return -log1p(-bet) - bet }
    return (2...10).reversed().reduce(0) { $0 * bet + 1 / Double($1) } * bet * bet
  }
}
