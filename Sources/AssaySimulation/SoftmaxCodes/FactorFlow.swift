// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// The gradient flow of all factors: dW_l/dt = −(W_N ⋯ W_{l+1})ᵀ G (W_{l−1} ⋯ W_1 X)ᵀ.
///
/// A state is W_1, …, W_N one after another, each column by column.
public struct FactorFlow: ModelFlow {
  /// The model.
  public let model: DeepFeaturesModel
  private let offsets: [Int]

  /// The flow of a model's factors.
  /// - Throws: ``SimulationError`` for an impossible model.
  public init(_ model: DeepFeaturesModel) throws {
    try model.validate()
    self.model = model
    var offsets = [0]
    for (rows, columns) in model.shapes { offsets.append((offsets.last ?? 0) + rows * columns) }
    self.offsets = offsets
  }

  /// The number of weights.
  public var dimension: Int { offsets[model.factors] }

  /// The state of these factors, W_1 first.
  public func state(_ factors: [Matrix]) throws -> [Double] {
    let fits =
      factors.count == model.factors
      && zip(factors, model.shapes).allSatisfy { $0.rows == $1.rows && $0.columns == $1.columns }
    guard fits else {
      throw SimulationError(
        description, "factors of shapes \(factors.map { "\($0.rows) × \($0.columns)" })",
        mend: "use \(model.shapes.map { "\($0.rows) × \($0.columns)" })")
    }
    return factors.flatMap(\.values)
  }

  /// W_1 … W_N at a state.
  public func factors(_ state: [Double]) -> [Matrix] {
    precondition(state.count == dimension, "a state has \(dimension) coordinates")
    return model.shapes.enumerated().map { l, shape in
      Matrix(rows: shape.rows, columns: shape.columns, values: Array(state[offsets[l]..<offsets[l + 1]]))
    }
  }

  /// Z = W_N ⋯ W_1 X.
  public func logits(_ state: [Double]) -> Matrix {
    let all = factors(state)
    let first = model.inputs.map { all[0] * $0 } ?? all[0]
    return all.dropFirst().reduce(first) { $1 * $0 }
  }

  /// The imbalances D_l = W_{l+1}ᵀ W_{l+1} − W_l W_lᵀ, l = 1 … N − 1, which the flow conserves.
  public func imbalances(_ state: [Double]) -> [Matrix] {
    let all = factors(state)
    return zip(all.dropFirst(), all).map {
      $0.multiplied(by: $0, transposed: true) - $1.multiplied(by: $1, transposingOther: true)
    }
  }

  /// An evaluator of the velocity.
  public func makeVelocity() throws -> FlowVelocity { FactorVelocity(model, offsets) }
}

/// Forward and backward products of the factors, in buffers that are laid out once.
private final class FactorVelocity: FlowVelocity {
  private let model: DeepFeaturesModel
  private let offsets: [Int]
  private let shapes: [(rows: Int, columns: Int)]
  private let loss: LogitGradient
  /// B_l = W_l ⋯ W_1 X for l = 0 … N (B_0 = X); the last one is the logits.
  private var forward: [UnsafeMutablePointer<Double>] = []
  /// C_l = (W_N ⋯ W_{l+1})ᵀ G for l = 1 … N; the last one is G.
  private var backward: [UnsafeMutablePointer<Double>] = []

  init(_ model: DeepFeaturesModel, _ offsets: [Int]) {
    self.model = model
    self.offsets = offsets
    shapes = model.shapes
    loss = LogitGradient(model)
    let inputs = model.inputs ?? Matrix(rows: 0, columns: 0)
    let start = UnsafeMutablePointer<Double>.allocate(capacity: max(inputs.values.count, 1))
    start.initialize(to: 0)
    start.update(from: inputs.values, count: inputs.values.count)
    forward = [start]
    for (rows, _) in shapes {
      for isForward in [true, false] {
        let buffer = UnsafeMutablePointer<Double>.allocate(capacity: rows * model.samples)
        buffer.initialize(repeating: 0, count: rows * model.samples)
        if isForward { forward.append(buffer) } else { backward.append(buffer) }
      }
    }
  }

  deinit { for buffer in forward + backward { buffer.deallocate() } }

  override func evaluate(
    _ state: UnsafeBufferPointer<Double>, into velocity: UnsafeMutableBufferPointer<Double>
  ) throws -> FlowClock.Moment {
    guard let w = state.baseAddress, let v = velocity.baseAddress else {
      return FlowClock.Moment(logLoss: 0, logScale: 0, logRelativeSpeed: 0)
    }
    let count = model.factors
    multiplyForward(w)
    let (logLoss, logScale) = loss.evaluate(forward[count], gradient: backward[count - 1])
    for l in stride(from: count - 1, through: 0, by: -1) {
      let (rows, columns) = shapes[l]
      let target = v + offsets[l]
      if l == 0 && model.inputs == nil {
        for i in 0..<(rows * columns) { target[i] = -backward[0][i] }
      } else {
        DenseKernel.multiply(
          rows: rows, columns: columns, inner: model.samples, backward[l], forward[l], transposingB: true,
          scale: -1, into: target)
      }
      if l > 0 {
        DenseKernel.multiply(
          rows: columns, columns: model.samples, inner: rows, w + offsets[l], transposingA: true, backward[l],
          into: backward[l - 1])
      }
    }
    let size = DenseKernel.norm(w, count: state.count)
    let speed = DenseKernel.norm(v, count: velocity.count)
    return FlowClock.Moment(logLoss: logLoss, logScale: logScale, logRelativeSpeed: log(speed) - log(size))
  }

  private func multiplyForward(_ w: UnsafePointer<Double>) {
    for (l, shape) in shapes.enumerated() {
      if l == 0 && model.inputs == nil {
        forward[1].update(from: w, count: shape.rows * shape.columns)
      } else {
        DenseKernel.multiply(
          rows: shape.rows, columns: model.samples, inner: shape.columns, w + offsets[l], forward[l],
          into: forward[l + 1])
      }
    }
  }
}
