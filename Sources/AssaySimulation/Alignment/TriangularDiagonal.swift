// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// The diagonal |R_kk| of the QR factorisation of a product A B, measured.
public enum TriangularDiagonal {
  /// |R_11|, …, |R_mm| of A B with m = min(rows, columns).
  ///
  /// Each |R_kk| keeps its relative accuracy when A is diagonal with descending entries, however small its last ones are:
  /// Householder's reflections are stable row by row where the rows descend. *Reference:* ``QRFactorisation``;
  /// Cox and Higham (1998) on weighted least squares.
  /// - Throws: ``SimulationError`` for shapes that do not fit.
  public static func values(of a: Matrix, applyingTo b: Matrix) throws -> [Double] {
    guard a.columns == b.rows, a.rows >= 1, b.rows >= 1, b.columns >= 1 else {
      throw SimulationError(
        "QR of A B", "A is \(a.rows) × \(a.columns) and B is \(b.rows) × \(b.columns)",
        mend: "give A as many columns as B has rows")
    }
    let r = try QRFactorisation(a * b).r
    return (0..<min(r.rows, r.columns)).map { abs(r[$0, $0]) }
  }
}
