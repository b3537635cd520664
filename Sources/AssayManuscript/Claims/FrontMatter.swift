// SPDX-License-Identifier: GPL-3.0-or-later

import Yams

/// The YAML between the two `---` lines of a claim file, with the line of each key.
struct FrontMatter {
  /// How many lines the front matter takes, both `---` included: the body starts at this index.
  let endLine: Int
  private let file: String
  private let entries: [(key: String, value: Node, line: Int)]

  /// - Parameters:
  ///   - lines: the file's lines.
  ///   - file: the name used in errors.
  /// - Throws: `ClaimFileError` when there is no front matter, or it is not a YAML mapping.
  init(lines: [String], file: String) throws {
    self.file = file
    guard let first = lines.first, Self.isDelimiter(first) else {
      throw ClaimFileError(file: file, line: 1, problem: .noFrontMatter)
    }
    guard let end = lines.dropFirst().firstIndex(where: Self.isDelimiter) else {
      throw ClaimFileError(file: file, line: 1, problem: .unterminatedFrontMatter)
    }
    endLine = end + 1
    // The opening line is left blank, so that YAML's line numbers are the file's.
    let yaml = "\n" + lines[1..<end].joined(separator: "\n") + "\n"
    entries = try Self.mapping(of: yaml, file: file).map { key, value in
      (key.scalar?.string ?? "", value, key.mark?.line ?? 1)
    }
  }

  static func isDelimiter(_ line: String) -> Bool {
    line.hasPrefix("---") && line.dropFirst(3).allSatisfy { $0 == " " || $0 == "\t" }
  }

  private static func mapping(of yaml: String, file: String) throws -> Node.Mapping {
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml)
    } catch let error as YamlError {
      let (line, reason) = place(of: error)
      throw ClaimFileError(file: file, line: line, problem: .yaml(reason: reason))
    }
    guard let root else { return Node.Mapping([]) }
    guard let mapping = root.mapping else {
      throw ClaimFileError(file: file, line: root.mark?.line ?? 1, problem: .notAMapping)
    }
    return mapping
  }

  /// Returns the line and the reason of a YAML error; only these two of its many lines concern a reader.
  private static func place(of error: YamlError) -> (line: Int, reason: String) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      (mark.line, problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      (context.mark.line, "key '\(duplicates.joined(separator: "', '"))' is given twice")
    case .reader(let problem, let offset, _, let yaml):
      (1 + yaml.utf8.prefix(offset ?? 0).count { $0 == UInt8(ascii: "\n") }, problem)
    default: (1, String(describing: error).replacing("\n", with: " "))
    }
  }
}

extension FrontMatter {
  /// Throws unless every required key is there and no unknown one is.
  func requireKeys(_ required: [String], among known: [String]) throws {
    for entry in entries where !known.contains(entry.key) {
      throw ClaimFileError(file: file, line: entry.line, problem: .unknownKey(entry.key, known: known))
    }
    for key in required where !entries.contains(where: { $0.key == key }) {
      throw ClaimFileError(file: file, line: 1, problem: .missingKey(key))
    }
  }

  /// Returns an error at the line of a key.
  func error(_ key: String, _ problem: ClaimFileError.Problem) -> ClaimFileError {
    ClaimFileError(
      file: file, line: entries.first { $0.key == key }?.line ?? 1, problem: problem)
  }

  /// Returns the text of a key that must be there: one line, not empty.
  func text(_ key: String) throws -> String {
    guard let text = try optionalText(key) else { throw error(key, .missingKey(key)) }
    return text
  }

  /// Returns the text of a key, or nil when the key is not there.
  func optionalText(_ key: String) throws -> String? {
    guard let node = entries.first(where: { $0.key == key })?.value else { return nil }
    return try line(node, of: key)
  }

  /// Returns the items of a key: a list, a single text, or the `name: value` pairs of a mapping.
  func texts(_ key: String) throws -> [String] {
    switch entries.first(where: { $0.key == key })?.value {
    case nil: return []
    case .sequence(let nodes)?: return try nodes.map { try line($0, of: key) }
    case .mapping(let pairs)?:
      return try pairs.map { "\(try line($0, of: key)): \(try line($1, of: key))" }
    case let node?: return [try line(node, of: key)]
    }
  }

  /// Returns the word of a key, which must be one of a closed set.
  func word<Word: RawRepresentable & CaseIterable>(
    _ key: String, of type: Word.Type
  ) throws -> Word where Word.RawValue == String {
    try word(try text(key), of: type, key: key)
  }

  /// Returns the words of a key: a list, or one text with the words joined by `/` or `,`.
  func words<Word: RawRepresentable & CaseIterable & Hashable>(
    _ key: String, of type: Word.Type
  ) throws -> [Word] where Word.RawValue == String {
    let words = try texts(key).flatMap { text in
      text.split { $0 == "/" || $0 == "," }.map { $0.filter { $0 != " " } }
    }
    guard !words.isEmpty else {
      throw error(key, .badValue(key: key, value: "", expected: Self.oneOf(type)))
    }
    let parsed = try words.map { try word($0, of: type, key: key) }
    guard Set(parsed).count == parsed.count else {
      let text = words.joined(separator: "/")
      throw error(key, .badValue(key: key, value: text, expected: "a list of different words"))
    }
    return parsed
  }

  private func word<Word: RawRepresentable & CaseIterable>(
    _ text: String, of type: Word.Type, key: String
  ) throws -> Word where Word.RawValue == String {
    guard let word = Word(rawValue: text) else {
      throw error(key, .badValue(key: key, value: text, expected: Self.oneOf(type)))
    }
    return word
  }

  private static func oneOf<Word: RawRepresentable & CaseIterable>(
    _ type: Word.Type
  ) -> String where Word.RawValue == String {
    "one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))"
  }

  private func line(_ node: Node, of key: String) throws -> String {
    guard let scalar = node.scalar else {
      throw error(key, .badValue(key: key, value: "a list or mapping", expected: "one line of text"))
    }
    // A folded scalar (">") ends in a line end that is not part of the text.
    var text = scalar.string
    while let last = text.unicodeScalars.last, last == "\n" || last == " " {
      text.unicodeScalars.removeLast()
    }
    guard !text.isEmpty, !text.unicodeScalars.contains("\n") else {
      throw error(key, .badValue(key: key, value: text, expected: "one line of text"))
    }
    return text
  }
}
