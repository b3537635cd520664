// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Testing

/// Checks the laws of a thin QR factorisation A = Q R with a non-negative diagonal.
///
/// The bound is the usual one for Householder reflectors, a small multiple of rows · m · ulp: each of the m reflectors
/// leaves a relative error of about rows · ulp in the worst case.
public func checkFactorisation(
  of a: Matrix, q: Matrix, r: Matrix, _ what: String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
  let m = min(a.rows, a.columns)
  #expect(q.rows == a.rows && q.columns == m, "\(what): Q's shape", sourceLocation: sourceLocation)
  #expect(r.rows == m && r.columns == a.columns, "\(what): R's shape", sourceLocation: sourceLocation)
  let bound = Double(max(1, a.rows * m)) * Double.ulpOfOne
  checkOrthonormalColumns(q, within: bound, what, sourceLocation: sourceLocation)
  let residual = (q * r - a).frobeniusNorm
  #expect(
    residual <= bound * a.frobeniusNorm, "\(what): ‖QR − A‖ = \(residual)", sourceLocation: sourceLocation)
  for j in 0..<r.columns {
    for i in 0..<m where i > j {
      #expect(r[i, j] == 0, "\(what): R has \(r[i, j]) below its diagonal", sourceLocation: sourceLocation)
    }
  }
  for i in 0..<m {
    #expect(r[i, i] >= 0, "\(what): R[\(i), \(i)] = \(r[i, i]) < 0", sourceLocation: sourceLocation)
  }
}

/// Checks that ‖QᵀQ − I‖ (Frobenius) is within the bound.
public func checkOrthonormalColumns(
  _ q: Matrix, within bound: Double, _ what: String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
  let defect = (q.multiplied(by: q, transposed: true) - Matrix.identity(q.columns)).frobeniusNorm
  #expect(defect <= bound, "\(what): ‖QᵀQ − I‖ = \(defect) > \(bound)", sourceLocation: sourceLocation)
}
