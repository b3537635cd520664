// SPDX-License-Identifier: GPL-3.0-or-later

/// A paper as one text: inclusions in their places, comments and dead branches gone, opaque text masked.
///
/// Every byte still knows the file and the place that it came from. Opaque text (verbatim, listings) is masked
/// byte for byte, so nothing in it can be mistaken for structure; `text(in:)` gives it back.
struct FlatSource: Sendable {
  /// The flat text.
  private(set) var bytes: [UInt8] = []
  /// The files read, in the order of reading; the first is the paper's own.
  private(set) var files: [SourceText] = []
  /// Where text of local packages and classes stands: there are definitions in it, never claims.
  private(set) var packageText: [Range<Int>] = []
  /// The classes and packages loaded, local or not, in order.
  var loaded: [String] = []
  /// What the reader has to be told.
  var notes: [ScanNote] = []

  private struct Segment {
    let flatStart: Int
    let file: Int
    let sourceStart: Int
  }
  private struct OpaqueText {
    let range: Range<Int>
    let original: [UInt8]
  }
  private var segments: [Segment] = []
  private var opaque: [OpaqueText] = []
  /// The opening braces that nothing closes, ascending; known once `seal` has run.
  private(set) var unclosedBraces: [Int] = []

  /// What stands in place of an opaque byte: no letter, no blank, nothing that TeX would act upon.
  static let mask: UInt8 = 0x01

  /// Adds a file and returns its index.
  mutating func add(_ file: SourceText) -> Int {
    if files.isEmpty { bytes.reserveCapacity(file.bytes.count) }
    files.append(file)
    return files.count - 1
  }

  /// Appends a stretch of a file.
  mutating func append(_ range: Range<Int>, of file: Int) {
    guard !range.isEmpty else { return }
    mark(file: file, sourceStart: range.lowerBound)
    bytes.append(contentsOf: files[file].bytes[range])
  }

  /// Appends a stretch of a file whose bytes nobody shall read as LaTeX.
  mutating func appendOpaque(_ range: Range<Int>, of file: Int) {
    guard !range.isEmpty else { return }
    mark(file: file, sourceStart: range.lowerBound)
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(Self.mask, count: range.count))
    opaque.append(OpaqueText(range: start..<bytes.count, original: Array(files[file].bytes[range])))
  }

  /// Appends the line end that TeX puts behind every file.
  mutating func appendLineEnd(of file: Int) {
    mark(file: file, sourceStart: files[file].bytes.count)
    bytes.append(.lineFeed)
  }

  /// Declares that everything since `start` is text of a package.
  mutating func markPackageText(since start: Int) {
    if start < bytes.count { packageText.append(start..<bytes.count) }
  }

  private mutating func mark(file: Int, sourceStart: Int) {
    if let last = segments.last, last.file == file,
      last.sourceStart + (bytes.count - last.flatStart) == sourceStart
    {
      return
    }
    segments.append(Segment(flatStart: bytes.count, file: file, sourceStart: sourceStart))
  }

  /// Finds the unclosed braces, once the text is whole: a group that never ends is then refused at once.
  mutating func seal() {
    let bytes = bytes
    var open: [Int] = []
    var offset = 0
    while offset < bytes.count {
      switch bytes[offset] {
      case .backslash: offset += 1
      case .openBrace: open.append(offset)
      case .closeBrace: _ = open.popLast()
      default: break
      }
      offset += 1
    }
    unclosedBraces = open
    packageText.sort { $0.lowerBound < $1.lowerBound }
  }

  /// Returns whether a brace at this offset is never closed.
  func isUnclosed(_ offset: Int) -> Bool {
    guard !unclosedBraces.isEmpty else { return false }
    let index = unclosedBraces.partitioningIndex { $0 >= offset }
    return index < unclosedBraces.count && unclosedBraces[index] == offset
  }

  /// Returns where a byte came from; the end of the text is the place just past the last byte.
  func position(at offset: Int) -> SourcePosition {
    let index = segments.partitioningIndex { $0.flatStart > offset } - 1
    guard index >= 0 else {
      return SourcePosition(file: files.first?.path ?? "", line: 1, column: 1)
    }
    let segment = segments[index]
    let file = files[segment.file]
    return file.position(at: min(segment.sourceStart + offset - segment.flatStart, file.bytes.count))
  }

  /// Returns the span of a non-empty range of the flat text.
  func span(_ range: Range<Int>) -> SourceSpan {
    let start = position(at: range.lowerBound)
    let last = position(at: range.upperBound - 1)
    // What begins in one inclusion of a file and ends in another may end before it begins; then the start must do.
    let end = last.file == start.file && last < start ? start : last
    return SourceSpan(
      start: start, end: SourcePosition(file: end.file, line: end.line, column: end.column + 1))
  }

  /// Returns the text as the author wrote it, without comments, opaque stretches as they are in the file.
  func text(in range: Range<Int>) -> String {
    var index = opaque.partitioningIndex { $0.range.upperBound > range.lowerBound }
    guard index < opaque.count, opaque[index].range.lowerBound < range.upperBound else {
      return String(bytes, range)
    }
    var pieces = Array(bytes[range])
    while index < opaque.count, opaque[index].range.lowerBound < range.upperBound {
      let hidden = opaque[index].range
      for offset in hidden.clamped(to: range) {
        pieces[offset - range.lowerBound] = opaque[index].original[offset - hidden.lowerBound]
      }
      index += 1
    }
    return String(decoding: pieces, as: UTF8.self)
  }
}
