// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Wrong values with the mistake that leads to each: what the same evidence must exclude.
public typealias RivalValues = [(name: String, value: Double)]

/// Expansions for large arguments, which one may take for the functions themselves; m ≥ 1.
enum Expansion {
  /// ψ(m/2) ≈ log(m/2) − 1/m, too large by 1/(3m²) and less.
  static func digamma(_ m: Int) -> Double { log(Double(m) / 2) - 1 / Double(m) }

  /// ψ′(m/2) ≈ 2/m + 2/m², too small by 4/(3m³) and less.
  static func trigamma(_ m: Int) -> Double { 2 / Double(m) + 2 / Double(m * m) }
}

/// Keeps the rivals that can be told from the true value at all.
enum Rivals {
  /// Drops every rival within a relative distance of the truth; none but itself when the truth is infinite.
  static func distinct(
    _ rivals: RivalValues, from truth: Double, relative margin: Double
  ) -> RivalValues {
    distinct(rivals, from: truth, by: truth.isFinite ? margin * abs(truth) : 0)
  }

  /// Drops every rival within `margin` of the truth: no evidence could exclude it.
  ///
  /// A rival coincides with the truth in special settings (with p = 1, "gates ignored" is no mistake).
  static func distinct(_ rivals: RivalValues, from truth: Double, by margin: Double) -> RivalValues {
    precondition(!rivals.contains { $0.value.isNaN }, "a rival is a number")
    return rivals.filter { $0.value != truth && !(abs($0.value - truth) <= margin) }
  }
}
