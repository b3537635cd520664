// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// A bias-free ReLU network with given weights: h_l = max(0, W_l h_{l−1}) for l < L, and a linear last layer.
///
/// Inside an activation region, where no unit changes between open and closed, it is a ``FixedGatesNetwork``.
public struct RectifierNetwork: Sendable, Hashable {
  /// W_1 … W_L, first layer first.
  public var weights: [Matrix]

  /// Describes a network.
  /// - Throws: ``SimulationError`` when the shapes do not fit or an entry is not finite.
  public init(weights: [Matrix]) throws {
    let open = weights.dropLast().map { [Bool](repeating: true, count: $0.rows) }
    self.weights = try FixedGatesNetwork(weights: weights, gates: open).weights
  }

  /// Draws independent Gaussian weights; entries of W_l have variance gain² / n_{l−1}.
  /// - Parameter widths: the dimensions n_0 … n_L: inputs, hidden layers, outputs.
  public static func gaussian(
    widths: [Int], gain: Double = 2.0.squareRoot(), from stream: RandomStream
  ) throws -> RectifierNetwork {
    try RectifierNetwork(
      weights: FixedGatesNetwork.gaussian(widths: widths, gates: .none, gain: gain, from: stream).weights)
  }

  /// The number L of weight matrices.
  public var depth: Int { weights.count }
  /// The dimension of the inputs.
  public var inputs: Int { weights[0].columns }

  /// The outputs, one column an input.
  public func outputs(at inputs: Matrix) -> Matrix { activations(at: inputs)[depth] }

  /// h_0 = inputs, h_1, …, h_L: one column an input each.
  func activations(at inputs: Matrix) -> [Matrix] {
    var layers = [inputs]
    for l in weights.indices {
      var next = weights[l] * layers[l]
      if l < depth - 1 { for i in next.values.indices where !(next.values[i] > 0) { next.values[i] = 0 } }
      layers.append(next)
    }
    return layers
  }

  /// Which units of each hidden layer are open at an input.
  public func gates(at input: [Double]) -> [[Bool]] {
    let layers = activations(at: Matrix(rows: inputs, columns: 1, values: input))
    return (1..<max(depth, 1)).map { l in layers[l].values.map { $0 > 0 } }
  }

  /// The linear network that this one is in the activation region around an input.
  public func region(at input: [Double]) throws -> FixedGatesNetwork {
    try FixedGatesNetwork(weights: weights, gates: gates(at: input))
  }

  /// The Jacobian at an input by central differences, with the largest power of two as a step that stays in the region.
  ///
  /// Within a region the network is linear, so the differences carry no error but rounding over the step.
  /// - Returns: the Jacobian and the step.
  /// - Throws: ``SimulationError`` when no step down to 2⁻⁴⁰ stays in the region: the input lies on a boundary.
  public func differencedJacobian(at input: [Double]) throws -> (jacobian: Matrix, step: Double) {
    let here = gates(at: input)
    var step = 1.0
    while step > 0x1p-40 {
      let (upper, lower) = (displaced(input, by: step), displaced(input, by: -step))
      let stays = (0..<inputs).allSatisfy {
        gates(at: upper.column($0)) == here && gates(at: lower.column($0)) == here
      }
      if stays {
        return ((0.5 / step) * (outputs(at: upper) - outputs(at: lower)), step)
      }
      step /= 2
    }
    throw SimulationError(
      "differenced Jacobian", "the input lies on the boundary of an activation region",
      mend: "use another input")
  }

  /// One column for each coordinate, in which that coordinate of the input is displaced.
  private func displaced(_ input: [Double], by step: Double) -> Matrix {
    var m = Matrix(rows: inputs, columns: inputs)
    for j in 0..<inputs {
      for i in 0..<inputs { m[i, j] = input[i] + (i == j ? step : 0) }
    }
    return m
  }
}

extension RectifierNetwork {
  /// The gradient of the mean loss over a data set with respect to each weight.
  public func weightGradients(_ loss: OutputLoss, over data: LabelledData) -> [Matrix] {
    gradients(activations(at: data.inputs), loss, data)
  }

  private func gradients(_ layers: [Matrix], _ loss: OutputLoss, _ data: LabelledData) -> [Matrix] {
    var gradients = [Matrix](repeating: Matrix(rows: 0, columns: 0), count: depth)
    var signal = loss.gradient(layers[depth], data)
    for l in weights.indices.reversed() {
      gradients[l] = signal.multiplied(by: layers[l], transposingOther: true)
      if l == 0 { break }
      signal = weights[l].multiplied(by: signal, transposed: true)
      for i in signal.values.indices where !(layers[l].values[i] > 0) { signal.values[i] = 0 }
    }
    return gradients
  }

  /// The network after steps of gradient descent.
  /// - Parameters:
  ///   - rate: the length of a step.
  ///   - steps: how many at most.
  ///   - target: the descent ends once the mean loss is at most this.
  /// - Returns: the network, its loss, and the steps taken.
  /// - Throws: ``SimulationError`` when the weights leave the range of finite numbers.
  public func descended(
    _ loss: OutputLoss, over data: LabelledData, rate: Double, steps: Int,
    untilLoss target: Double = -.infinity
  ) throws -> (network: RectifierNetwork, loss: Double, steps: Int) {
    var network = self
    var value = Double.infinity
    for step in 0...max(steps, 0) {
      let layers = network.activations(at: data.inputs)
      value = loss.value(layers[depth], data)
      guard value.isFinite else {
        throw SimulationError(
          "gradient descent", "diverged at step \(step)", mend: "use a smaller rate than \(rate)")
      }
      if value <= target || step == steps { return (network, value, step) }
      let gradients = network.gradients(layers, loss, data)
      for l in weights.indices { network.weights[l] = network.weights[l] - rate * gradients[l] }
    }
    return (network, value, steps)
  }
}
