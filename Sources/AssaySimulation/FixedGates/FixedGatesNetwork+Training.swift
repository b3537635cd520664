// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

extension FixedGatesNetwork {
  /// Gradient flow dW_l/dt = −∂loss/∂W_l as a system of equations in the entries of all weights, first layer first.
  public func gradientFlow(of loss: JacobianLoss) -> FlowField {
    FlowField(dimension: weights.reduce(0) { $0 + $1.values.count }) { _, state, derivative in
      let here = replacing(state)
      let gradients = here.weightGradients(jacobianGradient: loss.gradient(here.jacobian))
      var next = 0
      for gradient in gradients {
        for value in gradient.values {
          derivative[next] = -value
          next += 1
        }
      }
    }
  }

  /// The network after gradient flow for each of these times; negative times flow backwards.
  ///
  /// - Parameters:
  ///   - loss: what is descended.
  ///   - times: in the order in which they are passed, all of one sign.
  ///   - method: the stepper and its tolerances.
  /// - Throws: ``FlowError`` when the tolerances cannot be met.
  public func flowed(
    down loss: JacobianLoss, to times: [Double],
    by method: FlowMethod = .adaptive(.rk8pd, relative: 1e-12, absolute: 1e-14)
  ) throws -> [FixedGatesNetwork] {
    guard let end = times.last else { return [] }
    var state = weights.flatMap(\.values)
    var networks: [FixedGatesNetwork] = []
    try gradientFlow(of: loss).integrate(&state, to: end, by: method, observingAt: times) { _, state in
      networks.append(replacing(state))
    }
    return networks
  }

  /// The network after steps of gradient descent, W_l ← W_l − rate · ∂loss/∂W_l.
  ///
  /// - Parameters:
  ///   - loss: what is descended.
  ///   - rate: the length of a step.
  ///   - steps: how many at most.
  ///   - target: the descent ends once the loss is at most this.
  /// - Returns: the network, its loss, and the steps taken.
  /// - Throws: ``SimulationError`` when the weights leave the range of finite numbers.
  public func descended(
    _ loss: JacobianLoss, rate: Double, steps: Int, untilLoss target: Double = -.infinity
  ) throws -> (network: FixedGatesNetwork, loss: Double, steps: Int) {
    var network = self
    var value = Double.infinity
    for step in 0...max(steps, 0) {
      let jacobian = network.jacobian
      value = loss.value(jacobian)
      guard value.isFinite else {
        throw SimulationError(
          "gradient descent", "diverged at step \(step)", mend: "use a smaller rate than \(rate)")
      }
      if value <= target || step == steps { return (network, value, step) }
      let gradients = network.weightGradients(jacobianGradient: loss.gradient(jacobian))
      for l in weights.indices { network.weights[l] = network.weights[l] - rate * gradients[l] }
    }
    return (network, value, steps)
  }

  /// The network with the same gates and these weights' entries.
  private func replacing(_ state: UnsafeBufferPointer<Double>) -> FixedGatesNetwork {
    var copy = self
    var next = 0
    for l in weights.indices {
      let count = weights[l].values.count
      copy.weights[l].values = Array(state[next..<next + count])
      next += count
    }
    return copy
  }
}
