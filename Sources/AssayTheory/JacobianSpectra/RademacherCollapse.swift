// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Products of independent matrices of random signs, ungated: they can vanish exactly, so exponents need a density.
///
/// Modulo 2 every such matrix is 1·1ᵀ. For odd n so is the product, and it never vanishes; for even n it does in
/// finite time.
public enum RademacherCollapse {
  /// P(W_L ⋯ W_1 = 0) for 2 × 2 matrices of independent signs.
  ///
  /// Half of the sixteen matrices are singular, half are √2 times orthogonal. Of a rank-one product only the line of
  /// its columns matters: from a diagonal line a singular factor gives 0 or a diagonal line, evenly, and an
  /// invertible one an axis; from an axis every factor gives a diagonal line. Hence, starting from an invertible one,
  /// ```
  /// full → ½ full + ½ diagonal;   diagonal → ¼ zero + ¼ diagonal + ½ axis;   axis → diagonal
  /// ```
  /// *Guarantee:* exact. The median is six layers.
  /// - Parameter depth: L ≥ 0.
  /// - Throws: ``TheoryError`` for a negative depth.
  public static func probabilityAtWidthTwo(depth: Int) throws -> Double {
    try Require.count(depth, "L", atLeast: 0)
    var (full, diagonal, axis, zero) = (1.0, 0.0, 0.0, 0.0)
    for _ in 0..<depth {
      (full, diagonal, axis, zero) = (
        full / 2, full / 2 + diagonal / 4 + axis, diagonal / 2, zero + diagonal / 4
      )
    }
    return zero
  }
}
