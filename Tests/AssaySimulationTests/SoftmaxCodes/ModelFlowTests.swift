// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssaySimulation
import AssayTestSupport
import Foundation
import Testing

/// Trajectories made by Fixtures/softmax-codes/flows.py, without any reduction.
struct TrajectoryFixture: Decodable {
  struct Walsh: Decodable {
    let K: Int
    let N: Int
    let time: Double
    let start: [Double]
    let end: [Double]
  }
  struct Product: Decodable {
    let N: Int
    let time: Double
    let start: [Double]
    let end: [Double]
  }
  struct Rank: Decodable {
    let N: Int
    let loss: Double
    let start: [Double]
    let rank: Double
  }
  struct Width: Decodable {
    let N: Int
    let time: Double
    let factors: [[Double]]
    let end: [Double]
  }
  let walsh: [Walsh]
  let product: [Product]
  let rank: [Rank]
  let width: [Width]
}

@Suite("The model's flow in its several coordinates")
struct ModelFlowTests {
  let values: TrajectoryFixture
  let precise = FlowMethod.adaptive(.rk8pd, relative: 1e-12, absolute: 1e-14)

  init() throws { values = try fixture("softmax-codes/flows.json") }

  @Test("Singular values move as in a direct integration of all factors, in each of the three coordinates")
  func walsh() throws {
    for run in values.walsh {
      let model = DeepFeaturesModel(classes: run.K, factors: run.N)
      let (walsh, factor, balanced) = (try WalshFlow(model), try FactorFlow(model), try BalancedFlow(model))
      var u = try walsh.state(run.start)
      try walsh.follow(&u, to: run.time, clock: .time, by: precise)
      var w = try factor.state(walsh.walshFactors(run.start))
      try factor.follow(&w, to: run.time, clock: .time, by: precise)
      var z = walsh.matrix(run.start).values
      try balanced.follow(&z, to: run.time, clock: .time, by: precise)
      let (byFactors, rest) = walsh.walshSpectrum(of: factor.logits(w))
      let (byProduct, _) = walsh.walshSpectrum(of: balanced.logits(z))
      // Local errors of 1e-12 over some hundred steps, with a growth of order 1; the reference agrees to 1e-12.
      for k in run.end.indices {
        expectClose(exp(u[k]), run.end[k], relative: 1e-10)
        expectClose(byFactors[k], run.end[k], relative: 1e-10)
        expectClose(byProduct[k], run.end[k], relative: 1e-10)
      }
      #expect(rest < 1e-11)
    }
  }

  @Test("A product without symmetry moves as its balanced factors do")
  func product() throws {
    for run in values.product {
      let model = DeepFeaturesModel(classes: 4, factors: run.N)
      let (factor, balanced) = (try FactorFlow(model), try BalancedFlow(model))
      var z = run.start
      try balanced.follow(&z, to: run.time, clock: .time, by: precise)
      var w = try factor.state(balanced.balancedFactors(of: balanced.logits(run.start)))
      try factor.follow(&w, to: run.time, clock: .time, by: precise)
      for i in run.end.indices {
        expectClose(z[i], run.end[i], relative: 0, absolute: 1e-10)
        expectClose(factor.logits(w).values[i], run.end[i], relative: 0, absolute: 1e-10)
      }
    }
  }

  @Test("Effective ranks at a given loss are those of a direct integration")
  func ranks() throws {
    for run in values.rank {
      let flow = try BalancedFlow(DeepFeaturesModel(classes: 4, factors: run.N))
      var z = run.start
      let s = try flow.singularValues(&z, atLogLoss: log(run.loss), by: precise)
      expectClose(try flow.logLoss(z), log(run.loss), relative: 1e-6)
      // The crossing is located to 1e-6 of a step.
      expectClose(EffectiveRank.entropic(s), run.rank, relative: 1e-6)
    }
  }

  @Test("Unbalanced factors of another inner width move as in a direct integration")
  func width() throws {
    for run in values.width {
      let flow = try FactorFlow(DeepFeaturesModel(classes: 3, factors: run.N, innerWidth: 5))
      var w = run.factors.flatMap { $0 }
      try flow.follow(&w, to: run.time, clock: .time, by: precise)
      for (got, expected) in zip(flow.logits(w).values, run.end) {
        expectClose(got, expected, relative: 0, absolute: 1e-10)
      }
    }
  }

  @Test("The velocity is minus the loss's gradient, with inputs and several samples a class")
  func gradient() throws {
    let stream = RandomStream(StreamKey(seed: 3, claim: "test", case: "factors", check: "gradient"))
    let inputs = Matrix(rows: 5, columns: 6, values: (0..<30).map { _ in stream.gaussian() })
    for model in [
      DeepFeaturesModel(classes: 3, factors: 3, samplesPerClass: 2, innerWidth: 4, inputs: inputs),
      DeepFeaturesModel(classes: 3, factors: 2, samplesPerClass: 2, innerWidth: 4),
      DeepFeaturesModel(classes: 3, factors: 1, loss: .exponential),
    ] {
      let flow = try FactorFlow(model)
      let state = try flow.state(FactorLaw.gaussian(sd: 1).draw(model, stream))
      let velocity = try flow.velocity(at: state)
      let h = 1e-5
      for i in state.indices {
        var (above, below) = (state, state)
        above[i] += h
        below[i] -= h
        let slope = (exp(try flow.logLoss(above)) - exp(try flow.logLoss(below))) / (2 * h)
        expectClose(velocity[i], -slope, relative: 1e-7, absolute: 1e-9)
      }
    }
  }

  @Test("Every clock follows the same trajectory")
  func clocks() throws {
    let flow = try BalancedFlow(DeepFeaturesModel(classes: 4, factors: 3))
    let start = values.product[1].start
    let ends = try [FlowClock.time, .logLoss, .growth].map { clock in
      var z = start
      try flow.follow(
        &z, clock: clock, by: precise,
        until: .crossing { _, y in log(0.05) - (try flow.logLoss(Array(y))) })
      return z
    }
    for end in ends.dropFirst() {
      for (a, b) in zip(end, ends[0]) { expectClose(a, b, relative: 0, absolute: 1e-9) }
    }
  }

  @Test("A flow reaches losses far below the smallest double")
  func deepLoss() throws {
    let walsh = try WalshFlow(DeepFeaturesModel(classes: 4, factors: 3))
    let end = try walsh.states(from: [1, 0.9, 0.8], atScales: [1e5])[0]
    // At collapse the margin is s: three wrong classes with e^(−s) each.
    expectClose(try walsh.logLoss(end), log(3) - 1e5, relative: 1e-6)
    let flow = try BalancedFlow(DeepFeaturesModel(classes: 3, factors: 2))
    var z = [1.0, -0.5, -0.5, -0.5, 1, -0.5, -0.5, -0.5, 1]
    try flow.follow(&z, to: log(1000), by: precise)
    #expect(try flow.logLoss(z) < -1000)
    // Unit growth: the state is e^τ times as large.
    expectClose(z[0], 1000, relative: 1e-9)
  }

  @Test("The analytic Jacobian of the Walsh flow is that of differences", arguments: [2, 4, 8, 16])
  func jacobian(classes: Int) throws {
    for loss in [MarginLoss.crossEntropy, .exponential] {
      let flow = try WalshFlow(DeepFeaturesModel(classes: classes, factors: 3, loss: loss))
      let stream = RandomStream(StreamKey(seed: 4, claim: "test", case: "\(classes)", check: "Jacobian"))
      let state = try flow.state(SpectrumLaw.exponential(mean: 2).draw(flow.dimension, stream))
      let n = flow.dimension
      let field = try flow.field(clock: .growth, needsJacobian: true)
      func matrix(_ field: FlowField) throws -> [Double] {
        var (values, slope) = ([Double](repeating: 0, count: n * n), [Double](repeating: 0, count: n))
        let jacobian = try #require(field.jacobian)
        try state.withUnsafeBufferPointer { y in
          try values.withUnsafeMutableBufferPointer { m in
            try slope.withUnsafeMutableBufferPointer { try jacobian(0, y, m, $0) }
          }
        }
        return values
      }
      let differenced = FlowField(dimension: n, derivative: field.derivative).withDifferencedJacobian()
      for (analytic, difference) in zip(try matrix(field), try matrix(differenced)) {
        expectClose(analytic, difference, relative: 1e-5, absolute: 1e-6)
      }
    }
  }

  @Test("A loss of one's own is followed as well as a built-in one, without its slopes")
  func ownLoss() throws {
    let own = MarginLoss("own", logPulls: MarginLoss.crossEntropy.logPulls)
    let limits = try [MarginLoss.crossEntropy, own].map { loss in
      try WalshFlow(DeepFeaturesModel(classes: 4, factors: 3, loss: loss)).limit(from: [0.5, 0.4, 0.3])
    }
    #expect(limits[0].kind == limits[1].kind)
    expectClose(limits[1].leastPsi, limits[0].leastPsi, relative: 1e-4)
    #expect(
      try WalshFlow(DeepFeaturesModel(classes: 4, factors: 3, loss: own)).description == "K = 4, N = 3, own")
  }

  @Test("Impossible models are refused in one line")
  func refusals() {
    for make: () throws -> Any in [
      { try FactorFlow(DeepFeaturesModel(classes: 1, factors: 2)) },
      { try FactorFlow(DeepFeaturesModel(classes: 3, factors: 0)) },
      { try FactorFlow(DeepFeaturesModel(classes: 3, factors: 2, samplesPerClass: 0)) },
      { try FactorFlow(DeepFeaturesModel(classes: 3, factors: 2, innerWidth: 0)) },
      { try FactorFlow(DeepFeaturesModel(classes: 3, factors: 2, inputs: Matrix.identity(4))) },
      { try FactorFlow(DeepFeaturesModel(classes: 3, factors: 2)).state([Matrix.identity(3)]) },
      { try BalancedFlow(DeepFeaturesModel(classes: 3, factors: 2, samplesPerClass: 2)) },
      { try WalshFlow(DeepFeaturesModel(classes: 6, factors: 2)) },
      { try WalshFlow(DeepFeaturesModel(classes: 4, factors: 2)).state([1, 0, 1]) },
      { try WalshFlow(DeepFeaturesModel(classes: 4, factors: 2)).state([1, 1]) },
    ] {
      #expect(throws: SimulationError.self) { _ = try make() }
    }
  }
}
