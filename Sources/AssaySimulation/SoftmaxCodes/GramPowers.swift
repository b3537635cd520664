// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// Σ (s_i² + ε)^p of the singular values s_i of wᵀh, for 0 < p ≤ ½, with its gradients.
///
/// With A = wwᵀ = LLᵀ and B = hhᵀ, the s_i² are the eigenvalues of M = LᵀBL, and
/// ∂/∂A = p L⁻ᵀ M M^(p−1) L⁻¹, ∂/∂B = p L M^(p−1) Lᵀ with M^(p−1) taken at M + ε. ε keeps the powers of vanishing
/// singular values smooth.
final class GramPowers {
  private let classes: Int
  private let dimension: Int
  private let power: Double
  private let epsilon = 1e-9
  private let svd: SingularValueWorkspace
  private let space: UnsafeMutablePointer<Double>

  init(classes: Int, dimension: Int, power: Double) {
    self.classes = classes
    self.dimension = dimension
    self.power = power
    svd = SingularValueWorkspace(rows: dimension, columns: dimension)
    space = .allocate(capacity: 7 * dimension * dimension)
    space.initialize(repeating: 0, count: 7 * dimension * dimension)
  }

  deinit { space.deallocate() }

  func evaluate(
    _ w: UnsafePointer<Double>, _ h: UnsafePointer<Double>, gradientW: UnsafeMutablePointer<Double>,
    gradientH: UnsafeMutablePointer<Double>
  ) throws -> Double {
    let (d, k, area) = (dimension, classes, dimension * dimension)
    let (lower, b, m, core, right, slope, scratch) =
      (
        space, space + area, space + 2 * area, space + 3 * area, space + 4 * area, space + 5 * area,
        space + 6 * area
      )
    DenseKernel.multiply(rows: d, columns: d, inner: k, w, w, transposingB: true, into: lower)
    DenseKernel.multiply(rows: d, columns: d, inner: k, h, h, transposingB: true, into: b)
    factor(lower)
    DenseKernel.multiply(rows: d, columns: d, inner: d, b, lower, into: scratch)
    DenseKernel.multiply(rows: d, columns: d, inner: d, lower, transposingA: true, scratch, into: m)
    try svd.decompose(m)
    var sum = 0.0
    for i in 0..<d {
      let value = exp(svd.logValues[i])
      sum += pow(value + epsilon, power)
      let slopeB = power * pow(value + epsilon, power - 1)
      for r in 0..<d {
        core[r + i * d] = svd.left[r + i * d] * slopeB
        right[r + i * d] = svd.left[r + i * d] * slopeB * value
      }
    }
    // core ← P p(M+ε)^(p−1) Pᵀ and right ← the same times M.
    DenseKernel.multiply(rows: d, columns: d, inner: d, core, svd.left, transposingB: true, into: scratch)
    DenseKernel.multiply(rows: d, columns: d, inner: d, lower, scratch, into: core)
    DenseKernel.multiply(rows: d, columns: d, inner: d, core, lower, transposingB: true, into: slope)
    DenseKernel.multiply(rows: d, columns: k, inner: d, slope, h, scale: 2, into: gradientH)
    DenseKernel.multiply(rows: d, columns: d, inner: d, right, svd.left, transposingB: true, into: slope)
    solveTransposed(lower, slope)
    transpose(slope)
    solveTransposed(lower, slope)
    DenseKernel.multiply(rows: d, columns: k, inner: d, slope, w, scale: 2, into: gradientW)
    return sum
  }

  /// Cholesky's factor, in place, zeros above the diagonal; pivots below rounding are lifted to it.
  private func factor(_ a: UnsafeMutablePointer<Double>) {
    let d = dimension
    for j in 0..<d {
      var pivot = a[j + j * d]
      for i in 0..<j { pivot -= a[j + i * d] * a[j + i * d] }
      let root = max(pivot, 1e-14).squareRoot()
      a[j + j * d] = root
      for r in stride(from: j + 1, to: d, by: 1) {
        var entry = a[r + j * d]
        for i in 0..<j { entry -= a[r + i * d] * a[j + i * d] }
        a[r + j * d] = entry / root
        a[j + r * d] = 0
      }
    }
  }

  /// x ← L⁻ᵀ x.
  private func solveTransposed(_ lower: UnsafePointer<Double>, _ x: UnsafeMutablePointer<Double>) {
    let d = dimension
    for column in 0..<d {
      let v = x + column * d
      for i in stride(from: d - 1, through: 0, by: -1) {
        var entry = v[i]
        for r in stride(from: i + 1, to: d, by: 1) { entry -= lower[r + i * d] * v[r] }
        v[i] = entry / lower[i + i * d]
      }
    }
  }

  private func transpose(_ x: UnsafeMutablePointer<Double>) {
    for j in 0..<dimension {
      for i in 0..<j {
        (x[i + j * dimension], x[j + i * dimension]) = (x[j + i * dimension], x[i + j * dimension])
      }
    }
  }
}
