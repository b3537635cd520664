// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// The flow under Walsh–Hadamard symmetry: factors that are diagonal in the Walsh basis stay so, and K − 1 singular
/// values remain.
///
/// For K = 2^m and W_l = V diag(s^(1/N)) Vᵀ, V = H/√K, every class sees the same margins
/// m_j = (2/K) Σ_{⟨k,j⟩=1} s_k, and ds_k/dt = −N s_k^(2−2/N) ∂ℓ/∂s_k. A state is u_k = log s_k, k = 1 … K − 1; the mode
/// k = 0 shifts all logits alike and never moves.
public struct WalshFlow: ModelFlow {
  /// The model.
  public let model: DeepFeaturesModel

  /// The reduced flow of a model.
  /// - Throws: ``SimulationError`` unless K is a power of two, n = 1 and the features are free.
  public init(_ model: DeepFeaturesModel) throws {
    try model.validate()
    guard model.classes & (model.classes - 1) == 0, model.inputs == nil, model.samplesPerClass == 1 else {
      throw SimulationError(
        model.description, "no Walsh–Hadamard symmetry", mend: "use K = 2, 4, 8, …, n = 1 and free features")
    }
    self.model = model
  }

  /// K − 1.
  public var dimension: Int { model.classes - 1 }

  /// Whether the Walsh function k is −1 at j: whether they share an odd number of bits.
  @inline(__always)
  public static func isOdd(_ k: Int, _ j: Int) -> Bool { (k & j).nonzeroBitCount & 1 == 1 }

  /// The state of positive singular values s_1 … s_{K−1}.
  public func state(_ s: [Double]) throws -> [Double] {
    try checkDimension(s)
    guard s.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw SimulationError(
        description, "singular values \(s)", mend: "use positive numbers; a mode at 0 stays there")
    }
    return s.map(log)
  }

  /// The symmetric matrix with eigenvalues 0, v_1, …, v_{K−1} in the Walsh basis.
  public func matrix(_ v: [Double]) -> Matrix {
    precondition(v.count == dimension, "K classes have K − 1 modes")
    let classes = model.classes
    let column = (0..<classes).map { j in
      (1..<classes).reduce(0) { $0 + (Self.isOdd($1, j) ? -v[$1 - 1] : v[$1 - 1]) } / Double(classes)
    }
    var z = Matrix(rows: classes, columns: classes)
    for b in 0..<classes { for a in 0..<classes { z[a, b] = column[a ^ b] } }
    return z
  }

  /// Z at a state.
  public func logits(_ state: [Double]) -> Matrix { matrix(state.map(exp)) }

  /// The factors W_l = V diag(s^(1/N)) Vᵀ, all equal, for inner width K.
  public func walshFactors(_ s: [Double]) -> [Matrix] {
    let root = s.map { pow($0, 1 / Double(model.factors)) }
    return [Matrix](repeating: matrix(root), count: model.factors)
  }

  /// The eigenvalues 1 … K − 1 of a matrix in the Walsh basis, and the largest entry off that diagonal.
  public func walshSpectrum(of z: Matrix) -> (diagonal: [Double], largestRest: Double) {
    let classes = model.classes
    var basis = Matrix(rows: classes, columns: classes)
    for k in 0..<classes {
      for j in 0..<classes { basis[j, k] = (Self.isOdd(k, j) ? -1 : 1) / Double(classes).squareRoot() }
    }
    var core = basis.multiplied(by: z * basis, transposed: true)
    let diagonal = (1..<classes).map { core[$0, $0] }
    for k in 1..<classes { core[k, k] = 0 }
    return (diagonal, core.largestEntry)
  }

  /// The margins m_1 … m_{K−1} at a state.
  public func margins(_ state: [Double]) -> [Double] {
    let s = state.map(exp)
    return (1..<model.classes).map { j in
      2 / Double(model.classes) * (1..<model.classes).reduce(0) { $0 + (Self.isOdd($1, j) ? s[$1 - 1] : 0) }
    }
  }

  /// Ψ_1 … Ψ_{K−1}: over the modes k with ⟨k,j⟩ = 1, less those with ⟨k,j⟩ = 0, the sum of s_k^(−(1−2/N)), or of log s_k
  /// when N = 2.
  public func psi(_ state: [Double]) -> [Double] {
    let q = 1 - 2 / Double(model.factors)
    let y = state.map { model.factors == 2 ? $0 : exp(-q * $0) }
    return (1..<model.classes).map { j in
      (1..<model.classes).reduce(0) { $0 + (Self.isOdd($1, j) ? y[$1 - 1] : -y[$1 - 1]) }
    }
  }

  /// An evaluator of the velocity.
  public func makeVelocity() throws -> FlowVelocity { WalshVelocity(model) }

  /// The flow as differential equations; in the clock ``FlowClock/growth`` with an analytic Jacobian.
  public func field(clock: FlowClock, needsJacobian: Bool) throws -> FlowField {
    let plain = try plainField(clock)
    guard needsJacobian else { return plain }
    guard clock.name == FlowClock.growth.name, model.loss.logPullSlopes != nil else {
      return plain.withDifferencedJacobian()
    }
    let jacobian = WalshVelocity(model)
    return FlowField(
      dimension: dimension, jacobian: { _, state, matrix, _ in jacobian.growthJacobian(state, into: matrix) },
      derivative: plain.derivative)
  }
}
