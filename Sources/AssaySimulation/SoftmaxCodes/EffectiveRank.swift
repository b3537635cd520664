// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// Measures of how many singular values count.
public enum EffectiveRank {
  /// e^H of the singular values as shares of their sum, H = −Σ p log p: between 1 and the rank. 0 for no values but zeros.
  public static func entropic(_ singularValues: [Double]) -> Double {
    let sum = singularValues.reduce(0, +)
    guard sum > 0 else { return 0 }
    return exp(-singularValues.reduce(0) { $0 + ($1 > 0 ? $1 / sum * log($1 / sum) : 0) })
  }

  /// How many singular values exceed a fraction of the largest.
  public static func count(_ singularValues: [Double], above fraction: Double) -> Int {
    let top = singularValues.max() ?? 0
    return singularValues.count { $0 > fraction * top }
  }
}
