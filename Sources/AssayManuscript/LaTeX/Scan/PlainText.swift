// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// LaTeX as a reader would say it: printed names of environments and numbers, without their formatting.
struct PlainText {
  private let macros: MacroTable?
  /// The macros that are being put in place: none is put inside itself.
  private var active: [Substring] = []
  /// The characters that macros may still add; a chain of doubling macros must not eat the time.
  private var allowance = 1000

  private init(macros: MacroTable?) { self.macros = macros }

  /// Returns the text of a short piece of LaTeX: macros in place, commands and braces gone, accents on.
  static func of(_ latex: String, macros: MacroTable? = nil) -> String {
    var reader = PlainText(macros: macros)
    return reader.read(latex).collapsingBlanks.precomposedStringWithCanonicalMapping
  }

  private mutating func read(_ latex: String) -> String {
    var result = ""
    var rest = latex[...]
    while let character = rest.popFirst() {
      switch character {
      case "{", "}", "$": continue
      case "~": result += " "
      case "\\": result += command(&rest)
      default: result.append(character)
      }
    }
    return result
  }

  private mutating func command(_ rest: inout Substring) -> String {
    let letters = rest.prefix { $0.isASCII && ($0.isLetter || $0 == "@") }
    if letters.isEmpty {
      guard let symbol = rest.popFirst() else { return "" }
      guard let mark = Self.accents[symbol] else {
        return ["&", "%", "#", "_"].contains(symbol) ? String(symbol) : " "
      }
      rest = rest.drop { $0 == "{" || $0 == " " }
      // A command below the accent, such as a dotless i, is read next and for itself.
      guard let base = rest.first, base != "\\" else { return "" }
      rest.removeFirst()
      return String(base) + mark
    }
    rest = rest[letters.endIndex...].drop { $0 == " " }
    if let letter = Self.letters[String(letters)] { return letter }
    guard let macro = macros?["\\" + letters], macro.isPlain, !active.contains(letters) else { return "" }
    allowance -= macro.body.utf8.count
    guard allowance >= 0 else { return "" }
    active.append(letters)
    defer { active.removeLast() }
    return read(macro.body)
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
