// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssaySimulation
import AssayTestSupport
import Foundation
import Testing

@Suite("Fixed-gates and ReLU networks against derivatives taken weight by weight")
struct FixedGatesNetworkTests {
  /// Sums of at most 30 products of entries below 4.
  private let rounding = 512 * Double.ulpOfOne

  private let losses: [(name: String, loss: OutputLoss)] = [
    ("squared", .squared), ("crossEntropy", .crossEntropy),
  ]

  private func network(_ one: NetworkCase) throws -> (FixedGatesNetwork, LabelledData) {
    (
      try FixedGatesNetwork(weights: one.weightMatrices, gates: one.gates),
      LabelledData(inputs: one.inputMatrix, targets: one.targetMatrix)
    )
  }

  @Test("The Jacobian, the losses and their gradients agree with 40-digit values")
  func gradients() throws {
    for one in try NetworkCase.all() {
      let (network, data) = try network(one)
      expectClose(network.jacobian, one.jacobianMatrix, relative: rounding, one.name)
      for (name, kind) in losses {
        let reference = try #require(one.loss(name))
        let loss = JacobianLoss.mean(kind, over: data)
        expectClose(loss.value(network.jacobian), reference.value, relative: rounding, one.name)
        let gradients = network.weightGradients(jacobianGradient: loss.gradient(network.jacobian))
        for (gradient, expected) in zip(gradients, reference.gradients) {
          expectClose(gradient, Matrix(expected), relative: rounding, one.name)
        }
      }
    }
  }

  @Test("The ReLU network's losses and gradients agree with 40-digit values")
  func rectifier() throws {
    for one in try NetworkCase.all() {
      let network = try RectifierNetwork(weights: one.weightMatrices)
      let data = LabelledData(inputs: one.inputMatrix, targets: one.targetMatrix)
      for (name, kind) in losses {
        let reference = try #require(one.loss(name))
        expectClose(
          kind.value(network.outputs(at: data.inputs), data), reference.reluValue, relative: rounding,
          one.name)
        for (gradient, expected) in zip(network.weightGradients(kind, over: data), reference.reluGradients) {
          expectClose(gradient, Matrix(expected), relative: rounding, one.name)
        }
      }
    }
  }

  @Test("F_k, the matrix of a mode's velocity, agrees entry by entry with 40-digit values")
  func velocities() throws {
    for one in try NetworkCase.all() {
      let (network, _) = try network(one)
      for (index, reference) in one.velocities.enumerated() {
        let velocity = try network.modeVelocity(index: index + 1)
        // Singular vectors feel rounding over the gap, at least 0.1 here.
        expectClose(velocity.velocity, Matrix(reference), relative: 10 * rounding, one.name)
      }
      expectClose(network.participationRatio, one.participationRatio, relative: rounding, one.name)
    }
  }

  @Test(
    "Derivatives in time, measured along the flow, agree with 40-digit values to the differences' own error")
  func timeDerivatives() throws {
    for one in try NetworkCase.all() {
      let (network, data) = try network(one)
      for (name, kind) in losses {
        let reference = try #require(one.loss(name))
        let rates = try network.timeDerivative(down: .mean(kind, over: data), step: 1e-4) {
          try $0.singularValues(upTo: reference.singularValueRates.count) + [$0.participationRatio]
        }
        let size = reference.singularValueRates.reduce(0) { max($0, abs($1)) }
        // Rounding over the step is 2e-16 · 10 / 1e-4.
        for (rate, expected) in zip(rates, reference.singularValueRates) {
          expectClose(rate, expected, relative: 0, absolute: 2e-11 * max(size, 1), one.name)
        }
        let logRate = (rates.last ?? 0) / network.participationRatio
        expectClose(
          logRate, reference.logParticipationRate, relative: 0, absolute: 2e-11 * max(size, 1), one.name)
      }
    }
  }

  @Test("Descent takes the steps of the definition, and flow follows it as the step goes to zero")
  func training() throws {
    let one = try #require(try NetworkCase.all().first)
    let (network, data) = try network(one)
    let loss = JacobianLoss.mean(.squared, over: data)
    let gradients = network.weightGradients(jacobianGradient: loss.gradient(network.jacobian))
    let (stepped, _, steps) = try network.descended(loss, rate: 0.125, steps: 1)
    #expect(steps == 1)
    for (l, weight) in stepped.weights.enumerated() {
      #expect(weight == network.weights[l] - 0.125 * gradients[l])
    }
    // Euler's error falls linearly: halving the step halves it, to within the next order.
    let flowed = try #require(try network.flowed(down: loss, to: [0.25]).last)
    let errors = try [64, 128].map { count in
      let coarse = try network.descended(loss, rate: 0.25 / Double(count), steps: count).network
      return (coarse.jacobian - flowed.jacobian).frobeniusNorm
    }
    expectClose(errors[0] / errors[1], 2, relative: 0.05)
  }

  @Test("A descent ends at the loss asked for, and one that diverges says so")
  func endings() throws {
    let one = try #require(try NetworkCase.all().first)
    let (network, data) = try network(one)
    let loss = JacobianLoss.mean(.squared, over: data)
    let start = loss.value(network.jacobian)
    let (end, value, steps) = try network.descended(loss, rate: 0.01, steps: 10_000, untilLoss: start / 2)
    #expect(value <= start / 2 && value == loss.value(end.jacobian) && steps < 10_000)
    #expect(throws: SimulationError.self) { try network.descended(loss, rate: 1e3, steps: 100) }
    let rectifier = try RectifierNetwork(weights: [
      Matrix(rows: 3, columns: 4, values: (0..<12).map(Double.init))
    ])
    #expect(throws: SimulationError.self) {
      try rectifier.descended(.squared, over: data, rate: 1e3, steps: 100)
    }
  }

  @Test("Shapes that do not fit are refused")
  func refusals() {
    let a = Matrix.identity(2)
    #expect(throws: SimulationError.self) { try FixedGatesNetwork(weights: [a, a], gates: []) }
    #expect(throws: SimulationError.self) { try FixedGatesNetwork(weights: [], gates: []) }
    #expect(throws: SimulationError.self) {
      try FixedGatesNetwork(weights: [a, .identity(3)], gates: [[true, true]])
    }
    #expect(throws: SimulationError.self) { try FixedGatesNetwork(weights: [Matrix([[.nan]])], gates: []) }
  }
}
