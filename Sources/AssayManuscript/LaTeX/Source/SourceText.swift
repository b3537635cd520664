// SPDX-License-Identifier: GPL-3.0-or-later

/// One file's text as valid UTF-8, with what it takes to turn a byte offset into line and column.
///
/// The byte order mark is gone, line ends are as in the file, and each byte that is not UTF-8 stands as the
/// Latin-1 character it would be (so that columns still count one for it).
struct SourceText: Sendable {
  /// The path as written from the paper's own.
  let path: String
  /// The text in UTF-8.
  let bytes: [UInt8]
  /// Where the first byte stood that was not UTF-8, if any, and how many there were.
  let recovered: (offset: Int, count: Int)?

  /// The offset at which each line starts.
  private let lineStarts: [Int]
  /// The number of scalars before every `stride` bytes, so that a long line costs no more than a short one.
  private let scalarsBefore: [Int]
  private static let stride = 512

  /// Decodes a file.
  ///
  /// - Throws: `ManuscriptError.encoding` for UTF-16.
  init(path: String, raw: [UInt8]) throws(ManuscriptError) {
    if raw.starts(with: [0xFF, 0xFE]) || raw.starts(with: [0xFE, 0xFF]) {
      throw .encoding(file: path, name: "UTF-16")
    }
    let text = raw.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(raw.dropFirst(3)) : raw
    self.path = path
    if String(validating: text, as: UTF8.self) != nil {
      bytes = text
      recovered = nil
    } else {
      let decoded = Self.decodeLatin1(in: text)
      bytes = decoded.bytes
      recovered = (decoded.first, decoded.count)
    }
    (lineStarts, scalarsBefore) = Self.index(bytes)
  }

  /// Returns the line and the column of a byte offset, both from one; logarithmic in the file's length.
  func lineAndColumn(at offset: Int) -> (line: Int, column: Int) {
    let line = lineStarts.partitioningIndex { $0 > offset } - 1
    return (line + 1, scalars(before: offset) - scalars(before: lineStarts[line]) + 1)
  }

  /// Returns the place of a byte offset.
  func position(at offset: Int) -> SourcePosition {
    let (line, column) = lineAndColumn(at: offset)
    return SourcePosition(file: path, line: line, column: column)
  }

  private func scalars(before offset: Int) -> Int {
    let block = offset / Self.stride
    var count = scalarsBefore[block]
    for byte in bytes[block * Self.stride..<offset] where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }

  private static func index(_ bytes: [UInt8]) -> (lineStarts: [Int], scalarsBefore: [Int]) {
    var lineStarts = [0]
    var scalarsBefore: [Int] = []
    scalarsBefore.reserveCapacity(bytes.count / stride + 1)
    var scalars = 0
    for (offset, byte) in bytes.enumerated() {
      if offset % stride == 0 { scalarsBefore.append(scalars) }
      if byte & 0xC0 != 0x80 { scalars += 1 }
      let endsLine =
        byte == .lineFeed
        || (byte == .carriageReturn && (offset + 1 == bytes.count || bytes[offset + 1] != .lineFeed))
      if endsLine { lineStarts.append(offset + 1) }
    }
    if bytes.count % stride == 0 { scalarsBefore.append(scalars) }
    return (lineStarts, scalarsBefore)
  }

  /// Keeps well-formed UTF-8 and reads every other byte as Latin-1: a file may mix both.
  private static func decodeLatin1(in text: [UInt8]) -> (bytes: [UInt8], first: Int, count: Int) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count + 64)
    var first: Int?
    var count = 0
    var offset = 0
    while offset < text.count {
      if let length = utf8Length(text, at: offset) {
        bytes.append(contentsOf: text[offset..<offset + length])
        offset += length
      } else {
        first = first ?? bytes.count
        count += 1
        bytes.append(0xC0 | text[offset] >> 6)
        bytes.append(0x80 | text[offset] & 0x3F)
        offset += 1
      }
    }
    return (bytes, first ?? 0, count)
  }

  /// Returns the length of the well-formed UTF-8 sequence at an offset, or nil (Unicode 15, table 3-7).
  private static func utf8Length(_ text: [UInt8], at offset: Int) -> Int? {
    func continues(_ k: Int, in range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      offset + k < text.count && range.contains(text[offset + k])
    }
    switch text[offset] {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: return continues(1) ? 2 : nil
    case 0xE0: return continues(1, in: 0xA0...0xBF) && continues(2) ? 3 : nil
    case 0xED: return continues(1, in: 0x80...0x9F) && continues(2) ? 3 : nil
    case 0xE1...0xEF: return continues(1) && continues(2) ? 3 : nil
    case 0xF0: return continues(1, in: 0x90...0xBF) && continues(2) && continues(3) ? 4 : nil
    case 0xF1...0xF3: return continues(1) && continues(2) && continues(3) ? 4 : nil
    case 0xF4: return continues(1, in: 0x80...0x8F) && continues(2) && continues(3) ? 4 : nil
    default: return nil
    }
  }
}

extension Array {
  /// Returns the first index whose element satisfies the predicate, in an array partitioned by it.
  func partitioningIndex(where belongsInSecondPart: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongsInSecondPart(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
