// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation
import Testing

@testable import AssayEvidence

/// False statements are refuted, and true ones corroborated, within the number of samples stated beforehand.
///
/// Stated is the first look n at which the method's own half-width h(n), plus the 99% point of the estimate's sampling
/// error, is within the shift: from then on at least 99 of 100 runs have decided.
@Suite("Power", .serialized)
struct PowerTests {
  static let replicates = Calibration.isThorough ? 2000 : 48
  static let shifts = Calibration.isThorough ? [0.05, 0.1, 0.2] : [0.1, 0.2]
  /// Φ⁻¹(0.99).
  static let tail = 2.3263478740408408
  static let columns = [
    "method", "alpha", "shift, sd", "stated n", "decided by then", "median n", "mean n", "oracle's n",
    "mean / oracle",
  ]

  /// Runs the replicates and judges how many have decided by the stated count; returns the table's row.
  static func row(
    _ method: String, alpha: Double, shift: Double, stated: Int,
    decidedAt: @escaping @Sendable (RandomStream, _ looks: [Int]) throws -> Int?
  ) async throws -> [String] {
    let first = method.hasPrefix("DKW") ? 256 : method.hasPrefix("t-mixture") ? 32 : 64
    let looks = Array(sequence(first: first) { $0 * 2 }.prefix { $0 <= 4 * stated })
    let counts = try await Calibration.replicate(replicates, "\(method) \(alpha) \(shift)") {
      try decidedAt($0, looks)
    }
    let decided = try Rate(of: counts) { $0.map { $0 <= stated } ?? false }
    #expect(
      decided.interval.upper >= 0.99 && decided.interval.lower > 0.5, "\(method), \(shift): \(decided)")
    let used = counts.map { $0 ?? 8 * stated }.sorted()
    let mean = Double(used.reduce(0, +)) / Double(used.count)
    let oracle = try Self.oracle(method, alpha: alpha, shift: shift)
    return [
      method, "\(alpha)", "\(shift)", "\(stated)", "\(decided)", "\(used[used.count / 2])",
      String(format: "%.0f", mean), String(format: "%.0f", oracle), String(format: "%.2f", mean / oracle),
    ]
  }

  /// The fixed number of samples (a side) with which a z-test that knows sd and shift decides in nine runs out of ten:
  /// ((z(1 − α/2) + z)/shift)² with z = z(0.9) to refute, and z(0.95) to corroborate, where the error may go either way; twice that
  /// for two samples.
  static func oracle(_ method: String, alpha: Double, shift: Double) throws -> Double {
    let power = method.hasSuffix("corroborated") ? 0.95 : 0.9
    let z = -(try SpecialFunctions.normalQuantile(alpha / 2)) + (try SpecialFunctions.normalQuantile(power))
    return (method.hasSuffix("two samples") ? 2 : 1) * (z / shift) * (z / shift)
  }

  /// The first look at which a condition holds.
  static func first(from start: Int, _ holds: (Int) throws -> Bool) rethrows -> Int {
    var look = start
    while try !holds(look) { look *= 2 }
    return look
  }

  static func publish(_ title: String, _ rows: [[String]]) {
    if Calibration.isThorough { Calibration.publish(title, columns, rows) }
  }

  @Test(
    "A mean off by a shift is refuted, and a true one corroborated within that margin, by the stated count")
  func means() async throws {
    var rows: [[String]] = []
    for alpha in [0.01, defaultAlpha] {
      let sequence = try TMixture(alpha: alpha)
      for shift in Self.shifts {
        let stated = Self.first(from: 32) {
          sequence.halfWidth(count: $0, sd: 1) + Self.tail / Double($0).squareRoot() <= shift
        }
        // The tabulated medians of the default at alpha = 0.01, doubled.
        if alpha == 0.01 { #expect([0.05: 16384, 0.1: 4096, 0.2: 1024][shift] == stated) }
        for (name, prediction, margin, verdict) in [
          ("refuted", shift, 1e-9, Verdict.refuted), ("corroborated", 0, shift, .corroborated),
        ] {
          let question = MeanQuestion(check: "c", prediction: prediction, margin: margin, alpha: alpha)
          rows.append(
            try await Self.row("t-mixture, \(name)", alpha: alpha, shift: shift, stated: stated) {
              stream, looks in
              var check = try MeanCheck(question, batch: 1)
              var seen = 0
              for look in looks {
                for _ in seen..<look { check.append(stream.gaussian(), firstBad: nil) }
                seen = look
                check.look()
                if let reached = check.verdict { return reached == verdict ? look : nil }
              }
              return nil
            })
        }
      }
    }
    Self.publish("Power of batch means", rows)
  }

  @Test("A probability off by a shift is refuted by the stated count")
  func probabilities() async throws {
    var rows: [[String]] = []
    for shift in Self.shifts {
      let p = 0.5 + shift / 2
      let sequence = try BetaBinomialMixture(alpha: defaultAlpha)
      let stated = try Self.first(from: 64) { n in
        let low = Double(n) * p - Self.tail * (p * (1 - p) * Double(n)).squareRoot()
        return try !sequence.interval(successes: Int(low), of: n).contains(0.5)
      }
      let question = ProbabilityQuestion(check: "c", prediction: 0.5, margin: 1e-9)
      rows.append(
        try await Self.row("beta-binomial", alpha: defaultAlpha, shift: shift, stated: stated) {
          stream, looks in
          var check = try ProbabilityCheck(question)
          var seen = 0
          for look in looks {
            var tally = EventTally()
            for _ in seen..<look where stream.bernoulli(p) { tally.successes += 1 }
            seen = look
            try check.look(after: [tally], trials: look)
            if check.verdict != nil { return look }
          }
          return nil
        })
    }
    Self.publish("Power of probabilities", rows)
  }

  /// log K of the bets against a mean that is off by `shift` standard deviations, when its expectation is `tail` of its own
  /// standard deviations lower: the bets of values with variance σ², known beforehand but for the estimate of σ.
  static func loweredLogCapital(_ count: Int, alpha: Double, shift: Double, sd: Double, claimed: Double)
    -> Double
  {
    let price = log(2 / alpha)
    let distance = shift * sd
    var (drift, variance) = (0.0, 0.0)
    for t in 1...count {
      let squares = 0.25 + Double(t - 1) * sd * sd
      let bet = min((2 * price / (squares * log1p(Double(t)))).squareRoot(), 0.5 / claimed)
      drift += bet * distance - bet * bet * (sd * sd + distance * distance) / 2
      variance += bet * bet * sd * sd
    }
    return drift - tail * variance.squareRoot()
  }

  @Test("The mean of a bounded quantity, off by a shift, is refuted by betting by the stated count")
  func betting() async throws {
    let laws: [(String, Double, @Sendable (RandomStream) -> Double)] = [
      ("uniform", 1 / 12.0.squareRoot(), { $0.uniform() }), ("fair coin", 0.5, { $0.bernoulli(0.5) ? 1 : 0 }),
    ]
    var rows: [[String]] = []
    for (name, sd, draw) in laws {
      for alpha in Calibration.isThorough ? [0.01, defaultAlpha] : [defaultAlpha] {
        for shift in Self.shifts {
          let claimed = 0.5 - shift * sd
          let stated = Self.first(from: 64) {
            Self.loweredLogCapital($0, alpha: alpha, shift: shift, sd: sd, claimed: claimed) >= log(2 / alpha)
          }
          rows.append(
            try await Self.row("betting, \(name)", alpha: alpha, shift: shift, stated: stated) {
              stream, looks in
              var sequence = try HedgedCapital(alpha: alpha)
              return looks.first { look in
                while sequence.count < look { sequence.append(draw(stream)) }
                return sequence.logCapital(mean: claimed) >= -log(alpha)
              }
            })
        }
      }
    }
    Self.publish("Power of bounded means", rows)
  }

  @Test("A shifted law is refuted by the stated count, against a closed form and against a sample")
  func laws() async throws {
    let normal: DistributionFunction = { 0.5 * erfc(-$0 / 2.0.squareRoot()) }
    let check = try LawCheck(LawQuestion(check: "c", law: normal, margin: 1e-9))
    let pair = try SameLawCheck(SameLawQuestion(check: "c", margin: 1e-9))
    let (band, half) = (try DKWBand(alpha: defaultAlpha), try DKWBand(alpha: defaultAlpha / 2))
    var rows: [[String]] = []
    for shift in Self.shifts {
      let distance = erf(shift / 8.0.squareRoot())
      // The empirical laws' own error at the point of largest distance: sd ½/√n a sample.
      func stated(_ width: (Int, Int) -> Double, _ sd: Double) -> Int {
        var look = 0
        return Self.first(from: 256) { n in
          defer { look += 1 }
          return width(n, look) + Self.tail * sd / Double(n).squareRoot() <= distance
        }
      }
      let one = stated({ band.halfWidth(count: $0, look: $1) }, 0.5)
      rows.append(
        try await Self.row("DKW, one sample", alpha: defaultAlpha, shift: shift, stated: one) {
          stream, looks in
          var (check, seen) = (check, 0)
          for (index, look) in looks.enumerated() {
            try check.look(after: (seen..<look).map { _ in shift + stream.gaussian() }, look: index)
            seen = look
            if check.verdict != nil { return look }
          }
          return nil
        })
      let two = stated({ 2 * half.halfWidth(count: $0, look: $1) }, 0.5.squareRoot())
      rows.append(
        try await Self.row("DKW, two samples", alpha: defaultAlpha, shift: shift, stated: two) {
          stream, looks in
          var (check, seen) = (pair, 0)
          for (index, look) in looks.enumerated() {
            let sides = [0, shift].map { by in (seen..<look).map { _ in by + stream.gaussian() } }
            check.look(after: sides, look: index)
            seen = look
            if check.verdict != nil { return look }
          }
          return nil
        })
    }
    Self.publish("Power of laws", rows)
  }
}
