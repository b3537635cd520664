// SPDX-License-Identifier: GPL-3.0-or-later

/// How fast the flow's direction reaches its limit, in the scale s of the logits (s grows like log(1/loss)).
///
/// The normalised cost is ‖θ‖²/γ^(2/N) = N 𝒞_N of the logits at margin 1, for balanced factors.
public enum LimitConvergence {
  /// The log-log slope of the cost's excess over the limit of low rank: −2/N.
  ///
  /// A mode that loses does not decay but stays bounded, so that its part of the cost falls like
  /// (s_loser/s_max)^(2/N). *Guarantee:* asymptotic in s.
  public static func lowRankExcessSlope(factors: Int) throws -> Double {
    try Require.count(factors, "N")
    return -2 / Double(factors)
  }

  /// The rate at which relative deviations from collapse die out: like e^(−s/K), so a slope −1/K of their logarithm in s.
  public static func collapseDeviationRate(classes: Int) throws -> Double {
    try Require.count(classes, "K", atLeast: 2)
    return -1 / Double(classes)
  }

  /// What a reader of the low-rank slope may get wrong; exponential decay has no log-log slope at all.
  public static func lowRankExcessRivals(factors: Int) throws -> RivalValues {
    let truth = try lowRankExcessSlope(factors: factors)
    let n = Double(factors)
    let all: RivalValues = [("−1/N", -1 / n), ("−4/N", -4 / n), ("no convergence: 0", 0), ("−1", -1)]
    return Rivals.distinct(all, from: truth, by: 1e-9)
  }
}
