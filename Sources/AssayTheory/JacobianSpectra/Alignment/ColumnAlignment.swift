// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// The form of the alignment bound that asks for independent leading *columns* of B, as it circulates. It is false.
///
/// ```
/// sin θ ≤ ρ ‖B‖ / σ_k(B_[:,1…k])
/// ```
/// Any constant that depends on B's columns alone fails: the claim's premiss can hold while the first k rows of VᵀB, which
/// decide, are dependent; the angle is then 90° however separated A is.
public enum ColumnAlignment {
  /// The bound's right side.
  /// - Parameters:
  ///   - a: A, square.
  ///   - b: B, with as many rows as A.
  ///   - k: 1 ≤ k < n.
  /// - Throws: ``TheoryError`` when s_k(A) = 0 or the leading columns are dependent up to rounding.
  public static func sine(of a: Matrix, applyingTo b: Matrix, dimension k: Int) throws -> Double {
    try Require.index(k, upTo: min(a.rows - 1, b.columns))
    let values = try a.singularValues()
    let leading = try leadingColumns(b, dimension: k)
    let norm = try b.spectralNorm()
    guard values[k - 1] > 0, leading > SeparationBound.dependence(b) * norm else {
      throw TheoryError(
        "s_\(k)(A) = \(values[k - 1]) and the leading columns of B have σ_\(k) = \(leading)",
        mend: "use A of rank at least \(k) and independent leading columns")
    }
    return values[k] / values[k - 1] * norm / leading
  }

  /// σ_k of the first k columns of B: how independent they are.
  public static func leadingColumns(_ b: Matrix, dimension k: Int) throws -> Double {
    try b.block(rows: 0..<b.rows, columns: 0..<k).singularValues()[k - 1]
  }
}
