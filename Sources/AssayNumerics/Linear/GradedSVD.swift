// SPDX-License-Identifier: GPL-3.0-or-later

import CAssay
import Foundation

/// The singular value decomposition with relatively accurate singular values, kept as logarithms.
///
/// For A = U diag(e^ℓ) Vᵀ. *Guarantee:* for A = D₁ B D₂ with D₁, D₂ diagonal, every singular value, however small, has a
/// relative error of a modest multiple of rounding times the condition number of B (if neither D is the identity: of B's
/// leading blocks, with D₁ and D₂ in descending order); LAPACK's bidiagonal methods only promise an absolute error of
/// rounding times the largest. *Does not hold when:* A is nearly singular whatever the scaling, or D₁ and D₂ together
/// exceed the range of a double (either alone may use all of it). *Method:* QR with rows and columns pivoted, then
/// one-sided Jacobi. *Reference:* Demmel et al., Linear Algebra Appl. 299 (1999); Drmač and Veselić, SIAM J. Matrix
/// Anal. Appl. 29 (2008).
public struct GradedSVD: Sendable {
  /// The logarithms of the singular values, largest first; −∞ for a zero one, that is where rows or columns are dependent
  /// but for rounding.
  public let logValues: [Double]
  /// The left singular vectors, rows × m, m = min(rows, columns); orthonormal columns.
  public let left: Matrix
  /// The right singular vectors, columns × m; orthonormal columns.
  public let right: Matrix

  /// The singular values, largest first; may underflow to 0 or overflow to infinity.
  public var values: [Double] { logValues.map(exp) }

  /// Decomposes A = X diag(e^logScales); `logScales` defaults to zeros, and −∞ stands for a zero column.
  /// - Throws: ``NumericsError`` when an entry or a scale is not finite, or the sweeps do not converge.
  public init(_ x: Matrix, columnLogScales logScales: [Double]? = nil) throws {
    precondition(logScales == nil || logScales?.count == x.columns, "one scale a column")
    try x.requireFinite("GradedSVD")
    if let logScales {
      guard logScales.allSatisfy({ $0 < .infinity }) else {
        throw NumericsError.domain(
          function: "GradedSVD", argument: "column scales", value: "\(logScales)", mend: "use finite scales")
      }
      (left, logValues, right) = try Self.decompose(x, logScales)
    } else if x.transposed.rangeOfColumnSizes > x.rangeOfColumnSizes {
      // Column sizes are carried as logarithms, row sizes are not: the wider range goes into the columns.
      (right, logValues, left) = try Self.decompose(x.transposed, [Double](repeating: 0, count: x.rows))
    } else {
      (left, logValues, right) = try Self.decompose(x, [Double](repeating: 0, count: x.columns))
    }
  }

  private static func decompose(_ x: Matrix, _ logScales: [Double]) throws -> (Matrix, [Double], Matrix) {
    let m = min(x.rows, x.columns)
    var left = Matrix(rows: x.rows, columns: m)
    var logs = [Double](repeating: 0, count: m)
    var right = Matrix(rows: x.columns, columns: m)
    var work = [Double](repeating: 0, count: assay_graded_svd_work(x.rows, x.columns))
    let sweeps = assay_graded_svd(
      x.rows, x.columns, x.values, logScales, &logs, &right.values, &left.values, &work)
    guard sweeps >= 0 else { throw NumericsError.noConvergence(function: "GradedSVD", limit: 60) }
    return (left, logs, right)
  }
}

extension Matrix {
  /// log of the ratio of the largest to the smallest non-zero column, by their largest entries.
  fileprivate var rangeOfColumnSizes: Double {
    let sizes = (0..<columns).map { j in column(j).reduce(0) { max($0, abs($1)) } }.filter { $0 > 0 }
    guard let least = sizes.min(), let most = sizes.max() else { return 0 }
    return log(most) - log(least)
  }

  /// Throws when an entry is infinite or not a number.
  func requireFinite(_ function: String) throws {
    guard let bad = values.first(where: { !$0.isFinite }) else { return }
    throw NumericsError.domain(
      function: function, argument: "an entry", value: "\(bad)", mend: "use finite entries")
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
