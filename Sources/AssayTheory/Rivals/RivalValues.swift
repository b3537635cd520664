// SPDX-License-Identifier: GPL-3.0-or-later

/// Wrong values with the mistake that leads to each: what the same evidence must exclude.
public typealias RivalValues = [(name: String, value: Double)]

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
