// SPDX-License-Identifier: GPL-3.0-or-later

/// A reading position in flat LaTeX, with the few grammatical steps that definers and environment heads need.
///
/// Every step either succeeds and moves past what it read, or returns nil and stays where it was.
struct LaTeXCursor {
  /// The text read.
  let source: FlatSource
  /// The next byte to read.
  var position: Int
  /// Where reading stops.
  let end: Int

  /// How far a bracketed argument may reach; a title longer than a page is a forgotten bracket.
  static let longestOption = 4096

  /// Creates a cursor over a stretch of text.
  init(_ source: FlatSource, at position: Int = 0, end: Int? = nil) {
    self.source = source
    self.position = position
    self.end = end ?? source.bytes.count
  }

  /// The next byte, or nil at the end.
  var next: UInt8? { position < end ? source.bytes[position] : nil }

  /// Skips blanks.
  mutating func skipBlanks() {
    while let byte = next, byte.isBlank { position += 1 }
  }

  /// Skips blanks and returns whether the given byte comes next, moving past it.
  mutating func take(_ byte: UInt8) -> Bool {
    let start = position
    skipBlanks()
    if next == byte {
      position += 1
      return true
    }
    position = start
    return false
  }

  /// Reads the rest of a control word after its backslash, or the one character of a control symbol.
  mutating func controlSequence() -> Range<Int>? {
    let start = position
    skipBlanks()
    guard next == .backslash, position + 1 < end else {
      position = start
      return nil
    }
    let name = source.controlName(at: position, end: end)
    position = name.upperBound
    return name
  }

  /// Reads `{…}` and returns what stands between the braces.
  mutating func group() -> Range<Int>? {
    let start = position
    skipBlanks()
    guard next == .openBrace, !source.isUnclosed(position) else {
      position = start
      return nil
    }
    var depth = 0
    var offset = position
    while offset < end {
      switch source.bytes[offset] {
      case .backslash: offset += 1
      case .openBrace: depth += 1
      case .closeBrace:
        depth -= 1
        if depth == 0 {
          let contents = position + 1..<offset
          position = offset + 1
          return contents
        }
      default: break
      }
      offset += 1
    }
    position = start
    return nil
  }

  /// Reads `[…]` and returns what stands between the brackets.
  ///
  /// A bracket inside braces does not end it, nor does the optional argument of a command (`\cite[Thm 2]{x}`).
  mutating func option() -> Range<Int>? {
    let start = position
    skipBlanks()
    guard next == .openBracket else {
      position = start
      return nil
    }
    let first = position + 1
    var braces = 0
    var nested = 0
    var afterCommand = false
    var offset = first
    while offset < min(end, first + Self.longestOption), braces >= 0 {
      let byte = source.bytes[offset]
      switch byte {
      case .backslash:
        offset = source.controlName(at: offset, end: end).upperBound
        afterCommand = true
        continue
      case .openBrace: braces += 1
      case .closeBrace: braces -= 1
      case .openBracket where braces == 0 && afterCommand: nested += 1
      case .closeBracket where braces == 0 && nested > 0: nested -= 1
      case .closeBracket where braces == 0:
        position = offset + 1
        return first..<offset
      default: break
      }
      if byte != .asterisk { afterCommand = false }
      offset += 1
    }
    position = start
    return nil
  }

  /// Reads a macro name given as `{\name}` or as `\name`.
  mutating func macroName() -> String? {
    let start = position
    if let group = group() {
      let name = String(source.bytes, group).collapsingBlanks
      if name.hasPrefix("\\"), name.utf8.count > 1 { return name }
    } else if let name = controlSequence() {
      return "\\" + String(source.bytes, name)
    }
    position = start
    return nil
  }
}

extension FlatSource {
  /// Returns the name of the control sequence whose backslash stands at `offset`: letters, or one character.
  func controlName(at offset: Int, end: Int) -> Range<Int> {
    let start = offset + 1
    var index = start
    while index < end, bytes[index].isControlLetter { index += 1 }
    if index > start { return start..<index }
    guard start < end else { return start..<start }
    index = start + 1
    while index < end, bytes[index] & 0xC0 == 0x80 { index += 1 }
    return start..<index
  }
}
