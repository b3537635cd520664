// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation
import Testing

@Suite("The basin of collapse for eight classes, attacked", .paper("conjectures"))
struct ConeIsTheBasinAttack {
  @Test(
    "No large start well inside the cone is found that does not end in collapse",
    .claim("conjectures/cone-is-the-basin"), arguments: [4])
  func attacked(factors: Int) async throws {
    let flow = try WalshFlow(DeepFeaturesModel(classes: 8, factors: factors))
    // Ratios are what is attacked: the least mode starts at 10³, far beyond the margins at which pulls differ by a factor e.
    @Sendable func start(_ input: Input) throws -> [Double] {
      let s = input.entries.map { abs($0) }
      let least = s.min() ?? 1
      return try flow.state(s.map { 1e3 * $0 / least })
    }
    @Sendable func end(_ input: Input) throws -> WalshLimit {
      let s = try start(input).map(exp)
      return try flow.limit(from: s, by: .signOfPsi(atScale: 10 * (s.max() ?? 1)))
    }
    func bound(_ name: String, inside: @escaping @Sendable (Input) throws -> Bool) -> Bound {
      Bound(
        name, over: InputSpace(.matrix("s", rows: 7, columns: 1, from: Self.spectra)),
        where: [
          Bound.Hypothesis("s_max ≤ 1000 s_min > 0") { input in
            let s = input.entries.map { abs($0) }
            return (s.min() ?? 0) > 0 && (s.max() ?? 0) <= 1000 * (s.min() ?? 0)
          },
          Bound.Hypothesis("inside", holds: inside),
        ],
        // Violated when some Ψ is negative at the end, from where there is no way to collapse.
        left: { exp(-(try end($0).leastPsi)) }, right: { _ in 1 },
        rounding: { _ in Bound.Rounding(relative: 1e-5) })
    }
    let power = 1 - 2 / Double(factors)
    try await expectBound(
      bound("min Ψ ≥ 0.02 max y at first ⇒ min Ψ ≥ 0 for ever") { input in
        try flow.leastPsi(start(input)) >= 0.02
      }, in: "K = 8, N = \(factors), s from 10³",
      rivals: [
        bound("the cone of half the power, ½ − 1/N") { input in
          try Self.isInside(start(input), power: power / 2)
        },
        bound("a slightly wider cone, min Ψ ≥ −0.05 max y") { input in
          try flow.leastPsi(start(input)) >= -0.05
        },
      ], attack: Attack(samples: 200, starts: 3, rounds: 1, evaluationLimit: 1000))
  }

  /// Whether y_k = s_k^(−power) of a state meets the cone's inequalities.
  static func isInside(_ state: [Double], power: Double) -> Bool {
    (1...state.count).allSatisfy { j in
      state.indices.reduce(0) { sum, k in
        sum + (WalshFlow.isOdd(k + 1, j) ? 1 : -1) * exp(-power * state[k])
      } > 0
    }
  }

  /// Spectra whose largest ratios are moderate, so that many lie inside the cone.
  static let spectra: [InputFamily] = [1.3, 3, 10, 100].map { ratio in
    InputFamily("within a factor \(ratio)") { rows, columns, stream in
      Matrix(
        rows: rows, columns: columns,
        values: (0..<(rows * columns)).map { _ in pow(ratio, stream.uniform()) })
    }
  }
}
