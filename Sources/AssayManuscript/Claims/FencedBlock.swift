// SPDX-License-Identifier: GPL-3.0-or-later

/// A fenced code block of a Markdown text, by CommonMark's rules for fences.
struct FencedBlock: Equatable {
  /// The first word after the opening fence, or the empty string.
  let language: String
  /// The text between the fences, without a last line end.
  let content: String
  /// The line of the opening fence, counted from 1 in the file.
  let line: Int
  /// The line of the closing fence.
  let lastLine: Int

  /// Returns the fenced blocks of some lines of a file.
  ///
  /// - Parameters:
  ///   - lines: a slice whose indices are line numbers less one.
  ///   - file: the name used in errors.
  /// - Throws: `ClaimFileError` when a fence is never closed.
  static func all(in lines: ArraySlice<String>, file: String) throws -> [FencedBlock] {
    var blocks: [FencedBlock] = []
    var index = lines.startIndex
    while index < lines.endIndex {
      guard let opening = Fence(lines[index]), opening.mayOpen else {
        index += 1
        continue
      }
      let start = index
      index += 1
      while index < lines.endIndex, !(Fence(lines[index])?.closes(opening) ?? false) { index += 1 }
      guard index < lines.endIndex else {
        throw ClaimFileError(file: file, line: start + 1, problem: .unterminatedFence)
      }
      blocks.append(
        FencedBlock(
          language: opening.info.split(separator: " ").first.map(String.init) ?? "",
          content: lines[(start + 1)..<index].joined(separator: "\n"), line: start + 1,
          lastLine: index + 1))
      index += 1
    }
    return blocks
  }
}

/// A line that starts with at most three blanks and at least three backticks or tildes.
private struct Fence {
  let mark: Character
  let length: Int
  let info: String

  init?(_ line: String) {
    let unindented = line.drop { $0 == " " }
    guard line.count - unindented.count <= 3, let mark = unindented.first, mark == "`" || mark == "~"
    else { return nil }
    let rest = unindented.drop { $0 == mark }
    self.mark = mark
    length = unindented.count - rest.count
    let blanks: Set<Character> = [" ", "\t"]
    let trimmed = rest.drop { blanks.contains($0) }
    info = String(trimmed.reversed().drop { blanks.contains($0) }.reversed())
    guard length >= 3 else { return nil }
  }

  /// An info string with a backtick makes the line inline code, not a fence.
  var mayOpen: Bool { mark == "~" || !info.contains("`") }

  func closes(_ opening: Fence) -> Bool {
    mark == opening.mark && length >= opening.length && info.isEmpty
  }
}
