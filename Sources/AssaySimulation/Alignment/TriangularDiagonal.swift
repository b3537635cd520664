// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// The diagonal |R_kk| of the QR factorisation of a product A B, measured.
public enum TriangularDiagonal {
  /// |R_11|, …, |R_mm| of A B with m = min(rows, columns).
  ///
  /// The factorisation is carried from B to A, so that each |R_kk| keeps its relative accuracy when A is diagonal with
  /// descending entries, however small its last ones are. *Reference:* ``QRFactorisation``, twice.
  /// - Throws: ``SimulationError`` for shapes that do not fit.
  public static func values(of a: Matrix, applyingTo b: Matrix) throws -> [Double] {
    guard a.columns == b.rows, a.rows >= 1, b.rows >= 1, b.columns >= 1 else {
      throw SimulationError(
        "QR of A B", "A is \(a.rows) × \(a.columns) and B is \(b.rows) × \(b.columns)",
        mend: "give A as many columns as B has rows")
    }
    let first = try QRFactorisation(b)
    let second = try QRFactorisation(a * first.q)
    return (0..<min(second.r.rows, first.r.rows)).map { abs(first.r[$0, $0] * second.r[$0, $0]) }
  }
}
