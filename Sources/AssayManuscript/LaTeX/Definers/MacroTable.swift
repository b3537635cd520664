// SPDX-License-Identifier: GPL-3.0-or-later

/// The macros that a paper has defined so far.
struct MacroTable: Sendable {
  private var definitions: [MacroDefinition] = []
  /// The control words in the body of each definition.
  private var mentions: [[String]] = []
  private var indices = WordTable<Int>()

  /// The most definitions that one statement is said to reach; a chain longer than this is no paper's.
  static let mostReached = 256

  /// The current definition of a macro, by its name with the backslash.
  subscript(name: String) -> MacroDefinition? { index(name).map { definitions[$0] } }

  private func index(_ name: String) -> Int? { indices[String(name.dropFirst())] }

  /// Puts a definition in force.
  mutating func define(_ macro: MacroDefinition) {
    indices[String(macro.name.dropFirst())] = definitions.count
    definitions.append(macro)
    let body = Array(macro.body.utf8)
    mentions.append(Self.controlSequences(in: body, 0..<body.count, atMost: Self.mostReached))
  }

  /// Returns the definitions that a text leads to, directly or through others, sorted by name.
  func reached(from range: Range<Int>, of source: FlatSource) -> [MacroDefinition] {
    if definitions.isEmpty { return [] }
    var found: [Int] = []
    var seen: Set<Int> = []
    func reach(_ names: [String]) {
      for name in names where found.count < Self.mostReached {
        if let index = index(name), seen.insert(index).inserted { found.append(index) }
      }
    }
    reach(Self.controlSequences(in: source.bytes, range, atMost: .max))
    var next = 0
    while next < found.count {
      reach(mentions[found[next]])
      next += 1
    }
    return found.map { definitions[$0] }.sorted { $0.name < $1.name }
  }

  /// Returns the control sequences of a text with their backslashes, each once.
  private static func controlSequences(
    in bytes: [UInt8], _ range: Range<Int>, atMost limit: Int
  ) -> [String] {
    var names: [String] = []
    var seen: Set<String> = []
    var offset = range.lowerBound
    while offset < range.upperBound, names.count < limit {
      guard bytes[offset] == .backslash else {
        offset += 1
        continue
      }
      var end = offset + 1
      while end < range.upperBound, bytes[end].isControlLetter { end += 1 }
      if end == offset + 1 { end = min(offset + 2, range.upperBound) }
      let name = String(bytes, offset..<end)
      if seen.insert(name).inserted { names.append(name) }
      offset = end
    }
    return names
  }
}
