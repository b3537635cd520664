// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation
import Testing

@Suite("Normalised margins", .paper("softmax-codes"))
struct MarginTests {
  /// The growth of a margin is at least that of the norm which it is measured against, wherever the loss is below log 2.
  static func monotone(
    _ name: String, _ flow: WalshFlow, normTimes factor: Double = 1,
    margin: @escaping @Sendable (WalshFlow.MarginGrowth) -> Double?
  ) -> Bound {
    @Sendable func growth(_ input: Input) throws -> WalshFlow.MarginGrowth {
      try flow.marginGrowth(flow.state(input.entries.map { abs($0) }))
    }
    return Bound(
      name, over: InputSpace(.matrix("s", rows: flow.dimension, columns: 1, from: spectra)),
      where: [
        // Pulls are e^(−m) relative to one another, so that rounding grows like m; 10³ is a loss of about 10⁻²¹⁷.
        Bound.Hypothesis("0 < s ≤ 1000") { $0.entries.allSatisfy { $0 != 0 && abs($0) <= 1000 } },
        Bound.Hypothesis("the loss is below log 2") { try growth($0).logLoss < log(log(2)) },
      ],
      left: { factor * (try growth($0).norm) }, right: { max(0, margin(try growth($0)) ?? 0) },
      rounding: { input in
        let size = 1 + (input.entries.map { abs($0) }.max() ?? 0)
        return Bound.Rounding(relative: 64 * size * Double.ulpOfOne)
      })
  }

  /// Spectra of every scale and spread.
  static let spectra: [InputFamily] = [
    .integers, .gaussian, .heavyTailed,
    InputFamily("from 10⁻³ to 10³, evenly in the logarithm") { rows, columns, stream in
      Matrix(
        rows: rows, columns: columns,
        values: (0..<(rows * columns)).map { _ in pow(10, 6 * stream.uniform() - 3) })
    },
    InputFamily("large and nearly equal") { rows, columns, stream in
      let scale = pow(10, 3 * stream.uniform())
      return Matrix(
        rows: rows, columns: columns,
        values: (0..<(rows * columns)).map { _ in scale * (1 - 0.1 * stream.uniform()) })
    },
  ]

  @Test(
    "Once the loss is below log 2 the smoothed normalised margin rises",
    .claim("softmax-codes/normalised-margin-monotone"), arguments: [(4, 1), (4, 3), (4, 6), (8, 4)])
  func smoothedRises(classes: Int, factors: Int) async throws {
    let flow = try WalshFlow(DeepFeaturesModel(classes: classes, factors: factors))
    let n = Double(factors)
    try await expectBound(
      Self.monotone("d log ‖θ‖ᴺ ≤ d log F", flow) { $0.smooth },
      in: "K = \(classes), N = \(factors)",
      rivals: [
        Self.monotone("against ‖θ‖^(N+1)", flow, normTimes: (n + 1) / n) { $0.smooth },
        Self.monotone("against ‖θ‖^(N+2)", flow, normTimes: (n + 2) / n) { $0.smooth },
      ], sharpness: 0.99)
  }

  @Test(
    "Once the loss is below log 2 the hard normalised margin rises",
    .claim("softmax-codes/hard-margin-monotone", expecting: .refuted), arguments: [(4, 4), (4, 6)])
  func hardRises(classes: Int, factors: Int) async throws {
    let flow = try WalshFlow(DeepFeaturesModel(classes: classes, factors: factors))
    try await expectBound(
      Self.monotone("d log ‖θ‖ᴺ ≤ d log min m", flow) { $0.hard }, in: "K = \(classes), N = \(factors)")
  }
}
