// SPDX-License-Identifier: GPL-3.0-or-later

/// A system of ordinary differential equations y′ = f(t, y), with its Jacobian where one is known.
///
/// The closures write into buffers that the integrator owns, so that a step allocates nothing. They may throw; what
/// they throw comes out of the integration unchanged. A derivative that is not finite makes the integrator try a
/// shorter step.
public struct FlowField {
  /// Writes f(t, y): (time, state, derivative).
  public typealias Derivative = (
    _ time: Double, _ state: UnsafeBufferPointer<Double>, _ derivative: UnsafeMutableBufferPointer<Double>
  ) throws -> Void

  /// Writes ∂fᵢ/∂yⱼ into `matrix[i * dimension + j]` and ∂f/∂t into `timeDerivative`, which comes filled with zeros.
  public typealias Jacobian = (
    _ time: Double, _ state: UnsafeBufferPointer<Double>, _ matrix: UnsafeMutableBufferPointer<Double>,
    _ timeDerivative: UnsafeMutableBufferPointer<Double>
  ) throws -> Void

  /// The number of equations.
  public let dimension: Int
  /// The right-hand side f.
  public let derivative: Derivative
  /// The Jacobian, if there is one.
  public let jacobian: Jacobian?

  /// Describes a system of equations.
  /// - Parameters:
  ///   - dimension: the number of equations, at least 1.
  ///   - jacobian: the Jacobian by rows; the implicit steppers need one (see ``withDifferencedJacobian()``).
  ///   - derivative: the right-hand side.
  public init(dimension: Int, jacobian: Jacobian? = nil, derivative: @escaping Derivative) {
    precondition(dimension >= 1, "a flow needs at least one equation, not \(dimension)")
    self.dimension = dimension
    self.derivative = derivative
    self.jacobian = jacobian
  }

  /// The same field with a Jacobian from forward differences, for implicit steppers where no formula is at hand.
  ///
  /// Costs dimension + 2 evaluations a Jacobian. Its error, about √ulp of the largest entry, slows Newton's
  /// iteration a little and leaves the solution's accuracy alone. One copy serves one thread.
  public func withDifferencedJacobian() -> FlowField {
    let differences = ForwardDifferences(dimension)
    let derivative = self.derivative
    return FlowField(
      dimension: dimension,
      jacobian: { time, state, matrix, timeDerivative in
        try differences.fill(derivative, time, state, matrix, timeDerivative)
      },
      derivative: derivative)
  }
}

/// The work space of a differenced Jacobian.
private final class ForwardDifferences {
  private let base: UnsafeMutableBufferPointer<Double>
  private let moved: UnsafeMutableBufferPointer<Double>
  private let point: UnsafeMutableBufferPointer<Double>

  init(_ dimension: Int) {
    base = .allocate(capacity: dimension)
    moved = .allocate(capacity: dimension)
    point = .allocate(capacity: dimension)
    for buffer in [base, moved, point] { buffer.initialize(repeating: 0) }
  }

  deinit { for buffer in [base, moved, point] { buffer.deallocate() } }

  func fill(
    _ derivative: FlowField.Derivative, _ time: Double, _ state: UnsafeBufferPointer<Double>,
    _ matrix: UnsafeMutableBufferPointer<Double>, _ timeDerivative: UnsafeMutableBufferPointer<Double>
  ) throws {
    let n = state.count
    try derivative(time, state, base)
    var size = 0.0
    for i in 0..<n {
      point[i] = state[i]
      size = max(size, abs(state[i]))
    }
    let root = Double.ulpOfOne.squareRoot()
    for j in 0..<n {
      point[j] = state[j] + root * (size > 0 ? size : 1)
      let width = point[j] - state[j]
      try derivative(time, UnsafeBufferPointer(point), moved)
      for i in 0..<n { matrix[i * n + j] = (moved[i] - base[i]) / width }
      point[j] = state[j]
    }
    let later = time + root * max(abs(time), 1)
    try derivative(later, state, moved)
    for i in 0..<n { timeDerivative[i] = (moved[i] - base[i]) / (later - time) }
  }
}
