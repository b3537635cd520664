// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

extension LyapunovExponent {
  /// The rivals of Newman's k-th exponent (p = 1) that differ from it by more than a margin.
  ///
  /// One degree of freedom too few, ψ((n − k)/2), is −∞ at k = n; ψ(n/2) for all k is the first exponent repeated.
  public static func newmanRivals(
    index k: Int, width n: Int, variance: Double, apart margin: Double = 1e-9
  ) throws -> RivalValues {
    let truth = try ungated(index: k, width: n, variance: variance)
    let asymptotic = ExponentRival.asymptotic
    let all: RivalValues = [
      (
        "ψ((n − k)/2)",
        k < n ? try ungated(index: k + 1, width: n, variance: variance) : -.infinity
      ),
      ("ψ(n/2) for all k", try ungated(index: 1, width: n, variance: variance)),
      ("log 2 dropped", truth - log(2) / 2),
      ("factor ½ dropped", 2 * truth),
      ("log E χ² for E log χ²", log(variance * Double(n - k + 1)) / 2),
      (asymptotic.rawValue, try asymptotic.value(index: k, law: .full(width: n), variance: variance)),
    ]
    return Rivals.distinct(all, from: truth, by: margin)
  }

  /// The rivals of Newman's sum rule Λᵘⁿ_k: the rivals of its terms, summed.
  public static func newmanSumRivals(
    first k: Int, width n: Int, variance: Double, apart margin: Double = 1e-9
  ) throws -> RivalValues {
    let truth = try ungatedSum(first: k, width: n, variance: variance)
    let top = try ungated(index: 1, width: n, variance: variance)
    let shifted = try (1...k).reduce(0.0) {
      $0 + ($1 < n ? try ungated(index: $1 + 1, width: n, variance: variance) : -.infinity)
    }
    let asymptotic = ExponentRival.asymptotic
    let logOfMeans = (1...k).reduce(0.0) { $0 + log(variance * Double(n - $1 + 1)) / 2 }
    let all: RivalValues = [
      ("ψ((n − k)/2)", shifted),
      ("ψ(n/2) for all k", Double(k) * top),
      ("log 2 dropped", truth - Double(k) * log(2) / 2),
      ("factor ½ dropped", 2 * truth),
      ("log E χ² for E log χ²", logOfMeans),
      (asymptotic.rawValue, try asymptotic.sum(first: k, law: .full(width: n), variance: variance)),
    ]
    return Rivals.distinct(all, from: truth, by: margin)
  }

  /// The rival of an exponent under correlated gates: the same marginal p and condition, coordinates independent.
  public static func independentGatesRival(
    index k: Int, law: GateRankLaw, variance: Double
  ) throws -> Double {
    try value(index: k, law: law.withIndependentGates, variance: variance)
  }
}

extension GateRankLaw {
  /// The binomial law with the same width, mean share of open coordinates and condition on the rank.
  ///
  /// What one would use for correlated gates if one overlooked the correlation.
  public var withIndependentGates: GateRankLaw {
    get throws {
      try .binomial(width: width, openProbability: openProbability, rankAtLeast: rankAtLeast)
    }
  }
}

extension HaarWeights {
  /// The rivals of the k-th Haar exponent that differ from it by more than a margin.
  ///
  /// "Gaussian" takes the variance 1/n that the entries of a Haar matrix have.
  public static func rivals(
    index k: Int, law: GateRankLaw, apart margin: Double = 1e-9
  ) throws -> RivalValues {
    let truth = try exponent(index: k, law: law)
    guard truth.isFinite else { return [] }
    let n = law.width
    let ungated = try HalfInteger.digamma(n - k + 1)
    let all: RivalValues = [
      (
        "the Gaussian formula at σ² = 1/n",
        try LyapunovExponent.value(index: k, law: law, variance: 1 / Double(n))
      ),
      ("without the second term", truth + ungated / 2),
      ("second term at k = 1", truth + (ungated - (try HalfInteger.digamma(n))) / 2),
      (
        "ψ(x) ≈ log x − 1/(2x)",
        (law.expectation { Expansion.digamma($0 - k + 1) } - Expansion.digamma(n - k + 1)) / 2
      ),
      ("factor ½ dropped", 2 * truth),
      ("gates ignored: 0", 0),
    ]
    return Rivals.distinct(all, from: truth, by: margin)
  }

  /// The rivals of the sum of the first k Haar exponents that differ from it by more than a margin.
  public static func sumRivals(
    first k: Int, law: GateRankLaw, apart margin: Double = 1e-9
  ) throws -> RivalValues {
    let truth = try exponentSum(first: k, law: law)
    guard truth.isFinite else { return [] }
    let n = law.width
    let second = try (1...k).reduce(0.0) { $0 + (try HalfInteger.digamma(n - $1 + 1)) } / 2
    let all: RivalValues = [
      (
        "the Gaussian formula at σ² = 1/n",
        try LyapunovExponent.sum(first: k, law: law, variance: 1 / Double(n))
      ),
      ("without the second term", truth + second),
      ("second term at k = 1", truth + second - Double(k) * (try HalfInteger.digamma(n)) / 2),
      ("factor ½ dropped", 2 * truth),
      ("gates ignored: 0", 0),
    ]
    return Rivals.distinct(all, from: truth, by: margin)
  }
}
