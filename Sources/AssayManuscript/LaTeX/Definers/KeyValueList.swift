// SPDX-License-Identifier: GPL-3.0-or-later

/// A list `key=value, key, …` as thmtools, keytheorems and tcolorbox read it.
struct KeyValueList {
  /// The items in order; the value is nil for a key that stands alone.
  let items: [(key: String, value: String?)]

  /// Splits at commas and at the first `=` of each item; those inside braces or brackets belong to the value.
  init(_ text: String) {
    var items: [(key: String, value: String?)] = []
    for part in Self.split(text[...], at: ",") {
      let halves = Self.split(part, at: "=", atMostOnce: true)
      let key = String(halves[0]).collapsingBlanks
      if halves.count == 1, key.isEmpty { continue }
      items.append((key, halves.count > 1 ? Self.unbraced(halves[1]) : nil))
    }
    self.items = items
  }

  /// Returns the last value given for any of these keys.
  func value(_ keys: String...) -> String? {
    items.last { keys.contains($0.key) && $0.value != nil }?.value
  }

  /// Removes one pair of braces around the whole value, and blanks.
  static func unbraced(_ value: Substring) -> String {
    let text = String(value).collapsingBlanks
    guard text.hasPrefix("{"), text.hasSuffix("}") else { return text }
    var depth = 0
    for (index, character) in text.enumerated() {
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      if depth == 0, index < text.count - 1 { return text }
    }
    return String(text.dropFirst().dropLast()).collapsingBlanks
  }

  private static func split(
    _ text: Substring, at separator: Character, atMostOnce: Bool = false
  ) -> [Substring] {
    var parts: [Substring] = []
    var start = text.startIndex
    var depth = 0
    var isEscaped = false
    for index in text.indices {
      let character = text[index]
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "{" || character == "[" {
        depth += 1
      } else if character == "}" || character == "]" {
        depth -= 1
      } else if character == separator, depth <= 0, !(atMostOnce && !parts.isEmpty) {
        parts.append(text[start..<index])
        start = text.index(after: index)
      }
    }
    return parts + [text[start...]]
  }
}
