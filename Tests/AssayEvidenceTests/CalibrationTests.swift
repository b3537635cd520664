// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayNumerics
import Foundation
import Testing

/// The machinery judged by itself: its miss rate, over all looks, goes through an exact confidence sequence.
@Suite("Calibration of the confidence sequences")
struct CalibrationTests {
  static let replicates = 1024

  /// How many of the replicates miss at some look.
  static func misses(_ name: String, _ misses: (RandomStream) throws -> Bool) rethrows -> Int {
    let stream = RandomStream(Planted.key("calibration \(name)"))
    return try (0..<replicates).count { replicate in
      stream.move(toTrial: UInt64(replicate))
      return try misses(stream)
    }
  }

  /// The miss rate is not above alpha: the exact interval at 1e−4 reaches down to alpha or below.
  static func checkRate(_ misses: Int, alpha: Double, sourceLocation: SourceLocation = #_sourceLocation)
    throws
  {
    let interval = try BetaBinomialMixture(alpha: 1e-4).interval(successes: misses, of: replicates)
    #expect(
      interval.lower <= alpha, "\(misses) of \(replicates) miss: \(interval)", sourceLocation: sourceLocation)
  }

  static func missesMean(
    _ stream: RandomStream, mean: Double, alpha: Double, _ draw: (RandomStream) -> Double
  ) throws -> Bool {
    let sequence = try TMixture(alpha: alpha)
    var (n, sum, squares) = (0, 0.0, 0.0)
    return [32, 64, 128, 256].contains { look in
      while n < look {
        let x = draw(stream) - mean
        (n, sum, squares) = (n + 1, sum + x, squares + x * x)
      }
      let average = sum / Double(n)
      let sd = ((squares - sum * average) / Double(n - 1)).squareRoot()
      return abs(average) > sequence.halfWidth(count: n, sd: sd)
    }
  }

  @Test("The t-mixture misses normal and mildly skewed means no more often than alpha")
  func tMixture() throws {
    try Self.checkRate(
      Self.misses("normal") { try Self.missesMean($0, mean: 0, alpha: 0.05) { $0.gaussian() } }, alpha: 0.05)
    try Self.checkRate(
      Self.misses("uniform") { try Self.missesMean($0, mean: 0.5, alpha: 0.05) { $0.uniform() } },
      alpha: 0.05)
    try Self.checkRate(
      Self.misses("exponential") {
        try Self.missesMean($0, mean: 1, alpha: 0.05) { Planted.mean(of: 4, { $0.exponential() }, $0) }
      }, alpha: 0.05)
  }

  @Test("The judge itself would notice: a fixed-sample interval looked at repeatedly misses too often")
  func judge() throws {
    // Four looks at 1.96 s/√n: about 12% miss, against the promised 5%.
    let misses = Self.misses("naive") { stream in
      var (n, sum) = (0, 0.0)
      return [32, 64, 128, 256].contains { look in
        while n < look { (n, sum) = (n + 1, sum + stream.gaussian()) }
        return abs(sum) > 1.959963984540054 * Double(n).squareRoot()
      }
    }
    let interval = try BetaBinomialMixture(alpha: 1e-4).interval(successes: misses, of: Self.replicates)
    #expect(interval.lower > 0.05, "\(misses) of \(Self.replicates)")
  }

  @Test("The beta-binomial and the betting sequences keep their promise", arguments: [0.5, 0.05])
  func bernoulli(p: Double) throws {
    try Self.checkRate(
      Self.misses("beta-binomial \(p)") { stream in
        let sequence = try BetaBinomialMixture(alpha: 0.05)
        var (n, successes) = (0, 0)
        return try [64, 128, 256].contains { look in
          while n < look { (n, successes) = (n + 1, successes + (stream.bernoulli(p) ? 1 : 0)) }
          return try sequence.logEValue(probability: p, successes: successes, of: n) >= -log(0.05)
        }
      }, alpha: 0.05)
    try Self.checkRate(
      Self.misses("hedged \(p)") { stream in
        var sequence = try HedgedCapital(alpha: 0.05)
        return [64, 128].contains { look in
          while sequence.count < look { sequence.append(stream.bernoulli(p) ? 1 : 0) }
          return sequence.logCapital(mean: p) >= -log(0.05)
        }
      }, alpha: 0.05)
  }

  @Test("A mean that is off by a fifth of a standard deviation is refuted within four times the median count")
  func power() async throws {
    // Half-width at alpha = 1e−6 is 0.18 sd at 1024 batches and 0.13 at 2048: the shift is twice the latter by 4096.
    let outcome = try await decideMean(
      of: Planted.normal, question: MeanQuestion(check: "c", prediction: 0.55, rivals: [Rival("r", 0.5)]),
      key: Planted.key("power"), settings: Planted.settings(), maximumBatches: 4096)
    #expect(outcome.verdict == .refuted)
  }
}
