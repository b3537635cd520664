// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssaySimulation
import AssayTestSupport
import Foundation
import Testing

@Suite("All factors: conservation, descent, samples, and factorisations")
struct FactorFlowTests {
  private func stream(_ name: String) -> RandomStream {
    RandomStream(StreamKey(seed: 1, claim: "test", case: "factor flow", check: name))
  }

  @Test("The flow conserves the imbalances while the loss falls; their transposes are not conserved")
  func conservation() throws {
    for factors in [2, 3, 4] {
      let flow = try FactorFlow(DeepFeaturesModel(classes: 4, factors: factors))
      let seen = try flow.conservation(from: .gaussian(sd: 1), time: 50).draw(stream("\(factors)"))
      // Some hundred steps with a local error of 1e-12.
      #expect(seen.drift < 1e-10 * seen.scale && seen.largestRise < 0)
      #expect((seen.transposedDrift ?? 0) > 0.01 * seen.scale)
    }
    let wide = try FactorFlow(DeepFeaturesModel(classes: 3, factors: 3, innerWidth: 5))
    let seen = try wide.conservation(from: .gaussian(sd: 1), time: 20).draw(stream("wide"))
    #expect(seen.drift < 1e-10 * seen.scale && seen.transposedDrift == nil)
  }

  @Test("Gradient descent drifts linearly in its rate, within the sum of its squared steps")
  func drift() throws {
    let flow = try FactorFlow(DeepFeaturesModel(classes: 4, factors: 3))
    let rates = [0.1, 0.05, 0.025]
    let seen = try flow.conservation(from: .gaussian(sd: 1), time: 20, rates: rates).draw(stream("drift"))
    for (coarse, fine) in zip(seen, seen.dropFirst()) {
      #expect((1.85...2.15).contains(coarse.drift / fine.drift))
    }
    // One step of length h changes an imbalance by at most h², the squares of two factors' steps.
    for run in seen { #expect(run.drift <= run.squaredSteps && run.largestRise < 0) }
  }

  @Test("Descent over the loss approaches the flow, to first order in its rate")
  func descent() throws {
    let flow = try FactorFlow(DeepFeaturesModel(classes: 3, factors: 3, innerWidth: 6))
    let start = try flow.state(FactorLaw.gaussian(sd: 0.7).draw(flow.model, stream("descent")))
    func norm(_ rate: Double?) throws -> Double {
      var state = start
      if let rate {
        // To the same time on the clock, whole numbers of steps.
        let steps = Int((4 / rate).rounded())
        try GradientDescent(rate: rate, clock: .logLoss).descend(flow, &state) { step, _ in
          step.index == steps
        }
      } else {
        try flow.follow(&state, to: 4, clock: .logLoss)
      }
      return flow.logits(state).frobeniusNorm
    }
    let exact = try norm(nil)
    let errors = try [0.04, 0.02, 0.01].map { try norm($0) - exact }
    for (coarse, fine) in zip(errors, errors.dropFirst()) { #expect((1.8...2.2).contains(coarse / fine)) }
  }

  @Test("Free features are a first factor on orthogonal inputs, and on no others")
  func inputs() throws {
    let flow = try FactorFlow(DeepFeaturesModel(classes: 3, factors: 3, samplesPerClass: 2, innerWidth: 4))
    let seen = try flow.featuresAndInputs(from: .gaussian(sd: 1), time: 10).draw(stream("inputs"))
    #expect((seen.features - seen.inputs).largestEntry < 1e-10)
    #expect((seen.features - seen.longerInputs).largestEntry > 0.01)
  }

  @Test("Samples that share their features stay together, each pulled n times less")
  func classMeans() throws {
    let flow = try FactorFlow(DeepFeaturesModel(classes: 3, factors: 2, samplesPerClass: 4, innerWidth: 5))
    let seen = try flow.classMeans(from: .gaussian(sd: 1)).draw(stream("means"))
    #expect(seen.spread < 1e-15)
    // dZ/dt = −W₂W₂ᵀ G/n − G H̄ᵀH̄, written out for two factors.
    let (h, w) = (seen.factors[0], seen.factors[1])
    let features = w.multiplied(by: w, transposingOther: true) * seen.gradient
    let weights = seen.gradient * h.multiplied(by: h, transposed: true)
    let expected = -0.25 * features - weights
    #expect((seen.velocity - expected).largestEntry < 1e-14)
  }

  @Test(
    "Every factorisation multiplies to the product and needs at least N Σ s^(2/N); the balanced one needs no more"
  )
  func refactorisation() throws {
    let product = Matrix([[2, 0.3, -0.4], [0.1, 1.5, 0.2], [-0.7, 0.4, 0.5]])
    for factors in [1, 2, 3, 5] {
      let all = try Refactorisation(of: product, factors: factors)
      let least = all.singularValues.reduce(0) { $0 + Double(factors) * pow($1, 2 / Double(factors)) }
      expectClose(
        try all.squaredNorm([Double](repeating: 0, count: all.parameterCount)), least, relative: 1e-13)
      let stream = stream("refactor \(factors)")
      for _ in 0..<20 {
        let parameters = all.random(spread: 0.5, from: stream)
        let matrices = try #require(try all(parameters))
        let multiplied = matrices.dropFirst().reduce(matrices[0]) { $1 * $0 }
        #expect((multiplied - product).largestEntry < 1e-9)
        #expect(try all.squaredNorm(parameters) >= least * (1 - 1e-12))
      }
    }
  }

  @Test("A search over factorisations ends at the balanced cost")
  func refactorisationSearch() throws {
    let all = try Refactorisation(of: Matrix([[2, 0.3], [-0.4, 0.7]]), factors: 2)
    let objective = Objective(dimension: all.parameterCount) { try all.squaredNorm(Array($0)) }
    let found = try NelderMead().minimise(objective, from: [0.4, -0.2, 0.3, -0.5])
    expectClose(found.value, 2 * all.singularValues.reduce(0, +), relative: 1e-9)
  }

  @Test(
    "Random factors have the variance asked for, balanced ones are balanced, Walsh ones multiply to their spectrum"
  )
  func laws() throws {
    let model = DeepFeaturesModel(classes: 4, factors: 3, innerWidth: 6)
    let flow = try FactorFlow(model)
    let balanced = try flow.state(
      FactorLaw.balanced(.product(of: .gaussian(sd: 0.8))).draw(model, stream("balanced")))
    for d in flow.imbalances(balanced) { #expect(d.largestEntry < 1e-14) }
    let walsh = try WalshFlow(DeepFeaturesModel(classes: 4, factors: 3))
    let square = try FactorFlow(walsh.model)
    let z = square.logits(
      try square.state(FactorLaw.walsh(.fixed([3, 2, 1])).draw(walsh.model, stream("Walsh"))))
    for (s, expected) in zip(walsh.walshSpectrum(of: z).diagonal, [3.0, 2, 1]) {
      expectClose(s, expected, relative: 1e-13)
    }
    let wide = DeepFeaturesModel(classes: 4, factors: 2, innerWidth: 2500)
    let factors = try FactorLaw.gaussian(sd: 0.7).draw(wide, stream("variance"))
    // 20000 entries: 5 standard deviations of the mean square are 5 √(2/20000).
    let square2 = factors.reduce(0) { $0 + $1.frobeniusNorm * $1.frobeniusNorm } / 20000
    expectClose(square2, 0.49 / 2500, relative: 0.05)
  }

  @Test("The spectrum of the first factors is that of their product, up to the logits themselves")
  func firstFactors() throws {
    let flow = try FactorFlow(DeepFeaturesModel(classes: 3, factors: 3, innerWidth: 6))
    let law = FactorLaw.gaussian(sd: 1)
    let factors = try law.draw(flow.model, stream("first"))
    for (count, product) in [
      (1, factors[0]), (2, factors[1] * factors[0]), (3, factors[2] * factors[1] * factors[0]),
    ] {
      let logs = try flow.initialLogSingularValues(from: law, ofFirst: count).draw(stream("first"))
      for (log, expected) in zip(logs, try product.singularValues()) {
        expectClose(exp(log), expected, relative: 1e-13)
      }
    }
    #expect(throws: SimulationError.self) {
      try flow.initialLogSingularValues(from: law, ofFirst: 4).draw(stream("first"))
    }
  }

  @Test("Effective ranks of flat, single and empty spectra")
  func effectiveRank() {
    expectClose(EffectiveRank.entropic([2, 2, 2]), 3, relative: 1e-15)
    expectClose(EffectiveRank.entropic([5, 0, 0]), 1, relative: 1e-15)
    #expect(EffectiveRank.entropic([0, 0]) == 0)
    // Shares ¾ and ¼: 4 / 3^(3/4).
    expectClose(EffectiveRank.entropic([3, 1]), 4 / pow(3, 0.75), relative: 1e-15)
    #expect(EffectiveRank.count([1, 0.2, 0.05], above: 0.1) == 2)
  }

  @Test("A descent that cannot work says so")
  func refusals() throws {
    let flow = try FactorFlow(DeepFeaturesModel(classes: 3, factors: 2))
    let start = try flow.state(FactorLaw.gaussian(sd: 1).draw(flow.model, stream("refusals")))
    for descent in [
      GradientDescent(rate: 0), GradientDescent(rate: .nan), GradientDescent(rate: 0.1, stepLimit: 5),
      GradientDescent(rate: 1e300),
    ] {
      var state = start
      #expect(throws: SimulationError.self) { try descent.descend(flow, &state) { _, _ in false } }
    }
  }
}
