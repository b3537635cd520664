// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// A sum of independent log χ_K with random degrees of freedom K ≥ 1, plus a constant.
struct ChiLogSum {
  /// Equally distributed terms of the sum.
  struct Term {
    let law: GateRankLaw
    let count: Double
    /// E log χ_K.
    let mean: Double
  }

  let mean: Double
  let variance: Double
  private let terms: [Term]
  /// E log χ_m, entry m − 1.
  private let chiMeans: [Double]

  init(terms: [(law: GateRankLaw, count: Int)], shift: Double) throws {
    let chiMeans = try ChiCharacteristic.means(terms.map(\.law.width).max() ?? 1)
    self.chiMeans = chiMeans
    self.terms = terms.filter { $0.count > 0 }.map { law, count in
      Term(law: law, count: Double(count), mean: law.expectation { chiMeans[$0 - 1] })
    }
    self.mean = self.terms.reduce(shift) { $0 + $1.count * $1.mean }
    self.variance = try self.terms.reduce(0) {
      $0 + $1.count * (try GrowthVariance.volume(first: 1, law: $1.law))
    }
  }

  /// The least degrees of freedom of a term: moments of order −m and below are infinite.
  var leastDegrees: Int { terms.map(\.law.leastRank).min() ?? 1 }

  /// The characteristic function of the sum less its mean, at t > 0, with a bound on its modulus that falls with t.
  func centredCharacteristic(at t: Double) throws -> (re: Double, im: Double, envelope: Double) {
    let chi = try ChiCharacteristic(at: t, means: chiMeans)
    var (logModulus, phase, logEnvelope) = (0.0, 0.0, 0.0)
    for term in terms {
      var (re, im, envelope) = (0.0, 0.0, 0.0)
      for rank in term.law.leastRank...term.law.greatestRank {
        let modulus = term.law.probability(of: rank) * exp(chi.logModulus[rank - 1])
        let angle = chi.centredPhase[rank - 1] + t * (chiMeans[rank - 1] - term.mean)
        re += modulus * cos(angle)
        im += modulus * sin(angle)
        envelope += modulus
      }
      logModulus += term.count * log(re * re + im * im) / 2
      phase += term.count * atan2(im, re)
      logEnvelope += term.count * log(envelope)
    }
    let modulus = exp(logModulus)
    return (modulus * cos(phase), modulus * sin(phase), exp(logEnvelope))
  }

  /// log E e^{s(X − E X)}, for s above minus the least degrees of freedom.
  func centredLogMoment(_ s: Double) throws -> Double {
    var sum = 0.0
    for term in terms {
      let logs = try (term.law.leastRank...term.law.greatestRank).map { rank in
        let m = Double(rank)
        let moment =
          try SpecialFunctions.logGamma((m + s) / 2) - SpecialFunctions.logGamma(m / 2)
        return log(term.law.probability(of: rank)) + moment
      }
      let top = logs.max() ?? 0
      let logMoment = top + log(logs.reduce(0) { $0 + exp($1 - top) })
      sum += term.count * (logMoment + s * (log(2) / 2 - term.mean))
    }
    return sum
  }
}
