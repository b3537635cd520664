// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayTestSupport
import Foundation
import Testing

/// Fixtures/evidence/default-methods.json: mpmath, from the definitions, at the default alpha. Tolerance 1e−9.
@Suite("Default methods at alpha = 1e-6 against mpmath")
struct DefaultMethodsTests {
  static let values = Result { try fixture("evidence/default-methods.json", as: DefaultMethods.self) }

  @Test("The t-mixture's weight, first count, half-widths and e-values")
  func tMixture() throws {
    let expected = try Self.values.get()
    let sequence = try TMixture(alpha: expected.alpha)
    expectClose(sequence.priorCount, expected.tMixture.priorCount, relative: 1e-9)
    #expect(sequence.firstFiniteCount == expected.tMixture.firstFiniteCount)
    for row in expected.tMixture.halfWidths {
      expectClose(
        sequence.halfWidth(count: row.count, sd: 1), row.value ?? .infinity, relative: 1e-9,
        "n = \(row.count)")
    }
    for row in expected.tMixture.logEValues {
      expectClose(
        sequence.logEValue(t: row.t, count: row.count), row.value, relative: 1e-9, "T = \(row.t)")
    }
  }

  @Test("The beta-binomial interval, down to no failure in 8 million trials")
  func betaBinomial() throws {
    let expected = try Self.values.get()
    let sequence = try BetaBinomialMixture(alpha: expected.alpha)
    for row in expected.betaBinomial {
      let interval = try sequence.interval(successes: row.successes, of: row.trials)
      expectClose(interval.lower, row.lower, relative: 1e-9, "\(row.successes)/\(row.trials) lower")
      expectClose(interval.upper, row.upper, relative: 1e-9, "\(row.successes)/\(row.trials) upper")
    }
  }

  @Test("The one-sided beta-binomial e-value against quadrature of its prior")
  func oneSided() throws {
    for row in try Self.values.get().oneSidedBetaBinomial {
      expectClose(
        try OneSidedBetaBinomial(bound: row.bound).logEValue(successes: row.successes, of: row.trials),
        row.value, relative: 1e-9, "\(row.successes)/\(row.trials) against \(row.bound)")
    }
  }

  @Test("The DKW half-widths")
  func dkw() throws {
    let expected = try Self.values.get()
    for row in expected.dkw {
      expectClose(
        try DKWBand(alpha: expected.alpha).halfWidth(count: row.count, look: row.look), row.value,
        relative: 1e-9, "look \(row.look)")
    }
  }

  @Test("Hedged capital and its interval on squares of the golden rotation")
  func hedgedCapital() throws {
    let expected = try Self.values.get()
    for row in expected.hedgedCapital {
      var sequence = try HedgedCapital(alpha: expected.alpha)
      for i in 0..<row.count {
        let turn = Double(i) * 0.6180339887498949
        let fraction = turn - turn.rounded(.down)
        sequence.append(fraction * fraction)
      }
      expectClose(
        sequence.logCapital(mean: 0.25), row.logCapitalAtQuarter, relative: 1e-9, "n = \(row.count)")
      expectClose(sequence.interval.lower, row.lower, relative: 1e-9, "n = \(row.count) lower")
      expectClose(sequence.interval.upper, row.upper, relative: 1e-9, "n = \(row.count) upper")
    }
  }

  @Test("The asymptotic sequence's half-widths")
  func asymptotic() throws {
    let expected = try Self.values.get()
    for row in expected.asymptotic {
      expectClose(
        try AsymptoticSequence(alpha: expected.alpha).halfWidth(count: row.count, sd: 1), row.value,
        relative: 1e-9, "n = \(row.count)")
    }
  }
}

/// The fixture's layout.
struct DefaultMethods: Decodable {
  struct TMixtureValues: Decodable {
    struct Width: Decodable { let count: Int, value: Double? }
    struct EValue: Decodable { let t: Double, count: Int, value: Double }
    let priorCount: Double, firstFiniteCount: Int
    let halfWidths: [Width], logEValues: [EValue]
  }
  struct Ends: Decodable { let successes: Int, trials: Int, lower: Double, upper: Double }
  struct OneSided: Decodable { let successes: Int, trials: Int, bound: Double, value: Double }
  struct Look: Decodable { let count: Int, look: Int, value: Double }
  struct Capital: Decodable { let count: Int, logCapitalAtQuarter: Double, lower: Double, upper: Double }
  struct Width: Decodable { let count: Int, value: Double }
  let alpha: Double
  let tMixture: TMixtureValues
  let betaBinomial: [Ends]
  let oneSidedBetaBinomial: [OneSided]
  let dkw: [Look]
  let hedgedCapital: [Capital]
  let asymptotic: [Width]
}
