// SPDX-License-Identifier: GPL-3.0-or-later

/// A place in a source file; lines and columns count from one, columns count Unicode scalars.
public struct SourcePosition: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The file, written as the paper's own path is written (relative to the same folder).
  public let file: String
  /// The line, from one; CRLF, LF and CR each end one line.
  public let line: Int
  /// The column, from one, in Unicode scalars; a byte order mark has no column.
  public let column: Int

  /// Creates a place from its three coordinates.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// Orders by file, then by line, then by column.
  public static func < (a: Self, b: Self) -> Bool {
    (a.file, a.line, a.column) < (b.file, b.line, b.column)
  }

  /// `file:line`, as every error and every finding shows it.
  public var description: String { "\(file):\(line)" }
}

/// A stretch of source text; `end` is the place just past the last character.
public struct SourceSpan: Hashable, Comparable, Sendable {
  /// The first character's place.
  public let start: SourcePosition
  /// One past the last character; in another file when an environment spans an inclusion.
  public let end: SourcePosition

  /// Creates a span from its two ends.
  public init(start: SourcePosition, end: SourcePosition) {
    self.start = start
    self.end = end
  }

  /// Orders by start, then by end.
  public static func < (a: Self, b: Self) -> Bool { (a.start, a.end) < (b.start, b.end) }
}
