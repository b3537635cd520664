// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// What |R_kk|/s_k(A) tends to as the singular values of A separate, for the QR factorisation of A B.
///
/// ```
/// |R_kk| / s_k(A) → |det M_[k]| / |det M_[k−1]|,   M = VᵀB, M_[k] its leading k × k block
/// ```
/// with an error of order max ρ_j². *Guarantee:* when the leading minors up to k do not vanish.
/// *Does not hold when:* a leading minor vanishes, though all rows of M be independent: a permutation B puts s_2 in
/// place of s_1.
public enum TriangularLimit {
  /// The limit for index k.
  /// - Parameters:
  ///   - m: M = VᵀB, with at least k rows and columns.
  ///   - k: the index, from 1.
  /// - Throws: ``TheoryError`` when the leading minor of order k or k − 1 vanishes.
  public static func value(coordinates m: Matrix, index k: Int) throws -> Double {
    try Require.index(k, upTo: min(m.rows, m.columns))
    let upper = try logMinor(m, k)
    let lower = try logMinor(m, k - 1)
    guard upper.isFinite, lower.isFinite else {
      throw TheoryError(
        "a leading minor of order \(upper.isFinite ? k - 1 : k) vanishes",
        mend: "use a B whose leading minors in A's coordinates do not vanish")
    }
    return exp(upper - lower)
  }

  /// The rival without the denominator: |det M_[k]|.
  public static func withoutDenominator(coordinates m: Matrix, index k: Int) throws -> Double {
    try Require.index(k, upTo: min(m.rows, m.columns))
    return exp(try logMinor(m, k))
  }

  /// The rival with the least singular value of the leading rows: what independent rows alone would have to give.
  public static func fromRows(coordinates m: Matrix, index k: Int) throws -> Double {
    try Require.index(k, upTo: min(m.rows, m.columns))
    return try m.block(rows: 0..<k, columns: 0..<m.columns).singularValues()[k - 1]
  }

  /// log|det M_[k]|, as the sum of logarithms of singular values; −∞ when it vanishes up to rounding.
  private static func logMinor(_ m: Matrix, _ k: Int) throws -> Double {
    if k == 0 { return 0 }
    let logs = try GradedSVD(m.block(rows: 0..<k, columns: 0..<k)).logValues
    let vanishes = logs[k - 1] < logs[0] + log(SeparationBound.dependence(m))
    return vanishes ? -.infinity : logs.reduce(0, +)
  }
}
