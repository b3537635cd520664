// SPDX-License-Identifier: GPL-3.0-or-later

import CAssay
import Foundation

/// The singular value decomposition by one-sided Jacobi, with singular values as logarithms.
///
/// For A = U diag(e^ℓ) Vᵀ. *Guarantee:* every singular value, however small, has a relative error of a modest multiple
/// of rounding times the condition number of A with its columns scaled to unit length; LAPACK's bidiagonal methods only
/// promise an absolute error of rounding times the largest. *Does not hold when:* the unit-scaled columns are nearly
/// dependent. *Reference:* Demmel and Veselić, SIAM J. Matrix Anal. Appl. 13 (1992).
public struct GradedSVD: Sendable {
  /// The logarithms of the singular values, largest first; −∞ for a zero one.
  public let logValues: [Double]
  /// The left singular vectors, rows × m, m = min(rows, columns).
  public let left: Matrix
  /// The right singular vectors, columns × m.
  public let right: Matrix

  /// The singular values, largest first; may underflow to 0 or overflow to infinity.
  public var values: [Double] { logValues.map(exp) }

  /// Decomposes A = X diag(e^logScales); `logScales` defaults to zeros.
  /// - Throws: ``NumericsError`` when an entry is not finite or the sweeps do not converge.
  public init(_ x: Matrix, columnLogScales logScales: [Double]? = nil) throws {
    precondition(logScales == nil || logScales?.count == x.columns, "one scale a column")
    guard x.values.allSatisfy(\.isFinite) else {
      throw NumericsError.domain(
        function: "GradedSVD", argument: "matrix", value: "with a non-finite entry",
        mend: "use finite entries")
    }
    if x.rows >= x.columns {
      let (u, logs, v) = try Self.jacobi(x, logScales ?? [Double](repeating: 0, count: x.columns))
      (left, logValues, right) = (u, logs, v)
    } else if logScales == nil {
      let (v, logs, u) = try Self.jacobi(x.transposed, [Double](repeating: 0, count: x.rows))
      (left, logValues, right) = (u, logs, v)
    } else {
      throw NumericsError.domain(
        function: "GradedSVD", argument: "shape", value: "\(x.rows) × \(x.columns)",
        mend: "column scales need at least as many rows as columns")
    }
  }

  private static func jacobi(_ x: Matrix, _ logs: [Double]) throws -> (Matrix, [Double], Matrix) {
    var u = x
    var logs = logs
    var v = Matrix(rows: x.columns, columns: x.columns)
    guard assay_graded_jacobi(x.rows, x.columns, &u.values, &logs, &v.values) >= 0 else {
      throw NumericsError.noConvergence(function: "GradedSVD", limit: 60)
    }
    return (u, logs, v)
  }
}

extension Matrix {
  /// The singular values, largest first. *Reference:* ``GradedSVD``.
  public func singularValues() throws -> [Double] { try GradedSVD(self).values }

  /// The largest singular value. *Reference:* ``GradedSVD``.
  public func spectralNorm() throws -> Double { try singularValues().first ?? 0 }

  /// The numerical rank: how many singular values exceed max(rows, columns) · ulp times the largest.
  public func numericalRank() throws -> Int {
    let values = try singularValues()
    let threshold = Double(max(rows, columns)) * Double.ulpOfOne * (values.first ?? 0)
    return values.count { $0 > threshold }
  }
}
