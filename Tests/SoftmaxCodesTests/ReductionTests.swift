// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation
import Testing

@Suite("The Walsh–Hadamard reduction", .paper("softmax-codes"))
struct ReductionTests {
  @Test(
    "From Walsh-diagonal weights the flow of all factors is that of K − 1 singular values",
    .claim("softmax-codes/hadamard-reduction"), arguments: [(4, 2), (4, 3), (4, 4), (8, 3)])
  func hadamardReduction(classes: Int, factors: Int) async throws {
    let flow = try FactorFlow(DeepFeaturesModel(classes: classes, factors: factors))
    let theory = try WalshReduction(classes: classes, factors: factors)
    try await expectIdentity(
      flow.walshSightings(from: .exponential(mean: 0.4), atTimes: [0, 5, 20])
        .map("ds/dt, off-diagonals and mode 0") { seen in
          func error(_ predict: ([Double]) -> [Double]) -> Double {
            seen.map { $0.velocity.relativeDistance(to: predict($0.singularValues)) }.max() ?? 0
          }
          let rest = seen.map {
            max($0.largestRest, abs($0.frozenMode)) / ($0.singularValues.max() ?? 1)
          }
          let names = theory.velocityRivals(of: seen[0].singularValues).map(\.name)
          return Residuals(
            of: max(error(theory.velocity), rest.max() ?? 0),
            rivals: names.indices.map { i in
              (name: names[i], value: error { theory.velocityRivals(of: $0)[i].value })
            },
            input: "s(0) = \(seen[0].singularValues)")
        }, inputs: 50,
      // A hundred times the integrator's relative tolerance of 1e-12: what may gather off the diagonal in 20 units of time.
      limit: 1e-10)
  }

  @Test(
    "Ψ falls at exactly N − 2 times the probabilities of the wrong classes",
    .claim("softmax-codes/first-integral"), arguments: [(4, 2), (4, 3), (4, 6), (8, 3), (8, 4)])
  func firstIntegral(classes: Int, factors: Int) async throws {
    let flow = try WalshFlow(DeepFeaturesModel(classes: classes, factors: factors))
    try await expectIdentity(
      flow.psiBudget(from: .exponential(mean: 1), time: 30).map { budget in
        func error(_ predicted: [Double]) -> Double {
          let errors = zip(budget.change, predicted).map { abs($0 - $1) }
          return (errors.max() ?? 0) / budget.scale
        }
        let pull = budget.pull
        let rivals = FirstIntegral.rateRivals(factors: factors, probability: 1)
        var exchanged = pull
        exchanged.swapAt(0, classes - 2)
        let rate = FirstIntegral.rate(factors: factors, probability: 1)
        return Residuals(
          of: error(pull.map { rate * $0 }),
          rivals: rivals.map { rival in (name: rival.name, value: error(pull.map { rival.value * $0 })) }
            + [
              (
                name: "wrong Walsh order: classes 1 and K − 1 exchanged",
                value: error(exchanged.map { rate * $0 })
              )
            ]
        )
      }, inputs: 50,
      // A hundred times the integrator's relative tolerance of 1e-12, in units of the terms of which Ψ is made.
      limit: 1e-10)
  }

  @Test(
    "From a small start the singular values follow the closed form and repel for N > 2",
    .claim("softmax-codes/early-repulsion"), arguments: [(4, 3), (4, 4), (4, 6), (8, 3)])
  func earlyRepulsion(classes: Int, factors: Int) async throws {
    try await expectIdentity(
      Self.growth(classes: classes, factors: factors, from: .exponential(mean: 1e-6)).map { run in
        // The closed form leaves out terms of relative size s_max/K: that is the unit, and the claim is a residual below 1.
        let unit = (run.end.max() ?? 1) / Double(classes)
        func error(_ predict: (Double) throws -> Double) rethrows -> Double {
          try zip(run.start, run.end).map { min(abs($1 / (try predict($0)) - 1) / unit, 1e9) }.max() ?? 0
        }
        func rivals(_ start: Double) throws -> RivalValues {
          try EarlyRepulsion.rivals(classes: classes, factors: factors, start: start, time: run.time)
        }
        let names = try rivals(run.start[0]).map(\.name)
        return Residuals(
          of: try error {
            try EarlyRepulsion.singularValue(classes: classes, factors: factors, start: $0, time: run.time)
          },
          rivals: try names.map { name in
            (name: name, value: try error { try rivals($0).first { $0.name == name }?.value ?? .infinity })
          }, input: "s(0) = \(run.start), t = \(run.time)")
      }, inputs: 50, limit: 1)

    let scales = [1e-4, 1e-3, 1e-2]
    let errors = try scales.map { scale in
      let run = try Self.grown([1, 0.6, 0.3].map { $0 * scale }, classes: 4, factors: factors)
      return abs(
        run.end[0]
          / (try EarlyRepulsion.singularValue(
            classes: 4, factors: factors, start: run.start[0], time: run.time)) - 1)
    }
    if classes == 4 {
      try expectConverges(
        "relative error of the closed form", in: "K = 4, N = \(factors), scale 1e-4 … 1e-2",
        points: zip(scales, errors).map { ($0, $1) }, exponent: 1,
        rivals: [(name: "does not shrink: slope 0", value: 0), (name: "second order: slope 2", value: 2)])
    }
  }

  @Test(
    "From a small start log(s_i/s_j) moves at the rate (N/K)(s_i^q − s_j^q)",
    .claim("softmax-codes/early-repulsion"), arguments: [(4, 3), (4, 6), (8, 4)])
  func repulsionRate(classes: Int, factors: Int) async throws {
    let flow = try WalshFlow(DeepFeaturesModel(classes: classes, factors: factors))
    let (scale, power) = (Double(factors) / Double(classes), 1 - 2 / Double(factors))
    try await expectIdentity(
      Observable(
        "d/dt log(s_i/s_j)", in: "K = \(classes), N = \(factors), s uniform up to 1e-6"
      ) { stream in
        let s = try SpectrumLaw.uniform(upTo: 1e-6).draw(classes - 1, stream)
        let rates = try flow.velocity(at: flow.state(s))
        func error(_ predict: (Double, Double) throws -> Double) rethrows -> Double {
          // Both pulls are 1/K up to s/K, so that this is the unit in which the rates of two modes may be off.
          let pairs = s.indices.dropFirst().map { (0, $0) }
          return try pairs.map { i, j in
            let unit = scale * (pow(s[i], power) + pow(s[j], power)) * (s.max() ?? 1) / Double(classes)
            return abs(rates[i] - rates[j] - (try predict(s[i], s[j]))) / unit
          }.max() ?? 0
        }
        func rate(_ depth: Int, _ a: Double, _ b: Double) throws -> Double {
          try EarlyRepulsion.logRatioRate(classes: classes, factors: depth, a, b)
        }
        return Residuals(
          of: try error { try rate(factors, $0, $1) },
          rivals: [
            (name: "N + 1 for N", value: try error { try rate(factors + 1, $0, $1) }),
            (name: "without 1/K", value: try error { Double(classes) * (try rate(factors, $0, $1)) }),
            (
              name: "N − 1 in front",
              value: try error { (1 - 1 / Double(factors)) * (try rate(factors, $0, $1)) }
            ),
          ], input: "s = \(s)")
      }, inputs: 50, limit: 1)
  }

  @Test(
    "With two factors ratios stay constant at first, with one they contract",
    .claim("softmax-codes/no-repulsion-shallow"), arguments: [(4, 1), (4, 2), (8, 1), (8, 2)])
  func noRepulsion(classes: Int, factors: Int) async throws {
    try await expectIdentity(
      Self.growth(classes: classes, factors: factors, from: .uniform(upTo: 1e-6)).map("log(s_i/s_j)") { run in
        let unit = (run.end.max() ?? 1) / Double(classes)
        let pairs = run.start.indices.dropFirst().map { (0, $0) }
        func logRatio(_ s: [Double], _ pair: (Int, Int)) -> Double { log(s[pair.0] / s[pair.1]) }
        func error(_ change: ((Int, Int)) throws -> Double) rethrows -> Double {
          try pairs.map {
            abs(logRatio(run.end, $0) - logRatio(run.start, $0) - (try change($0))) / unit
          }.max() ?? 0
        }
        func closed(_ pair: (Int, Int)) throws -> Double {
          let end = try [pair.0, pair.1].map {
            try EarlyRepulsion.singularValue(
              classes: classes, factors: factors, start: run.start[$0], time: run.time)
          }
          return log(end[0] / end[1]) - logRatio(run.start, pair)
        }
        func first(_ depth: Int) throws -> Double {
          try error {
            let rate = try EarlyRepulsion.logRatioRate(
              classes: classes, factors: depth, run.start[$0.0], run.start[$0.1])
            return rate * run.time
          }
        }
        return Residuals(
          of: try factors == 2 ? error { _ in 0 } : error(closed),
          rivals: [
            (name: "repulsion, as with three factors", value: try first(3)),
            factors == 2
              ? (name: "attraction, as with one factor", value: try first(1))
              : (name: "constant, as with two factors", value: error { _ in 0 }),
          ], input: "s(0) = \(run.start), t = \(run.time)")
      }, inputs: 50, limit: 1)
  }
}

extension ReductionTests {
  /// A run from a small start until the closed form's largest mode has grown by a factor 2.5.
  struct Growth: Sendable {
    let start: [Double]
    let end: [Double]
    let time: Double
  }

  static func growth(classes: Int, factors: Int, from law: SpectrumLaw) -> Observable<Growth> {
    Observable("s(t) after growth by 2.5", in: "K = \(classes), N = \(factors), s(0) = \(law)") { stream in
      try grown(law.draw(classes - 1, stream), classes: classes, factors: factors)
    }
  }

  static func grown(_ start: [Double], classes: Int, factors: Int) throws -> Growth {
    let flow = try WalshFlow(DeepFeaturesModel(classes: classes, factors: factors))
    let (k, n, top) = (Double(classes), Double(factors), start.max() ?? 1)
    let power = (n - 2) / n
    let time =
      factors == 2 ? k / 2 * log(2.5) : k / (n - 2) * pow(top, -power) * (1 - pow(2.5, -power))
    var state = try flow.state(start)
    try flow.follow(
      &state, to: time, clock: .time, by: .adaptive(.rk8pd, relative: 1e-12, absolute: 1e-14))
    return Growth(start: start, end: state.map { exp($0) }, time: time)
  }
}

extension [Double] {
  /// The largest difference between entries, relative to the largest entry.
  func relativeDistance(to other: [Double]) -> Double {
    let scale = map { Swift.abs($0) }.max() ?? 0
    return (zip(self, other).map { Swift.abs($0 - $1) }.max() ?? 0) / (scale > 0 ? scale : 1)
  }
}
