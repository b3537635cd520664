// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation
import Testing

@testable import AssayEvidence

/// The methods with an exact guarantee: a true statement is put before each at every look.
@Suite("False alarms of the exact methods", .serialized)
struct ExactFalseAlarmTests {
  static let alphas = Calibration.isThorough ? [0.05, 0.01] : [0.05]
  static let replicates = Calibration.isThorough ? 10_000 : 256
  static let looks = [64, 128, 256, 512, 1024]

  struct Row {
    let method: String
    let data: String
    let alpha: Double
    let rate: Rate
  }

  /// Runs the replicates, judges their rate of misses, and returns the table's row.
  static func row(
    _ method: String, _ data: String, alpha: Double, misses: @escaping @Sendable (RandomStream) throws -> Bool
  ) async throws -> Row {
    let ends = try await Calibration.replicate(replicates, "\(method), \(data), \(alpha)", misses)
    let rate = try Rate(of: ends) { $0 }
    #expect(rate.interval.lower <= alpha, "\(method), \(data), \(alpha): \(rate)")
    return Row(method: method, data: data, alpha: alpha, rate: rate)
  }

  static func publish(_ title: String, _ rows: [Row]) {
    guard Calibration.isThorough else { return }
    Calibration.publish(
      title, ["method", "data"] + alphas.map { "refuted, wrongly, at alpha = \($0)" },
      rows.filter { $0.alpha == alphas[0] }.map { first in
        let same = rows.filter { $0.method == first.method && $0.data == first.data }
        return [first.method, first.data] + same.map { "\($0.rate)" }
      })
  }

  @Test("Probabilities: the engine's check refutes a true one no more often than alpha")
  func probabilities() async throws {
    var rows: [Row] = []
    for p in [0.5, 0.05, 0.99] {
      for alpha in Self.alphas {
        let question = ProbabilityQuestion(check: "c", prediction: p, margin: 1e-9, alpha: alpha)
        let check = try ProbabilityCheck(question)
        rows.append(
          try await Self.row("beta-binomial", "Bernoulli \(p)", alpha: alpha) { stream in
            var check = check
            var seen = 0
            for look in Self.looks {
              var tally = EventTally()
              for _ in seen..<look where stream.bernoulli(p) { tally.successes += 1 }
              seen = look
              try check.look(after: [tally], trials: look)
            }
            return check.verdict == .refuted
          })
      }
    }
    Self.publish("Probabilities", rows)
  }

  @Test("Laws: the engine's checks refute a true one no more often than alpha, jumps or not")
  func laws() async throws {
    let laws: [(String, DistributionFunction, @Sendable (RandomStream) -> Double)] = [
      ("normal", { 0.5 * erfc(-$0 / 2.0.squareRoot()) }, { $0.gaussian() }),
      ("uniform", { min(1, max(0, $0)) }, { $0.uniform() }),
      ("exponential", { $0 > 0 ? -expm1(-$0) : 0 }, { $0.exponential() }),
      ("log abs N", { erf(exp($0) / 2.0.squareRoot()) }, { log(abs($0.gaussian())) }),
      (
        "lognormal(1)", { $0 > 0 ? 0.5 * erfc(-log($0) / 2.0.squareRoot()) : 0 }, { exp($0.gaussian()) }
      ),
      ("Bernoulli 0.5", { $0 < 0 ? 0 : $0 < 1 ? 0.5 : 1 }, { $0.bernoulli(0.5) ? 1 : 0 }),
    ]
    let looks = [256, 512, 1024]
    var rows: [Row] = []
    for (name, law, draw) in laws {
      for alpha in Self.alphas {
        let check = try LawCheck(LawQuestion(check: "c", law: law, margin: 1e-9, alpha: alpha))
        rows.append(
          try await Self.row("DKW, one sample", name, alpha: alpha) { stream in
            var check = check
            var seen = 0
            for (index, look) in looks.enumerated() where check.verdict == nil {
              try check.look(after: (seen..<look).map { _ in draw(stream) }, look: index)
              seen = look
            }
            return check.verdict == .refuted
          })
        let pair = try SameLawCheck(SameLawQuestion(check: "c", margin: 1e-9, alpha: alpha))
        rows.append(
          try await Self.row("DKW, two samples", name, alpha: alpha) { stream in
            var check = pair
            var seen = 0
            for (index, look) in looks.enumerated() where check.verdict == nil {
              let sides = (0..<2).map { _ in (seen..<look).map { _ in draw(stream) } }
              check.look(after: sides, look: index)
              seen = look
            }
            return check.verdict == .refuted
          })
      }
    }
    Self.publish("Laws", rows)
  }

  @Test("Bounded means: betting rejects a true one no more often than alpha, at any count")
  func betting() async throws {
    let laws: [(String, Double, @Sendable (RandomStream) -> Double)] = [
      ("uniform", 0.5, { $0.uniform() }),
      ("square of a uniform", 1.0 / 3, { pow($0.uniform(), 2) }),
      ("Bernoulli 0.5", 0.5, { $0.bernoulli(0.5) ? 1 : 0 }),
      ("Bernoulli 0.05", 0.05, { $0.bernoulli(0.05) ? 1 : 0 }),
      ("Bernoulli 0.99", 0.99, { $0.bernoulli(0.99) ? 1 : 0 }),
    ]
    let looks = Self.looks
    var rows: [Row] = []
    for (name, mean, draw) in laws {
      for alpha in Self.alphas {
        rows.append(
          try await Self.row("betting", name, alpha: alpha) { stream in
            var sequence = try HedgedCapital(alpha: alpha)
            return looks.contains { look in
              while sequence.count < look { sequence.append(draw(stream)) }
              return sequence.logCapital(mean: mean) >= -log(alpha)
            }
          })
      }
    }
    Self.publish("Bounded means", rows)
  }
}
