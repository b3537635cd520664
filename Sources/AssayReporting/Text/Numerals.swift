// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Numbers as a reader of a table wants them: as many digits as the uncertainty leaves.
enum Numerals {
  /// Returns how many decimals show two significant digits of an uncertainty; nil when decimals are the wrong notation.
  static func decimals(showing uncertainty: Double) -> Int? {
    guard uncertainty > 0, uncertainty.isFinite else { return nil }
    let decimals = 1 - Int(log10(uncertainty).rounded(.down))
    return decimals <= 9 ? max(0, decimals) : nil
  }

  /// Returns a number with so many decimals, or with four significant digits when that is the wrong notation.
  static func number(_ value: Double, decimals: Int?) -> String {
    if value == .infinity { return "∞" }
    if value == -.infinity { return "−∞" }
    guard let decimals, abs(value) < 1e7 else { return significant(value, 4) }
    let text = String(format: "%.\(decimals)f", value)
    // Minus nought is nought.
    return text.hasPrefix("-") && !text.contains { ("1"..."9").contains($0) }
      ? String(text.dropFirst()) : text
  }

  /// Returns a number with so many significant digits.
  static func significant(_ value: Double, _ digits: Int) -> String {
    if value.isInfinite { return number(value, decimals: nil) }
    return String(format: "%.\(digits)g", value)
  }

  /// Returns a duration: "0.4 s", "41 s", "2 min 5 s".
  static func duration(_ seconds: Double) -> String {
    if seconds < 9.95 { return String(format: "%.1f s", seconds) }
    let whole = Int(seconds.rounded())
    return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
  }

  /// Returns a count with its noun: "1 check", "3 checks".
  static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
