// SPDX-License-Identifier: GPL-3.0-or-later

import CAssay

/// The thin Householder factorisation A = Q R, with m = min(rows, columns).
///
/// Q is rows × m with orthonormal columns, R is m × columns, upper trapezoidal with a diagonal ≥ 0; so Q of a
/// Gaussian matrix is Haar distributed. *Guarantee:* ‖A − QR‖ and ‖QᵀQ − I‖ are a modest multiple of rounding.
/// *Reference:* up to 65 536 entries this package's own reflectors (`householder.c`), whose bits are the same on every
/// processor; beyond, LAPACK's `dgeqrf` and `dorgqr`, or GSL's `gsl_linalg_QR_decomp` where LAPACK is not linked.
public struct QRFactorisation: Sendable {
  /// The orthonormal factor, rows × m.
  public let q: Matrix
  /// The upper trapezoidal factor, m × columns.
  public let r: Matrix

  /// Factors a matrix of any shape.
  /// - Throws: ``NumericsError`` when an entry is not finite.
  public init(_ a: Matrix) throws {
    try a.requireFinite("QRFactorisation")
    let m = min(a.rows, a.columns)
    var entries = a.values
    var r = Matrix(rows: m, columns: a.columns)
    var work = [Double](repeating: 0, count: max(1, assay_qr_work(a.rows, a.columns)))
    let info = assay_qr(a.rows, a.columns, &entries, &r.values, &work)
    guard info == 0 else { throw NumericsError.lapack(function: "QR", info: Int(info)) }
    q = Matrix(rows: a.rows, columns: m, values: Array(entries.prefix(a.rows * m)))
    self.r = r
  }
}
