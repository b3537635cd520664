// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayTestSupport
import Foundation
import Testing

@Suite("Laws of the confidence sequences")
struct ConfidenceSequenceLawsTests {
  static let alphas = [0.05, 1e-2, 1e-4, 1e-6, 1e-12]

  @Test("Half-widths scale, fall with the count and grow as alpha falls")
  func halfWidths() throws {
    let counts = (0..<16).map { 32 << $0 }
    try checkConfidenceSequence(alphas: Self.alphas, counts: counts) { alpha, count, sd in
      try TMixture(alpha: alpha, priorCount: 20).halfWidth(count: count, sd: sd)
    }
    try checkConfidenceSequence(alphas: Self.alphas, counts: counts) { alpha, count, sd in
      try RobbinsSiegmund(alpha: alpha, start: 64).halfWidth(count: count, sd: sd)
    }
    try checkConfidenceSequence(alphas: Self.alphas, counts: counts) { alpha, count, sd in
      try AsymptoticSequence(alpha: alpha).halfWidth(count: count, sd: sd)
    }
  }

  @Test("Shifting the data shifts the t-mixture's interval and nothing else")
  func shift() throws {
    let sequence = try TMixture(alpha: 1e-6)
    let here = sequence.interval(mean: 0.5, sd: 2, count: 512)
    let there = sequence.interval(mean: 1024.5, sd: 2, count: 512)
    // The ends are rounded to the ulp of 1024.
    expectClose(there.lower - 1024, here.lower, relative: 0, absolute: 1024.0.ulp)
    expectClose(there.upper - 1024, here.upper, relative: 0, absolute: 1024.0.ulp)
  }

  @Test("The t-mixture's ends are where its e-value reaches 1/alpha", arguments: alphas)
  func tMixtureInversion(alpha: Double) throws {
    let sequence = try TMixture(alpha: alpha)
    for count in [64, 256, 4096, 262144] {
      let interval = sequence.interval(mean: 3, sd: 2, count: count)
      let end = Double(count).squareRoot() * (interval.upper - 3) / 2
      // log E changes by n T dT/(n + T²)-ish: rounding of T² / (n − 1) is amplified n-fold.
      expectClose(
        sequence.logEValue(t: end, count: count), -log(alpha), relative: Double(count) * 16 * .ulpOfOne)
      checkInversion(alpha: alpha, ends: (interval.lower, interval.upper)) { mean in
        sequence.logEValue(t: Double(count).squareRoot() * (3 - mean) / 2, count: count)
      }
    }
  }

  @Test(
    "The beta-binomial's ends are where its e-value reaches 1/alpha",
    arguments: [(0, 64), (1, 64), (32, 64), (64, 64), (700, 1000), (1, 65536), (65535, 65536)])
  func betaBinomialInversion(successes: Int, trials: Int) throws {
    for alpha in Self.alphas {
      let sequence = try BetaBinomialMixture(alpha: alpha)
      let interval = try sequence.interval(successes: successes, of: trials)
      #expect(interval.contains(Double(successes) / Double(trials)))
      #expect((interval.lower == 0) == (successes == 0))
      #expect((interval.upper == 1) == (successes == trials))
      try checkInversion(alpha: alpha, ends: (interval.lower, interval.upper), limits: 0...1) { p in
        try sequence.logEValue(probability: p, successes: successes, of: trials)
      }
    }
  }

  @Test("Exchanging success and failure mirrors the beta-binomial interval")
  func mirror() throws {
    let sequence = try BetaBinomialMixture(alpha: 1e-6)
    for (successes, trials) in [(3, 64), (0, 128), (200, 512)] {
      let one = try sequence.interval(successes: successes, of: trials)
      let other = try sequence.interval(successes: trials - successes, of: trials)
      expectClose(other.lower, 1 - one.upper, relative: 4 * .ulpOfOne, absolute: .ulpOfOne)
      expectClose(other.upper, 1 - one.lower, relative: 4 * .ulpOfOne)
    }
  }

  @Test("A failure among eight million trials still keeps 1 out of the interval")
  func neverOne() throws {
    let trials = 1 << 23
    let interval = try BetaBinomialMixture(alpha: 1e-12).interval(successes: trials - 1, of: trials)
    #expect(interval.upper < 1)
  }

  @Test("Hedged capital's ends are where the capital reaches 1/alpha", arguments: [0.05, 1e-6])
  func hedgedInversion(alpha: Double) throws {
    var sequence = try HedgedCapital(alpha: alpha)
    for x in ReferenceNumbersTests.rotation { sequence.append(x * x) }
    let interval = sequence.interval
    checkInversion(alpha: alpha, ends: (interval.lower, interval.upper), limits: 0...1) {
      sequence.logCapital(mean: $0)
    }
  }

  @Test("Before the first value the bounded sequences know nothing")
  func empty() throws {
    #expect(try HedgedCapital(alpha: 0.05).interval == Interval(0, 1))
    #expect(try PredictableEmpiricalBernstein(alpha: 0.05).halfWidth == .infinity)
  }

  @Test("Boundaries are where the e-value reaches 1/alpha", arguments: alphas)
  func boundaries(alpha: Double) throws {
    for variance in [1.0, 100, 1e4] {
      let normal = try NormalMixture(rho: 12.5)
      let bound = try normal.boundary(variance: variance, alpha: alpha)
      expectClose(normal.logEValue(sum: bound, variance: variance), -log(alpha), relative: 64 * .ulpOfOne)
      let gamma = try GammaExponentialMixture(rho: 12.5, scale: 2)
      let upper = try gamma.boundary(variance: variance, alpha: alpha)
      // Terms of size v cancel to log 1/alpha: v/c² · 100 ulp.
      expectClose(
        try gamma.logEValue(sum: upper, variance: variance), -log(alpha), relative: 0,
        absolute: max(1, variance) * 100 * .ulpOfOne)
    }
  }

  @Test("The best rho beats its neighbours and its approximation", arguments: alphas)
  func bestRho(alpha: Double) throws {
    func boundary(_ rho: Double) throws -> Double {
      try NormalMixture(rho: rho).boundary(variance: 256, alpha: alpha)
    }
    let best = try NormalMixture.bestRho(variance: 256, alpha: alpha)
    let least = try boundary(best)
    #expect(try least < boundary(best * 1.01))
    #expect(try least < boundary(best * 0.99))
    #expect(try least <= boundary(NormalMixture.approximateBestRho(variance: 256, alpha: alpha)))
  }

  @Test("The iterated-logarithm band is wider than the scheduled band at its looks")
  func bands() throws {
    for alpha in [0.05, 1e-6] {
      let (scheduled, every) = (
        try DKWBand(alpha: alpha), try IteratedLogarithmBand(alpha: alpha, start: 256)
      )
      for look in 0..<12 {
        #expect(
          every.halfWidth(count: 256 << look) > scheduled.halfWidth(count: 256 << look, look: look))
      }
    }
  }

  @Test("The looks' shares of alpha add up to alpha")
  func shares() throws {
    let band = try DKWBand(alpha: 1e-3)
    // 2 exp(−2 n b²) recovers each share; the tail of Σ 1/k² beyond K lies between 1/(K + 1) and 1/K.
    let sum = (0..<1000).reduce(0.0) { sum, look in
      let b = band.halfWidth(count: 256, look: look)
      return sum + 2 * exp(-512 * b * b)
    }
    let unit = 6e-3 / (Double.pi * Double.pi)
    #expect(sum < 1e-3 - unit / 1001 && sum > 1e-3 - unit / 1000)
  }

  @Test("Nonsense parameters are refused with one line", arguments: [0, 1, -0.5, .nan])
  func refusals(alpha: Double) {
    #expect(throws: ConfidenceError.self) { try TMixture(alpha: alpha) }
    #expect(throws: ConfidenceError.self) { try BetaBinomialMixture(alpha: alpha) }
    #expect(throws: ConfidenceError.self) { try HedgedCapital(alpha: alpha) }
    #expect(throws: ConfidenceError.self) { try DKWBand(alpha: alpha) }
    #expect(throws: ConfidenceError.self) { try IteratedLogarithmBand(alpha: alpha, start: 1) }
    #expect(throws: ConfidenceError.self) { try NormalMixture(rho: .infinity) }
    #expect(throws: ConfidenceError.self) { try AsymptoticSequence(alpha: 0.05, start: 2) }
    #expect(ConfidenceError.alpha(0).description.split(whereSeparator: \.isNewline).count == 1)
  }
}
