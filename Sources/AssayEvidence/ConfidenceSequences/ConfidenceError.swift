// SPDX-License-Identifier: GPL-3.0-or-later

/// A confidence sequence or an e-process was asked for outside its domain.
public enum ConfidenceError: Error, Equatable, CustomStringConvertible {
  /// The error probability is not inside (0, 1).
  case alpha(Double)
  /// A tuning parameter is outside its domain.
  case parameter(name: String, value: Double, mend: String)

  /// One line: what is wrong, and what to do.
  public var description: String {
    switch self {
    case .alpha(let value): "alpha = \(value): an error probability lies strictly between 0 and 1"
    case .parameter(let name, let value, let mend): "\(name) = \(value): \(mend)"
    }
  }

  static func check(alpha: Double) throws {
    guard alpha > 0, alpha < 1 else { throw ConfidenceError.alpha(alpha) }
  }

  static func check(_ name: String, positive value: Double) throws {
    guard value > 0, value.isFinite else {
      throw ConfidenceError.parameter(name: name, value: value, mend: "use a finite number > 0")
    }
  }
}
