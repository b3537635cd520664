// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// The ways to write a square matrix as a product of N square factors, as a function of free parameters.
///
/// W_l = M_l diag(s^(1/N)) M_{l−1}⁻¹ with M_0 = V, M_N = U and M_1 … M_{N−1} any invertible matrices, here I + P_l: the
/// parameters are P_1, P_2, …, column by column, and at 0 the factors are balanced.
public struct Refactorisation: Sendable {
  /// Z.
  public let product: Matrix
  /// N.
  public let factors: Int
  /// The singular values of Z.
  public let singularValues: [Double]
  private let left: Matrix
  private let right: Matrix

  /// The refactorisations of a square matrix.
  public init(of product: Matrix, factors: Int) throws {
    guard product.rows == product.columns, product.rows >= 1, factors >= 1 else {
      throw SimulationError(
        "refactorisation", "\(factors) factors of a \(product.rows) × \(product.columns) matrix",
        mend: "use a square matrix and a factor or more")
    }
    self.product = product
    self.factors = factors
    let svd = try GradedSVD(product)
    (singularValues, left, right) = (svd.values, svd.left, svd.right)
  }

  /// (N − 1) K².
  public var parameterCount: Int { (factors - 1) * product.rows * product.rows }

  /// W_1 … W_N, or nil when a matrix I + P_l is singular to working accuracy.
  public func callAsFunction(_ parameters: [Double]) throws -> [Matrix]? {
    precondition(parameters.count == parameterCount, "there are \(parameterCount) parameters")
    let n = product.rows
    let root = Matrix.diagonal(singularValues.map { pow($0, 1 / Double(factors)) })
    var all: [Matrix] = []
    var inverse = right.transposed
    for l in 1...factors {
      if l == factors {
        all.append(left * root * inverse)
        continue
      }
      let block = Array(parameters[((l - 1) * n * n)..<(l * n * n)])
      let frame = Matrix.identity(n) + Matrix(rows: n, columns: n, values: block)
      all.append(frame * root * inverse)
      let svd = try GradedSVD(frame)
      guard let least = svd.values.last, least > 1e-8 * (svd.values.first ?? 0) else { return nil }
      inverse = (svd.right * Matrix.diagonal(svd.values.map { 1 / $0 }))
        .multiplied(by: svd.left, transposingOther: true)
    }
    return all
  }

  /// Σ_l ‖W_l‖²; +∞ where there are no such factors.
  public func squaredNorm(_ parameters: [Double]) throws -> Double {
    guard let all = try self(parameters) else { return .infinity }
    return all.reduce(0) { $0 + $1.frobeniusNorm * $1.frobeniusNorm }
  }

  /// A random refactorisation: normal parameters of this standard deviation.
  public func random(spread: Double, from stream: RandomStream) -> [Double] {
    (0..<parameterCount).map { _ in stream.gaussian(sd: spread) }
  }
}
