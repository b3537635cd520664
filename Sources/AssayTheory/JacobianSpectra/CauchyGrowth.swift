// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The mean of L independent log-scales when they are Cauchy: no depth concentrates it.
public enum CauchyGrowth {
  /// The interquartile range of (1/L) Σ C_l for standard Cauchy C_l: 2, at every L, for the mean is Cauchy again.
  public static let interquartileRange = 2.0

  /// The interquartile range at depth L if the factors had variance 1 instead: 2 Φ⁻¹(¾)/√L, in the Gaussian limit.
  /// - Throws: ``TheoryError`` unless L ≥ 1.
  public static func finiteVarianceRange(depth: Int) throws -> Double {
    try Require.count(depth, "L")
    // Φ⁻¹(¾)
    return 2 * 0.674_489_750_196_081_743_2 / Double(depth).squareRoot()
  }
}
