// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation
import Testing

@Suite("The deep features model", .paper("softmax-codes"))
struct ModelTests {
  @Test(
    "Free features are one more factor of a linear network with orthogonal inputs",
    .claim("softmax-codes/features-are-a-factor"), arguments: [3, 4])
  func featuresAreAFactor(factors: Int) async throws {
    let flow = try FactorFlow(DeepFeaturesModel(classes: 3, factors: factors, samplesPerClass: 2))
    try await expectIdentity(
      flow.featuresAndInputs(from: .gaussian(sd: 1), time: 10).map { seen in
        Residuals(
          of: seen.features.values.relativeDistance(to: seen.inputs.values),
          rivals: [
            (
              name: "whatever the inputs' length",
              value: seen.features.values.relativeDistance(to: seen.longerInputs.values)
            )
          ])
      }, inputs: 20,
      // A thousand times the integrator's tolerance of 1e-12, over ten units of time.
      limit: 1e-9)
    let samples = 4
    let several = try FactorFlow(
      DeepFeaturesModel(classes: 3, factors: factors, samplesPerClass: samples))
    try await expectIdentity(
      several.classMeans(from: .gaussian(sd: 1)).map { seen in
        func error(_ rate: Double) -> Double {
          seen.velocity.values.relativeDistance(
            to: ProductVelocity.value(factors: seen.factors, gradient: seen.gradient, firstRate: rate).values)
        }
        return Residuals(
          of: error(1 / Double(samples)),
          rivals: [
            (name: "without the sample factor", value: error(1)),
            (name: "the sample factor upside down", value: error(Double(samples))),
          ])
      }, inputs: 50, limit: 1e-12)
  }

  @Test(
    "The flow conserves the imbalance of neighbouring factors, and the loss falls",
    .claim("softmax-codes/balance-conserved-linear"), arguments: [3, 4])
  func balanceConserved(factors: Int) async throws {
    let flow = try FactorFlow(DeepFeaturesModel(classes: 4, factors: factors))
    try await expectIdentity(
      flow.conservation(from: .gaussian(sd: 1), time: 50).map { seen in
        // A loss that rises between any two steps counts as a failure of the whole.
        Residuals(
          of: max(seen.drift / seen.scale, seen.largestRise > 0 ? 1 : 0),
          rivals: [(name: "transposes exchanged", value: (seen.transposedDrift ?? 0) / seen.scale)])
      }, inputs: 20,
      // A hundred times the integrator's relative tolerance of 1e-12.
      limit: 1e-10)
  }

  @Test(
    "Gradient descent lets the imbalance drift in proportion to its step",
    .claim("softmax-codes/balance-conserved-linear"), arguments: [3, 4])
  func descentDrifts(factors: Int) async throws {
    let flow = try FactorFlow(DeepFeaturesModel(classes: 4, factors: factors))
    let rates = [0.05, 0.025]
    try await expectConverges(
      of: flow.conservation(from: .gaussian(sd: 1), time: 20, rates: rates).map { seen in
        [log(seen[0].drift / seen[1].drift) / log(rates[0] / rates[1])]
      },
      rates: [
        Prediction(
          "order of the drift in the step", 1,
          rivals: [(name: "conserved, or a fixed drift: 0", value: 0), (name: "second order: 2", value: 2)],
          // The next term is smaller by η times the loss's curvature along the factors, which is of order 1 here.
          bias: rates[0])
      ])
  }
}
