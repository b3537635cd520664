// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation
import Testing

@testable import AssayEvidence

/// A true statement about a mean is put before the engine's own check, at every look, guards and all.
@Suite("False alarms of the batch-mean verdicts", .serialized)
struct FalseAlarmTests {
  static let alphas = Calibration.isThorough ? [0.05, 0.01] : [0.05]
  static let replicates = Calibration.isThorough ? 10_000 : 256
  static let columns = [
    "data", "looks", "the interval misses", "refuted, wrongly", "invalid: a guard protests",
  ]

  /// How one replicate ended.
  struct Ending: Sendable {
    var missed = false
    var verdict: Verdict?
  }

  /// Puts the true mean before the check. The margin is too narrow to be met, so that every look is taken.
  static func run(
    _ law: PlantedLaw, alpha: Double, looks: [Int], replicates: Int
  ) async throws -> [Ending] {
    let question = MeanQuestion(check: "c", prediction: law.mean, margin: 1e-9, alpha: alpha)
    let sequence = try TMixture(alpha: alpha)
    return try await Calibration.replicate(replicates, law.label) { stream in
      var check = try MeanCheck(question, batch: law.batch)
      var values: [Double] = []
      var ending = Ending()
      let draw = law.open()
      for look in looks {
        while values.count < look {
          let value = try law.observe(draw, stream)
          values.append(value)
          check.append(value, firstBad: nil)
        }
        let moments = Moments(of: values)
        let interval = sequence.interval(mean: moments.mean, sd: moments.sd, count: look)
        if !interval.contains(law.mean) { ending.missed = true }
        check.look()
      }
      ending.verdict = check.verdict
      return ending
    }
  }

  static func row(_ law: PlantedLaw, _ looks: [Int], _ endings: [Ending]) throws -> [String] {
    [
      law.label, "\(looks[0])…\(looks[looks.count - 1])",
      "\(try Rate(of: endings, \.missed))",
      "\(try Rate(of: endings) { $0.verdict == .refuted })",
      "\(try Rate(of: endings) { $0.verdict == .invalid })",
    ]
  }

  /// Looks from 32 on, doubling.
  static func looks(upTo last: Int) -> [Int] { Array(sequence(first: 32) { $0 * 2 }.prefix { $0 <= last }) }

  @Test(
    "True means are refuted no more often than alpha, and good data trip a guard at most once in a thousand runs"
  )
  func good() async throws {
    for alpha in Self.alphas { try await good(alpha: alpha) }
  }

  private func good(alpha: Double) async throws {
    var rows: [[String]] = []
    for law in PlantedLaw.good + PlantedLaw.slow {
      let isGrowth = law.name == PlantedLaw.growth.name
      let looks = Self.looks(upTo: Calibration.isThorough && !isGrowth ? 1024 : 256)
      let endings = try await Self.run(law, alpha: alpha, looks: looks, replicates: Self.replicates)
      rows.append(try Self.row(law, looks, endings))
      let refuted = try Rate(of: endings) { $0.verdict == .refuted }
      #expect(refuted.interval.lower <= alpha, "\(law.label): \(refuted)")
      let missed = try Rate(of: endings, \.missed)
      #expect(missed.interval.lower <= alpha, "\(law.label): \(missed)")
      // The bounds stated beside the guards: 10⁻⁴ a look for light tails, under one in a hundred for heavy ones.
      let bound = PlantedLaw.slow.contains { $0.label == law.label } ? 0.05 : 1e-3
      let invalid = try Rate(of: endings) { $0.verdict == .invalid }
      #expect(invalid.interval.lower <= bound, "\(law.label): \(invalid)")
    }
    if Calibration.isThorough {
      Calibration.publish("False alarms of batch means, alpha = \(alpha)", Self.columns, rows)
    }
  }

  @Test("Data that break an assumption end as invalid, whatever their interval says")
  func bad() async throws {
    let replicates = Calibration.isThorough ? 2000 : 32
    let looks = Self.looks(upTo: 4096)
    var rows: [[String]] = []
    for law in PlantedLaw.bad {
      let endings = try await Self.run(law, alpha: 1e-6, looks: looks, replicates: replicates)
      rows.append(try Self.row(law, looks, endings))
      // The guard's table promises 0.97 or more by 4096 observations.
      let invalid = try Rate(of: endings) { $0.verdict == .invalid }
      #expect(invalid.interval.upper >= 0.97 && invalid.interval.lower > 0.5, "\(law.label): \(invalid)")
    }
    if Calibration.isThorough {
      Calibration.publish("Data that break an assumption, alpha = 1e-6", Self.columns, rows)
    }
  }

  @Test(
    "Far in the tail, at alpha = 1e-4, the normal theory behind batch means still holds",
    .enabled(if: Calibration.isThorough))
  func tail() async throws {
    let looks = Self.looks(upTo: 512)
    var rows: [[String]] = []
    for law in PlantedLaw.good where ["normal", "log abs N"].contains(law.name) {
      let endings = try await Self.run(law, alpha: 1e-4, looks: looks, replicates: 100_000)
      rows.append(try Self.row(law, looks, endings))
      let refuted = try Rate(of: endings) { $0.verdict == .refuted }
      #expect(refuted.interval.lower <= 1e-4, "\(law.label): \(refuted)")
    }
    Calibration.publish("False alarms of batch means, alpha = 1e-4, 100 000 replicates", Self.columns, rows)
  }
}
