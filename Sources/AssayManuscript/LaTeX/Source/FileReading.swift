// SPDX-License-Identifier: GPL-3.0-or-later

/// How far the flattener is in one file.
struct FileReading {
  let text: SourceText
  /// The file's index in the flat source.
  let index: Int
  /// The folder that inclusions are looked for in, after the paper's own.
  let directory: String
  let isPackage: Bool
  /// The next byte to read.
  var position = 0
  /// The first byte that is neither written nor left out.
  var written = 0
  /// Where reading stops.
  private(set) var end: Int
  /// The file has a `\documentclass` of its own, so its `\end{document}` ends only itself when it is included.
  var hasDocumentClass = false
  /// The conditionals open here, innermost last; true for an `\iftrue`, whose `\else` branch is dead.
  var conditionals: [Bool] = []
  /// Where the branches of conditionals end, as far as a search that failed has found them out.
  var knownBranches: (searchedFrom: Int, byStart: [Int: Branch])?
  /// Environments whose `\end` was looked for in vain, and from where.
  var neverEnded: Set<[UInt8]> = []
  /// The name given to the last `\newenvironment`.
  var environmentBeingDefined: [UInt8]?

  /// The parts of a conditional that is not taken: its `\else`, if any, and its `\fi`.
  struct Branch {
    let otherwise: Range<Int>?
    let end: Range<Int>
  }

  init(text: SourceText, index: Int, directory: String, isPackage: Bool) {
    self.text = text
    self.index = index
    self.directory = directory
    self.isPackage = isPackage
    end = text.bytes.count
  }

  var bytes: [UInt8] { text.bytes }
  var isDone: Bool { position >= end }

  /// Reads no further.
  mutating func stop() { end = min(end, position) }

  /// Returns the name of the control sequence at a backslash; empty at the end of the file.
  func controlName(at backslash: Int) -> Range<Int> {
    let start = backslash + 1
    var index = start
    while index < end, text.bytes[index].isControlLetter { index += 1 }
    return start..<(index > start ? index : min(start + 1, end))
  }

  /// Moves to the next comment or control sequence, or to the end.
  mutating func skipPlainText() {
    let (bytes, end) = (text.bytes, end)
    var offset = position
    while offset < end, bytes[offset] != .percent, bytes[offset] != .backslash { offset += 1 }
    position = offset
  }

  /// Moves past a comment, the line end that it eats, and the next line's leading blanks; leaves them out.
  mutating func skipComment() {
    while position < end, !text.bytes[position].isLineEnd { position += 1 }
    if position < end {
      let isCRLF =
        text.bytes[position] == .carriageReturn && position + 1 < end && text.bytes[position + 1] == .lineFeed
      position += isCRLF ? 2 : 1
    }
    while position < end, text.bytes[position] == .space || text.bytes[position] == .tab { position += 1 }
    written = position
  }

  /// Moves past blanks; a comment among them stays for the flattener.
  mutating func skipBlanks() {
    while position < end, text.bytes[position].isBlank { position += 1 }
  }

  /// Reads a group with no group inside it and returns its text without outer blanks; nil leaves the place as it was.
  mutating func simpleGroup() -> [UInt8]? {
    let start = position
    skipBlanks()
    guard position < end, text.bytes[position] == .openBrace else {
      position = start
      return nil
    }
    let first = position + 1
    var index = first
    while index < min(end, first + 1024) {
      let byte = text.bytes[index]
      if byte == .closeBrace {
        position = index + 1
        let contents = text.bytes[first..<index]
        return Array(contents.drop { $0.isBlank }.reversed().drop { $0.isBlank }.reversed())
      }
      if byte == .openBrace || byte == .percent { break }
      index += 1
    }
    position = start
    return nil
  }

  /// Moves past an optional argument without braces trouble; nil when there is none.
  mutating func skipOption() {
    let start = position
    skipBlanks()
    guard position < end, text.bytes[position] == .openBracket else {
      position = start
      return
    }
    var depth = 0
    var index = position + 1
    while index < min(end, position + LaTeXCursor.longestOption) {
      switch text.bytes[index] {
      case .backslash: index += 1
      case .openBrace: depth += 1
      case .closeBrace: depth -= 1
      case .closeBracket where depth <= 0:
        position = index + 1
        return
      default: break
      }
      index += 1
    }
    position = start
  }

  /// Returns the contents of the next group, past a star and past options, without moving.
  func followingGroup() -> [UInt8]? {
    var ahead = self
    if ahead.position < end, text.bytes[ahead.position] == .asterisk { ahead.position += 1 }
    ahead.skipOption()
    return ahead.simpleGroup()
  }

  /// Moves to the control sequence that comes next and past it, and returns its name.
  mutating func followingControlName() -> [UInt8]? {
    let start = position
    skipBlanks()
    if position < end, text.bytes[position] == .openBrace { position += 1 }
    guard position < end, text.bytes[position] == .backslash else {
      position = start
      return nil
    }
    let name = controlName(at: position)
    position = name.upperBound
    return Array(text.bytes[name])
  }

  /// Moves past `\let\a=\b`, so that a conditional in it is not taken for one that opens here.
  mutating func skipLet() {
    guard followingControlName() != nil else { return }
    let start = position
    skipBlanks()
    if position < end, text.bytes[position] == .equals { position += 1 }
    if followingControlName() == nil { position = start }
  }

  /// Moves past the `{…}` of a web address, in which `%` is no comment.
  mutating func skipAddress() {
    let start = position
    skipOption()
    guard position < end, text.bytes[position] == .openBrace else {
      position = start
      return
    }
    var depth = 0
    for index in position..<min(end, position + LaTeXCursor.longestOption) {
      let byte = text.bytes[index]
      if byte.isLineEnd { break }
      if byte == .openBrace { depth += 1 }
      if byte == .closeBrace { depth -= 1 }
      if depth == 0 {
        position = index + 1
        return
      }
    }
    position = start
  }
}
