// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// LaTeX as a reader would say it: printed names of environments and numbers, without their formatting.
enum PlainText {
  /// Returns the text of a short piece of LaTeX: macros in place, commands and braces gone, accents on.
  static func of(_ latex: String, macros: MacroTable? = nil, depth: Int = 0) -> String {
    var result = ""
    var rest = latex[...]
    while let character = rest.popFirst() {
      switch character {
      case "{", "}", "$": continue
      case "~": result += " "
      case "\\": result += command(&rest, macros: macros, depth: depth)
      default: result.append(character)
      }
    }
    return result.collapsingBlanks.precomposedStringWithCanonicalMapping
  }

  private static func command(_ rest: inout Substring, macros: MacroTable?, depth: Int) -> String {
    let letters = rest.prefix { $0.isASCII && ($0.isLetter || $0 == "@") }
    if letters.isEmpty {
      guard let symbol = rest.popFirst() else { return "" }
      guard let mark = accents[symbol] else {
        return ["&", "%", "#", "_"].contains(symbol) ? String(symbol) : " "
      }
      rest = rest.drop { $0 == "{" || $0 == " " }
      guard let base = rest.popFirst() else { return "" }
      return base == "\\" ? command(&rest, macros: macros, depth: depth) : String(base) + mark
    }
    rest = rest[letters.endIndex...].drop { $0 == " " }
    if let letter = Self.letters[String(letters)] { return letter }
    guard depth < 8, let macro = macros?["\\" + letters], macro.isPlain else { return "" }
    return of(macro.body, macros: macros, depth: depth + 1)
  }

  private static let accents: [Character: String] = [
    "'": "\u{301}", "`": "\u{300}", "^": "\u{302}", "\"": "\u{308}", "~": "\u{303}", "=": "\u{304}",
    ".": "\u{307}",
  ]

  private static let letters = [
    "ss": "ß", "ae": "æ", "oe": "œ", "o": "ø", "aa": "å", "l": "ł", "i": "ı", "AE": "Æ", "OE": "Œ",
    "O": "Ø", "AA": "Å", "L": "Ł",
  ]
}
