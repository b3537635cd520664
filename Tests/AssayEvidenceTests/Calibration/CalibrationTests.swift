// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayNumerics
import Foundation
import Testing

/// What the calibration itself rests on: its judge can see a fault, and an engine run from end to end has power.
@Suite("Calibration's own judge")
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

  @Test("A mean that is off by a fifth of a standard deviation is refuted within four times the median count")
  func power() async throws {
    // Half-width at alpha = 1e−6 is 0.18 sd at 1024 batches and 0.13 at 2048: the shift is twice the latter by 4096.
    let outcome = try await decideMean(
      of: Planted.normal, question: MeanQuestion(check: "c", prediction: 0.55, rivals: [Rival("r", 0.5)]),
      key: Planted.key("power"), settings: Planted.settings(), maximumBatches: 4096)
    #expect(outcome.verdict == .refuted)
  }
}
