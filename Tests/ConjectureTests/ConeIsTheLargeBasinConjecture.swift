// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation
import Testing

@Suite("The basin of collapse for eight classes", .paper("conjectures"))
struct ConeIsTheLargeBasinConjecture {
  @Test(
    "From a large random start inside the cone Ψ > 0 eight classes end in neural collapse",
    .claim("conjectures/cone-is-the-large-basin"), arguments: [3, 4, 6])
  func sampled(factors: Int) async throws {
    let flow = try WalshFlow(DeepFeaturesModel(classes: 8, factors: factors))
    let inside = SpectrumLaw("100 Exp(1) inside the cone") { count, stream in
      // One start in six to one in eighty is inside.
      while true {
        let start = try SpectrumLaw.exponential(mean: 100).draw(count, stream)
        if try flow.leastPsi(flow.state(start)) > 0 { return start }
      }
    }
    try await expectProbability(
      of: flow.collapses(from: inside, by: .signOfPsi(atScale: 4000)), equals: 1,
      rivals: [(name: "all but one in twenty", value: 0.95)])
  }

  @Test(
    "Read off the modes themselves, no large start inside the cone is bound for low rank",
    .claim("conjectures/cone-is-the-large-basin"))
  func readOffRatios() async throws {
    let flow = try WalshFlow(DeepFeaturesModel(classes: 8, factors: 3))
    let start = SpectrumLaw.exponential(mean: 100)
    // The sign of Ψ at the end would tell collapse only if the conjecture held from there on; the ratio of the smallest
    // mode to the largest knows nothing of Ψ. Outside the cone nothing is claimed, so nothing is integrated.
    let limit = Observable<WalshLimit.Kind?>("limit", in: "\(flow), s(0) = \(start)") { stream in
      let modes = try start.draw(flow.dimension, stream)
      guard try flow.leastPsi(flow.state(modes)) > 0 else { return nil }
      return try flow.limit(from: modes, by: .ratio(atScale: 1e9)).kind
    }
    // About 0.174 of all starts lie inside.
    try await expectProbability(
      of: limit.map("inside the cone, and bound for low rank") { $0 == .lowRank }, equals: 0,
      rivals: [(name: "one start in ten inside the cone", value: 0.0174)])
    try await expectProbability(
      of: limit.map("inside the cone, and too near its edge to tell") { $0 == .undecided }, atMost: 0.0174,
      rivals: [(name: "one start in five inside the cone", value: 0.035)])
    try await expectProbability(
      of: limit.map("inside the cone") { $0 != nil }, atLeast: 0.1,
      rivals: [(name: "hardly any", value: 0.01)])
  }

  @Test(
    "No large start well inside the cone is found that does not end in collapse",
    .claim("conjectures/cone-is-the-large-basin"), arguments: [4])
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
