// SPDX-License-Identifier: GPL-3.0-or-later

/// A word, a string or a mark of a Swift source, with its line.
struct SwiftToken: Equatable {
  enum Kind: Equatable {
    /// An identifier, a keyword or a number.
    case word(String)
    /// A string literal; nil when it holds an interpolation, so that its value is not known here.
    case string(String?)
    /// Any other character.
    case mark(Character)
  }

  let kind: Kind
  /// Counted from 1.
  let line: Int
}

/// Cuts a Swift source into tokens: enough to find attributes and declarations, and never inside comments or strings.
struct SwiftLexer {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var tokens: [SwiftToken] = []

  /// Returns the tokens of a source, without comments.
  static func tokens(of source: String) -> [SwiftToken] {
    var lexer = SwiftLexer(bytes: Array(source.utf8))
    lexer.run(untilClosingParenthesis: false)
    return lexer.tokens
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func peek(_ offset: Int = 0) -> UInt8? {
    position + offset < bytes.count ? bytes[position + offset] : nil
  }

  private func looking(at text: StaticString) -> Bool {
    position + text.utf8CodeUnitCount <= bytes.count
      && text.withUTF8Buffer { $0.elementsEqual(bytes[position..<position + $0.count]) }
  }

  private mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where position < bytes.count {
      if bytes[position] == UInt8(ascii: "\n") { line += 1 }
      position += 1
    }
  }

  /// Reads on to the end of the source, or to the parenthesis that closes an interpolation.
  private mutating func run(untilClosingParenthesis inInterpolation: Bool) {
    var depth = 0
    while let byte = peek() {
      let start = line
      if isBlank(byte) {
        advance()
      } else if looking(at: "//") {
        while let next = peek(), next != UInt8(ascii: "\n") { advance() }
      } else if looking(at: "/*") {
        skipBlockComment()
      } else if let hashes = stringOpening() {
        tokens.append(SwiftToken(kind: .string(string(hashes: hashes)), line: start))
      } else if skipRegex() {
        tokens.append(SwiftToken(kind: .string(nil), line: start))
      } else if isWord(byte) || byte == UInt8(ascii: "`") {
        tokens.append(SwiftToken(kind: .word(word()), line: start))
      } else {
        advance()
        if byte == UInt8(ascii: "(") { depth += 1 }
        if byte == UInt8(ascii: ")") {
          if inInterpolation && depth == 0 { return }
          depth -= 1
        }
        tokens.append(SwiftToken(kind: .mark(Character(Unicode.Scalar(byte))), line: start))
      }
    }
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (9...13).contains(byte)
  }

  private func isWord(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte >= 0x80
  }

  /// Reads an identifier, a number, or a raw identifier between backticks.
  private mutating func word() -> String {
    let isRaw = peek() == UInt8(ascii: "`")
    if isRaw { advance() }
    let start = position
    while let byte = peek(), isRaw ? byte != UInt8(ascii: "`") : isWord(byte) { advance() }
    defer { if isRaw { advance() } }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func skipBlockComment() {
    var depth = 0
    repeat {
      if looking(at: "/*") {
        depth += 1
        advance(2)
      } else if looking(at: "*/") {
        depth -= 1
        advance(2)
      } else {
        advance()
      }
    } while depth > 0 && position < bytes.count
  }

  /// Skips a regular-expression literal, which may hold quotes and parentheses; false when none starts here.
  private mutating func skipRegex() -> Bool {
    if looking(at: "#/") {
      advance(2)
      while position < bytes.count, !looking(at: "/#") { advance() }
      advance(2)
      return true
    }
    // A slash is an operator after an operand, and before a blank.
    guard peek() == UInt8(ascii: "/"), let next = peek(1), !isBlank(next), mayStartOperand else {
      return false
    }
    var end = 1
    while let byte = peek(end), byte != UInt8(ascii: "\n") {
      if byte == UInt8(ascii: "/") {
        advance(end + 1)
        return true
      }
      end += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    return false
  }

  private var mayStartOperand: Bool {
    switch tokens.last?.kind {
    case nil: true
    case .word(let word): ["return", "in", "case", "try", "await", "else"].contains(word)
    case .string: false
    case .mark(let mark): !")]}".contains(mark)
    }
  }
}

extension SwiftLexer {
  /// Returns the number of `#` before the quote that starts here, or nil when no string starts here.
  private func stringOpening() -> Int? {
    var hashes = 0
    while peek(hashes) == UInt8(ascii: "#") { hashes += 1 }
    return peek(hashes) == UInt8(ascii: "\"") ? hashes : nil
  }

  /// Reads a string literal and returns its value, or nil when it holds an interpolation.
  private mutating func string(hashes: Int) -> String? {
    let quote = UInt8(ascii: "\"")
    advance(hashes)
    let isMultiline = peek() == quote && peek(1) == quote && peek(2) == quote
    let quotes = isMultiline ? 3 : 1
    advance(quotes)

    var value: [UInt8] = []
    var isPlain = true
    while let byte = peek() {
      if closes(quotes: quotes, hashes: hashes) {
        advance(quotes + hashes)
        break
      }
      guard byte == UInt8(ascii: "\\"), (1..<(hashes + 1)).allSatisfy({ peek($0) == UInt8(ascii: "#") })
      else {
        value.append(byte)
        advance()
        continue
      }
      advance(1 + hashes)
      if peek() == UInt8(ascii: "(") {
        isPlain = false
        skipInterpolation()
      } else {
        value.append(contentsOf: escaped())
      }
    }
    return isPlain ? String(decoding: value, as: UTF8.self) : nil
  }

  private func closes(quotes: Int, hashes: Int) -> Bool {
    (0..<quotes).allSatisfy { peek($0) == UInt8(ascii: "\"") }
      && (0..<hashes).allSatisfy { peek(quotes + $0) == UInt8(ascii: "#") }
  }

  private mutating func skipInterpolation() {
    let kept = tokens
    advance()
    run(untilClosingParenthesis: true)
    tokens = kept
  }

  /// Reads what follows a backslash and returns the bytes that it stands for.
  private mutating func escaped() -> [UInt8] {
    guard let byte = peek() else { return [] }
    advance()
    switch byte {
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "0"): return [0]
    case UInt8(ascii: "u"):
      guard peek() == UInt8(ascii: "{"), let end = bytes[position...].firstIndex(of: UInt8(ascii: "}"))
      else { return [] }
      let digits = String(decoding: bytes[(position + 1)..<end], as: UTF8.self)
      advance(end + 1 - position)
      return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map { Array(String($0).utf8) } ?? []
    default: return [byte]
    }
  }
}
