// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// One parameter of a formula: its name, its kind, what it means.
public struct FormulaParameter: Sendable, Hashable {
  /// What a parameter's text must be.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A whole number.
    case integer = "a whole number"
    /// A number in (0, 1].
    case probability = "a probability in (0, 1]"
    /// A finite number above 0.
    case positive = "a positive number"
    /// A finite number.
    case real = "a number"
    /// Finite numbers, or -inf, separated by commas.
    case list = "numbers separated by commas"
  }

  /// A parameter's value, read from text.
  enum Value: Sendable {
    case integer(Int)
    case real(Double)
    case list([Double])
  }

  /// The name in `name=value`.
  public let name: String
  /// What the text must be.
  public let kind: Kind
  /// What the parameter means, in a few words.
  public let meaning: String
  /// The text that stands when the parameter is not given; nil when it must be given.
  public let defaultValue: String?

  /// Describes a parameter.
  public init(_ name: String, _ kind: Kind, _ meaning: String, default defaultValue: String? = nil) {
    self.name = name
    self.kind = kind
    self.meaning = meaning
    self.defaultValue = defaultValue
  }

  /// Reads a value of this kind.
  func read(_ text: String) throws -> Value {
    let unreadable = FormulaError.unreadableValue(text, parameter: name, wanted: kind.rawValue)
    switch kind {
    case .integer:
      guard let value = Int(text) else { throw unreadable }
      return .integer(value)
    case .list:
      let values = text.split(separator: ",", omittingEmptySubsequences: false).map { Self.number($0) }
      let numbers = values.compactMap { $0 }
      guard numbers.count == values.count, numbers.allSatisfy({ $0 < .infinity }) else {
        throw unreadable
      }
      return .list(numbers)
    case .probability, .positive, .real:
      guard let value = Self.number(Substring(text)), value.isFinite,
        kind == .real || value > 0, kind != .probability || value <= 1
      else { throw unreadable }
      return .real(value)
    }
  }

  /// A decimal number; no NaN, no hexadecimal, no surrounding blanks.
  private static func number(_ text: Substring) -> Double? {
    guard !text.contains(where: { "xXnN".contains($0) }) || text == "-inf" else { return nil }
    return Double(text)
  }
}
