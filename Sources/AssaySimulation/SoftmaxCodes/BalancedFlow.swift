// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// The flow of the logits Z = W_N ⋯ W_1 when the factors are balanced, W_{l+1}ᵀ W_{l+1} = W_l W_lᵀ: it closes on Z.
/// ```
/// Uᵀ (dZ/dt) V = −C ∘ (Uᵀ G V) ,   C_ij = Σ_{l=1}^N s_i^(2(N−l)/N) s_j^(2(l−1)/N) ,   Z = U diag(s) Vᵀ
/// ```
/// A state is Z, K × K, column by column. The inner width and, for class-identical features, the number of samples a
/// class do not enter; the model must have one sample a class and free features.
public struct BalancedFlow: ModelFlow {
  /// The model.
  public let model: DeepFeaturesModel

  /// The balanced flow of a model's logits.
  /// - Throws: ``SimulationError`` for an impossible model, or one with inputs or several samples a class.
  public init(_ model: DeepFeaturesModel) throws {
    try model.validate()
    guard model.inputs == nil, model.samplesPerClass == 1 else {
      throw SimulationError(
        model.description, "the balanced flow of inputs or of several samples a class",
        mend: "use free features and n = 1, or FactorFlow")
    }
    self.model = model
  }

  /// K².
  public var dimension: Int { model.classes * model.classes }

  /// The state itself.
  public func logits(_ state: [Double]) -> Matrix {
    Matrix(rows: model.classes, columns: model.classes, values: state)
  }

  /// Balanced factors W_1 … W_N of a K × K product: W_l = U_l diag(s^(1/N)) U_{l−1}ᵀ in the first K inner coordinates.
  public func balancedFactors(of product: Matrix) throws -> [Matrix] {
    guard model.width >= model.classes else {
      throw SimulationError(description, "inner width \(model.width)", mend: "use d ≥ K to hold any product")
    }
    let svd = try GradedSVD(product)
    let root = svd.logValues.map { exp($0 / Double(model.factors)) }
    return model.shapes.enumerated().map { l, shape in
      var w = Matrix.diagonal(root)
      if l == 0 { w = w.multiplied(by: svd.right, transposingOther: true) }
      if l == model.factors - 1 { w = svd.left * w }
      var padded = Matrix(rows: shape.rows, columns: shape.columns)
      for j in 0..<w.columns { for i in 0..<w.rows { padded[i, j] = w[i, j] } }
      return padded
    }
  }

  /// An evaluator of the velocity.
  public func makeVelocity() throws -> FlowVelocity { BalancedVelocity(model) }
}

/// One singular value decomposition and four small products an evaluation.
private final class BalancedVelocity: FlowVelocity {
  private let classes: Int
  private let factors: Int
  private let loss: LogitGradient
  private let svd: SingularValueWorkspace
  private let space: UnsafeMutablePointer<Double>

  init(_ model: DeepFeaturesModel) {
    classes = model.classes
    factors = model.factors
    loss = LogitGradient(model)
    svd = SingularValueWorkspace(rows: classes, columns: classes)
    let count = 3 * classes * classes + factors * classes
    space = .allocate(capacity: count)
    space.initialize(repeating: 0, count: count)
  }

  deinit { space.deallocate() }

  override func evaluate(
    _ state: UnsafeBufferPointer<Double>, into velocity: UnsafeMutableBufferPointer<Double>
  ) throws -> FlowClock.Moment {
    guard let z = state.baseAddress, let out = velocity.baseAddress else {
      return FlowClock.Moment(logLoss: 0, logScale: 0, logRelativeSpeed: 0)
    }
    let n = classes
    let area = n * n
    let (gradient, core, scratch) = (space, space + area, space + 2 * area)
    try svd.decompose(z)
    let (left, right) = (svd.left, svd.right)
    let (logLoss, logScale) = loss.evaluate(z, gradient: gradient)
    DenseKernel.multiply(rows: n, columns: n, inner: n, left, transposingA: true, gradient, into: scratch)
    DenseKernel.multiply(rows: n, columns: n, inner: n, scratch, right, into: core)
    weigh(core, svd.logValues, space + 3 * area)
    DenseKernel.multiply(rows: n, columns: n, inner: n, left, core, scale: -1, into: scratch)
    DenseKernel.multiply(rows: n, columns: n, inner: n, scratch, right, transposingB: true, into: out)
    let speed = DenseKernel.norm(out, count: area)
    return FlowClock.Moment(
      logLoss: logLoss, logScale: logScale,
      logRelativeSpeed: log(speed) - log(DenseKernel.norm(z, count: area)))
  }

  /// core_ij ← C_ij core_ij. Singular values at rounding level count as 0, of which 0⁰ = 1 alone survives: their
  /// fractional powers would not be small.
  private func weigh(
    _ core: UnsafeMutablePointer<Double>, _ logs: UnsafePointer<Double>,
    _ powers: UnsafeMutablePointer<Double>
  ) {
    let n = classes
    let floor = logs[0] + log(8 * Double(n) * .ulpOfOne)
    for i in 0..<n {
      let step = logs[i] > floor ? exp(2 * logs[i] / Double(factors)) : 0
      var power = 1.0
      for l in 0..<factors {
        powers[i * factors + l] = power
        power *= step
      }
    }
    for j in 0..<n {
      for i in 0..<n {
        var sum = 0.0
        for l in 0..<factors { sum += powers[i * factors + factors - 1 - l] * powers[j * factors + l] }
        core[i + j * n] *= sum
      }
    }
  }
}
