// SPDX-License-Identifier: GPL-3.0-or-later

/// What LaTeX wrote down about labels when it last ran: a paper's `.aux` file and those of its chapters.
public struct AuxiliaryFile: Sendable {
  /// What is known of one label.
  public struct Entry: Hashable, Sendable {
    /// The printed number: `3.2`, `A.1`; empty for a starred environment.
    public let number: String
    /// The counter that hyperref's anchor names; a lemma that shares the theorems' counter says `theorem`.
    public let counter: String?
  }

  /// Every label with its entry.
  public let entries: [String: Entry]
  /// The files read, the main one first.
  public let files: [String]

  /// Reads a paper's `.aux` file and those that it inputs; nil when there is none.
  ///
  /// - Throws: `ManuscriptError` when the file is there and cannot be read.
  public init?(reading path: String, from files: any SourceFiles) throws(ManuscriptError) {
    guard let raw = try files.bytes(of: path) else { return nil }
    var entries: [String: Entry] = [:]
    var read: [String] = [path]
    let folder = RelativePath.directory(of: path)
    var pending: [(path: String, raw: [UInt8])] = [(path, raw)]
    while let (path, raw) = pending.popLast() {
      let text = try SourceText(path: path, raw: raw)
      for chapter in Self.read(text, into: &entries) {
        let chapter = RelativePath.join(folder, chapter)
        // A chapter whose file is gone has no numbers; one that was read already has them.
        guard !read.contains(chapter), read.count < Flattener.mostInclusions,
          let raw = try files.bytes(of: chapter)
        else { continue }
        read.append(chapter)
        pending.append((chapter, raw))
      }
    }
    self.entries = entries
    self.files = read
  }

  /// Reads the labels of one file and returns the files that it inputs.
  private static func read(_ text: SourceText, into entries: inout [String: Entry]) -> [String] {
    var flat = FlatSource()
    let index = flat.add(text)
    flat.append(0..<text.bytes.count, of: index)
    flat.seal()
    var chapters: [String] = []
    var cursor = LaTeXCursor(flat)
    while let byte = cursor.next {
      guard byte == .backslash, let name = cursor.controlSequence() else {
        cursor.position += 1
        continue
      }
      switch String(flat.bytes, name) {
      case "newlabel":
        if let label = cursor.group(), let value = cursor.group() {
          let name = flat.text(in: label)
          if let entry = entry(label: name, value, of: flat), entries[name] == nil { entries[name] = entry }
        }
      case "@input": if let file = cursor.group() { chapters.append(flat.text(in: file)) }
      default: break
      }
    }
    return chapters
  }

  /// Reads `{number}{page}` with hyperref's three more fields, if they are there.
  private static func entry(label: String, _ value: Range<Int>, of flat: FlatSource) -> Entry? {
    if isInternal(label) { return nil }
    var cursor = LaTeXCursor(flat, at: value.lowerBound, end: value.upperBound)
    guard let number = cursor.group() else { return nil }
    let fields = (0..<3).map { _ in cursor.group() }
    let anchor = fields[2].map { flat.text(in: $0) }
    return Entry(
      number: plainNumber(flat.text(in: number)),
      counter: anchor.flatMap { $0.isEmpty ? nil : String($0.prefix { $0 != "." }) })
  }

  /// Labels that packages write for themselves.
  static func isInternal(_ label: String) -> Bool {
    label.contains("@") || label.hasPrefix("tocindent") || label.hasPrefix("sub@") || label == "LastPage"
      || label == "TotPages"
  }

  /// Takes a number out of what macros were left around it: `\relax 3.2`, `\M@TitleReference {4}{Odd}`.
  static func plainNumber(_ field: String) -> String {
    var rest = field[...]
    while true {
      rest = rest.drop { $0.isWhitespace }
      if rest.first == "\\" {
        rest = rest.dropFirst().drop { $0.isASCII && ($0.isLetter || $0 == "@") }
      } else if rest.first == "{" {
        var depth = 0
        var end = rest.startIndex
        for index in rest.indices {
          if rest[index] == "{" { depth += 1 }
          if rest[index] == "}" { depth -= 1 }
          if depth == 0 {
            end = index
            break
          }
        }
        guard end > rest.startIndex else { return "" }
        rest = rest[rest.index(after: rest.startIndex)..<end]
      } else {
        return String(rest.prefix { $0 != "\\" && $0 != "{" }).trimmingBlanks
      }
    }
  }
}
