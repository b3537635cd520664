// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// The mistakes that one makes in the closed form of the exponents, each as a formula of its own.
///
/// Where a rival's χ² has no degrees of freedom left, its value is −∞.
public enum ExponentRival: String, CaseIterable, Sendable {
  /// ψ at the expected rank np in place of the expected ψ: ½(log 2σ² + ψ((np − k + 1)/2)).
  case meanField = "mean-field: ψ at the expected rank np"
  /// ψ at the conditional mean rank E K in place of the expected ψ.
  case conditionalMeanField = "ψ at the conditional mean rank"
  /// The gates conditioned on K ≥ k only, not on K ≥ r.
  case conditionedOnIndex = "conditioned on K ≥ k instead of K ≥ r"
  /// The binomial weights of K ≥ r not divided by their sum.
  case unnormalisedWeights = "weights of K ≥ r not renormalised"
  /// One degree of freedom too many: K − k + 2.
  case indexOneTooSmall = "off by one: k − 1 for k"
  /// One degree of freedom too few: K − k.
  case indexOneTooLarge = "off by one: K − k degrees of freedom"
  /// σ² dropped.
  case varianceDropped = "σ² dropped"
  /// The factor ½ dropped: the growth of s_k² in place of s_k.
  case halfDropped = "factor ½ dropped"
  /// log 2 dropped from E log χ²_m = log 2 + ψ(m/2).
  case logTwoDropped = "log 2 dropped"
  /// log E χ² in place of E log χ².
  case logOfMean = "log E χ² for E log χ²"
  /// The gates ignored: K = n.
  case gatesIgnored = "gates ignored: K = n"
  /// ψ(x) replaced by the first two terms of its expansion for large x.
  case asymptotic = "ψ(x) ≈ log x − 1/(2x)"

  /// The rival's k-th exponent.
  /// - Parameters: as for ``LyapunovExponent/value(index:law:variance:)``.
  public func value(index k: Int, law: GateRankLaw, variance: Double) throws -> Double {
    try Require.index(k, upTo: law.width)
    try Require.positive(variance, "σ²")
    let scale = log(2 * variance)
    switch self {
    case .meanField:
      return (scale + (try Self.digamma(law.meanOpenCount - Double(k) + 1))) / 2
    case .conditionalMeanField:
      return (scale + (try Self.digamma(law.mean - Double(k) + 1))) / 2
    case .conditionedOnIndex:
      return try LyapunovExponent.value(
        index: k, law: law.conditioned(onRankAtLeast: k), variance: variance)
    case .unnormalisedWeights:
      guard law.leastRank >= k else { return -.infinity }
      return (scale + (try Self.meanDigamma(k, law)) * law.acceptanceProbability) / 2
    case .indexOneTooSmall: return (scale + (try Self.meanDigamma(k - 1, law))) / 2
    case .indexOneTooLarge: return (scale + (try Self.meanDigamma(k + 1, law))) / 2
    case .varianceDropped: return (log(2) + (try Self.meanDigamma(k, law))) / 2
    case .halfDropped: return scale + (try Self.meanDigamma(k, law))
    case .logTwoDropped: return (log(variance) + (try Self.meanDigamma(k, law))) / 2
    case .logOfMean:
      guard law.leastRank >= k else { return -.infinity }
      return (log(variance) + law.expectation { log(Double($0 - k + 1)) }) / 2
    case .gatesIgnored:
      return try LyapunovExponent.ungated(index: k, width: law.width, variance: variance)
    case .asymptotic:
      guard law.leastRank >= k else { return -.infinity }
      return (scale + law.expectation { Expansion.digamma($0 - k + 1) }) / 2
    }
  }

  /// The rival's sum of the first k exponents.
  public func sum(first k: Int, law: GateRankLaw, variance: Double) throws -> Double {
    try Require.index(k, upTo: law.width)
    return try (1...k).reduce(0) { $0 + (try value(index: $1, law: law, variance: variance)) }
  }

  /// E ψ((K − k + 1)/2), −∞ where K − k + 1 can vanish.
  private static func meanDigamma(_ k: Int, _ law: GateRankLaw) throws -> Double {
    guard law.leastRank >= k else { return -.infinity }
    return try law.expectation { try HalfInteger.digamma($0 - k + 1) }
  }

  /// ψ(m/2) for real m, −∞ for m ≤ 0.
  private static func digamma(_ m: Double) throws -> Double {
    m > 0 ? try SpecialFunctions.digamma(m / 2) : -.infinity
  }
}

extension LyapunovExponent {
  /// The rivals of the k-th exponent that differ from it by more than a margin.
  /// - Parameters:
  ///   - k: the index.
  ///   - law: the law of the gates' rank.
  ///   - variance: σ².
  ///   - margin: rivals within this distance of the truth are left out, since no evidence could exclude them.
  public static func rivals(
    index k: Int, law: GateRankLaw, variance: Double, apart margin: Double = 1e-9
  ) throws -> RivalValues {
    let all = try ExponentRival.allCases.map {
      (name: $0.rawValue, value: try $0.value(index: k, law: law, variance: variance))
    }
    return Rivals.distinct(all, from: try value(index: k, law: law, variance: variance), by: margin)
  }

  /// The rivals of the sum of the first k exponents that differ from it by more than a margin.
  /// - Parameters: as for ``rivals(index:law:variance:apart:)``.
  public static func sumRivals(
    first k: Int, law: GateRankLaw, variance: Double, apart margin: Double = 1e-9
  ) throws -> RivalValues {
    let all = try ExponentRival.allCases.map {
      (name: $0.rawValue, value: try $0.sum(first: k, law: law, variance: variance))
    }
    return Rivals.distinct(all, from: try sum(first: k, law: law, variance: variance), by: margin)
  }
}
