// SPDX-License-Identifier: GPL-3.0-or-later

/// A token as TeX sees it: a control sequence, a brace, a math shift, or one character.
struct Lexeme: Hashable, Sendable {
  enum Kind: Sendable {
    /// A control sequence; the text has its backslash.
    case control
    case letter, digit, open, close
    /// `$`.
    case shift
    /// Text that TeX prints as it stands.
    case opaque
    case other
  }

  let kind: Kind
  let text: String
  /// A blank stands before it.
  let isSpaced: Bool

  /// The same token, with or without a blank before it.
  func spaced(_ isSpaced: Bool) -> Lexeme { Lexeme(kind: kind, text: text, isSpaced: isSpaced) }

  /// Returns the tokens of a piece of LaTeX, without comments.
  static func all(in text: String) -> [Lexeme] {
    let source = Flattener.flatten(text: text)
    var lexemes: [Lexeme] = []
    var isSpaced = false
    var offset = 0
    while offset < source.bytes.count {
      let byte = source.bytes[offset]
      if byte.isBlank {
        isSpaced = true
        offset += 1
        continue
      }
      let (kind, range) = token(at: offset, in: source)
      lexemes.append(Lexeme(kind: kind, text: source.text(in: range), isSpaced: isSpaced))
      isSpaced = false
      offset = range.upperBound
    }
    return lexemes
  }

  private static func token(at offset: Int, in source: FlatSource) -> (Kind, Range<Int>) {
    switch source.bytes[offset] {
    case .backslash:
      return (
        .control, offset..<max(source.controlName(at: offset, end: source.bytes.count).upperBound, offset + 1)
      )
    case .openBrace: return (.open, offset..<offset + 1)
    case .closeBrace: return (.close, offset..<offset + 1)
    case UInt8(ascii: "$"): return (.shift, offset..<offset + 1)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return (.digit, offset..<offset + 1)
    case FlatSource.mask:
      var end = offset + 1
      while end < source.bytes.count, source.bytes[end] == FlatSource.mask { end += 1 }
      return (.opaque, offset..<end)
    default:
      var end = offset + 1
      while end < source.bytes.count, source.bytes[end] & 0xC0 == 0x80 { end += 1 }
      let scalar = source.text(in: offset..<end).unicodeScalars.first
      return (scalar.map(isLetter) == true ? .letter : .other, offset..<end)
    }
  }

  /// Letters, and the marks that combine with them.
  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: scalar.properties.isAlphabetic
    }
  }
}
