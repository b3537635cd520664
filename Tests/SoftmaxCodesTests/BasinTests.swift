// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation
import Testing

@Suite("The basin of neural collapse", .paper("softmax-codes"))
struct BasinTests {
  static func flow(_ classes: Int, _ factors: Int) throws -> WalshFlow {
    try WalshFlow(DeepFeaturesModel(classes: classes, factors: factors))
  }

  @Test(
    "Near collapse symmetric deviations grow below the margin K(1 − 2/N) and die out above",
    .claim("softmax-codes/collapse-locally-stable"), arguments: [(4, 3), (5, 3), (6, 4), (4, 2)])
  func locallyStable(classes: Int, factors: Int) async throws {
    let flow = try BalancedFlow(DeepFeaturesModel(classes: classes, factors: factors))
    let (start, margins) = (0.2, [0.5, 2, 6])
    @Sendable func largest(_ seen: [Double], _ predict: (Double) throws -> Double) rethrows -> Double {
      try zip(seen, margins).map { abs($0 / (try predict($1)) - 1) }.max() ?? 0
    }
    // Deviations of size δ = 1e-4 of both signs leave an error of order δ² = 1e-8; the limit is a hundred times that.
    let limit = 1e-6
    try await expectIdentity(
      flow.collapseDeviation(.symmetric, from: start, at: margins).map { seen in
        func rivals(_ margin: Double) throws -> RivalValues {
          try CollapseStability.rivals(classes: classes, factors: factors, from: start, to: margin)
        }
        return Residuals(
          of: try largest(seen) {
            try CollapseStability.amplification(classes: classes, factors: factors, from: start, to: $0)
          },
          rivals: try rivals(margins[0]).map(\.name).map { name in
            (
              name: name,
              value: try largest(seen) { try rivals($0).first { $0.name == name }?.value ?? .infinity }
            )
          })
      }, inputs: 4, limit: limit)
    try await expectIdentity(
      flow.collapseDeviation(.antisymmetric, from: start, at: margins).map { seen in
        Residuals(
          of: try largest(seen) {
            try CollapseStability.antisymmetricAmplification(classes: classes, from: start, to: $0)
          },
          rivals: [
            (
              name: "as symmetric ones",
              value: try largest(seen) {
                try CollapseStability.amplification(classes: classes, factors: factors, from: start, to: $0)
              }
            )
          ])
      }, inputs: 4, limit: limit)
  }

  @Test(
    "With four classes the ratio 2^(−N/(N−2)) separates rank 3 from rank 2",
    .claim("softmax-codes/separatrix"), arguments: [3, 4, 6, 8])
  func separatrix(factors: Int) async throws {
    let flow = try Self.flow(4, factors)
    let exact = try CollapseBasin.separatrix(factors: factors)
    let rivals = try CollapseBasin.separatrixRivals(factors: factors)
    try await expectIdentity(
      Observable("ratio that neither gains nor loses", in: "K = 4, N = \(factors), s from 100 to 10⁴") { _ in
        let ratio = try flow.separatrix(fromScale: 100, toScale: 1e4)
        return Residuals(
          of: ratio / exact - 1, rivals: rivals.map { (name: $0.name, value: ratio / $0.value - 1) })
      }, inputs: 1,
      // Ten times the bisection's relative accuracy of 1e-7.
      limit: 1e-6)
  }

  @Test(
    "With two factors every initialisation ends in neural collapse",
    .claim("softmax-codes/shallow-always-collapses"), arguments: [(4, 0.1), (4, 1), (8, 1)])
  func shallowCollapses(classes: Int, scale: Double) async throws {
    // Modes that start behind catch up one after the other, the last at a scale of order s_max² Π s_max/s_k: none starts so
    // small that this could exceed 10⁷.
    let law = SpectrumLaw("\(scale) (0.1 + Exp(1))") { count, stream in
      (0..<count).map { _ in scale * (0.1 + stream.exponential(mean: 1)) }
    }
    try await expectProbability(
      of: try Self.flow(classes, 2).collapses(from: law, by: .ratio(atScale: 1e7)), equals: 1,
      rivals: [
        (name: "all but one in a hundred", value: 0.99),
        (name: "as with three factors", value: try CollapseBasin.probability(factors: 3)),
      ])
  }

  @Test(
    "No start is found from which two factors do not end in neural collapse",
    .claim("softmax-codes/shallow-always-collapses"), arguments: [4, 8])
  func shallowCollapsesAttacked(classes: Int) async throws {
    func bound(_ factors: Int) throws -> Bound {
      let flow = try Self.flow(classes, factors)
      @Sendable func spectrum(_ input: Input) -> [Double] { input.entries.map { abs($0) } }
      return Bound(
        "s_min/s_max ≥ 0.9 in the end, N = \(factors)",
        over: InputSpace(.matrix("s", rows: classes - 1, columns: 1, from: MarginTests.spectra)),
        where: [
          Bound.Hypothesis("0.001 ≤ s ≤ 10") { spectrum($0).allSatisfy { (1e-3...10).contains($0) } },
          // Those behind catch up one after the other: the scale at which the last one does is of the order of this product.
          Bound.Hypothesis("s_max² Π s_max/s_k ≤ 10⁴") { input in
            let s = spectrum(input)
            let top = s.max() ?? 1
            return s.reduce(max(1, top * top)) { $0 * top / $1 } <= 1e4
          },
        ],
        left: { _ in 0.9 },
        right: { flow.leastRatio(try flow.states(from: spectrum($0), atScales: [1e7])[0]) })
    }
    try await expectBound(
      bound(2), in: "K = \(classes)", rivals: [bound(3), bound(4)],
      attack: Attack(samples: 300, starts: 3, rounds: 1, evaluationLimit: 1500))
  }

  @Test(
    "With four classes the probability of collapse from a large start is an explicit integral",
    .claim("softmax-codes/basin-volume"), arguments: [3, 4, 6, 8])
  func basinVolume(factors: Int) async throws {
    let flow = try Self.flow(4, factors)
    let exact = try CollapseBasin.probability(factors: factors)
    // Nearer rivals (a neighbouring depth at N = 8) would cost a hundred times the runs; each is excluded at some other N.
    let rivals = try CollapseBasin.rivals(factors: factors).filter { abs($0.value - exact) > 0.1 }
    let large = SpectrumLaw.exponential(mean: 100)
    try await expectProbability(
      of: flow.collapses(from: large, by: .signOfPsi(atScale: 2000)), equals: exact, rivals: rivals)
    // Undecided runs count as not collapsed: together they must be far fewer than the margin.
    let margin = (rivals.map { abs($0.value - exact) }.min() ?? 0) / 3
    try await expectProbability(
      of: flow.undecided(from: large, by: .signOfPsi(atScale: 2000)), atMost: margin / 4,
      rivals: [(name: "as many as the margin", value: margin)])
  }

  @Test(
    "Collapse becomes rarer with depth at every scale", .claim("softmax-codes/basin-shrinks"),
    arguments: [(4, [3, 4, 6, 8], 0.1), (4, [2, 3, 4, 6, 8], 1), (8, [2, 3, 4], 1)])
  func basinShrinks(classes: Int, depths: [Int], scale: Double) async throws {
    try await expectTrend(
      of: try Self.flow(classes, 2).collapses(atDepths: depths, from: .exponential(mean: scale)),
      along: depths.map { "N = \($0)" }, is: .decreasing, batch: 64)
  }

  @Test(
    "No run from outside the cone Ψ > 0 ends in collapse", .claim("softmax-codes/basin-cone"),
    arguments: [(4, 3), (4, 6), (8, 4)])
  func basinCone(classes: Int, factors: Int) async throws {
    let flow = try Self.flow(classes, factors)
    let largest = try CollapseBasin.largestRatioOutside(classes: classes, factors: factors)
    // A run from anywhere outside is followed until its largest mode is ten times what it was, and beyond the margins that
    // decide: in collapse the ratio tends to 1.
    @Sendable func ratio(_ input: Input) throws -> Double {
      let start = input.entries.map { abs($0) }
      let top = start.max() ?? 1
      let states = try flow.states(from: start, atScales: [top, max(10 * top, 100)])
      return states.map { flow.leastRatio($0) }.max() ?? 0
    }
    func bound(_ name: String, _ right: Double) -> Bound {
      Bound(
        name, over: InputSpace(.matrix("s", rows: classes - 1, columns: 1, from: MarginTests.spectra)),
        where: [
          Bound.Hypothesis("0.001 ≤ s ≤ 1000") { $0.entries.allSatisfy { (1e-3...1e3).contains(abs($0)) } },
          Bound.Hypothesis("outside the cone") { input in
            try flow.leastPsi(flow.state(input.entries.map { abs($0) })) <= 0
          },
        ], left: ratio, right: { _ in right },
        // The integrator's step errors of 1e-8 in log s, over some hundred steps.
        rounding: { _ in Bound.Rounding(relative: 1e-6) })
    }
    try await expectBound(
      bound("s_min/s_max ≤ (1 − 2/K)^(N/(N−2))", largest), in: "K = \(classes), N = \(factors)",
      rivals: [
        bound("q = ½ − 1/N", largest * largest),
        bound("one mode fewer: 1 − 4/K", pow(1 - 4 / Double(classes), Double(factors) / Double(factors - 2))),
      ], sharpness: 0.99,
      // The more modes, the longer the way to the edge that the bound is attained at.
      attack: Attack(samples: 500, starts: 4, rounds: classes, evaluationLimit: 1500 * classes))
  }

  @Test(
    "A collapse, told from ratios alone, never started outside the cone",
    .claim("softmax-codes/basin-cone"), arguments: [(4, 3), (4, 6)])
  func collapseFromInside(classes: Int, factors: Int) async throws {
    let seen = try Self.flow(classes, factors).coneAndLimit(
      from: .exponential(mean: 1), by: .ratio(atScale: 1e6))
    try await expectProbability(
      of: seen.map("collapse outside the cone") { !$0.inside && $0.kind == .collapse }, equals: 0,
      rivals: [(name: "one run in twenty", value: 0.05)])
    try await expectProbability(
      of: seen.map("outside the cone") { !$0.inside }, atLeast: 0.1,
      rivals: [(name: "hardly any start lies outside", value: 0.01)])
  }

  @Test(
    "In the Walsh–Hadamard sector the rank of the limit is at least log₂K",
    .claim("softmax-codes/reachable-ranks"), arguments: [(4, 8), (8, 3)])
  func reachableRanks(classes: Int, factors: Int) async throws {
    let least = try WalshReduction(classes: classes, factors: factors).leastLimitRank
    try await expectProbability(
      of: try Self.flow(classes, factors)
        .modesLeft(from: .exponential(mean: 1), above: 0.01, atScale: 1e4)
        .map("at least log₂K modes are left") { $0 >= least }, equals: 1,
      rivals: [(name: "all but one in fifty", value: 0.98)])
  }

  @Test(
    "At large depth the flow reaches the K-gon",
    .claim("softmax-codes/polygon-reached", expecting: .refuted), arguments: [(8, 16)])
  func polygonReached(classes: Int, factors: Int) async throws {
    try await expectProbability(
      of: try Self.flow(classes, factors)
        .modesLeft(from: .exponential(mean: 0.01), above: 0.01, atScale: 1e4)
        .map("two modes are left") { $0 == 2 }, atLeast: 0.5,
      rivals: [(name: "never", value: 0)])
  }
}
