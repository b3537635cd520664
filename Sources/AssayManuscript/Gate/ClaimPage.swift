// SPDX-License-Identifier: GPL-3.0-or-later

import Yams

/// A claim's page as text, to be edited in place: what is not touched stays as its author wrote it.
public struct ClaimPage: Sendable {
  /// The lines, without their ends.
  private var lines: [String] { content.map(\.text) }
  private var content: [Line]
  /// How a line that is added ends.
  private let lineEnd: String
  /// The page's name in errors.
  private let file: String

  /// A line with what ends it: LF, CRLF, CR, or nothing at the end of the page.
  private struct Line {
    let text: String
    let end: String
  }

  /// Takes a page apart.
  public init(text: String, file: String) {
    var content: [Line] = []
    var line = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      let isCRLF = scalar == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n"
      if scalar == "\n" || scalar == "\r" {
        content.append(Line(text: String(line), end: isCRLF ? "\r\n" : String(scalar)))
        line.removeAll()
      } else {
        line.append(scalar)
      }
      index += isCRLF ? 2 : 1
    }
    content.append(Line(text: String(line), end: ""))
    self.content = content
    lineEnd = content.contains { $0.end == "\r\n" } ? "\r\n" : "\n"
    self.file = file
  }

  /// The page.
  public var text: String { content.map { $0.text + $0.end }.joined() }

  /// Puts lines in place of others.
  private mutating func replace(_ range: Range<Int>, with lines: [String]) {
    // A page whose last line has no end gets one where lines are added behind it.
    if range.lowerBound == content.count, let last = content.last, last.end.isEmpty, !lines.isEmpty {
      content[content.count - 1] = Line(text: last.text, end: lineEnd)
    }
    content.replaceSubrange(range, with: lines.map { Line(text: $0, end: lineEnd) })
  }

  /// Puts an accepted statement into the page's `latex` block, or adds a block behind the heading *Statement*.
  ///
  /// - Throws: `ClaimFileError` when the page's fences do not match.
  public mutating func setStatement(_ block: String) throws {
    let content = block.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let body = bodyStart
    // A fence inside the statement would end the block, so the block's own is longer.
    let longest = content.map { $0.prefix { $0 == "`" }.count }.max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    let replacement = [fence + "latex"] + content + [fence]
    let fences = try FencedBlock.all(in: lines[body...], file: file)
    if let found = fences.first(where: { $0.language == "latex" }) {
      replace(found.line - 1..<found.lastLine, with: replacement)
      return
    }
    // A line of code may look like a heading.
    let lines = self.lines
    let headings = lines.indices[body...].filter { index in
      lines[index].hasPrefix("## ") && !fences.contains { ($0.line...$0.lastLine).contains(index + 1) }
    }
    let own = headings.firstIndex { lines[$0].hasPrefix("## Statement") }
    let end = own.flatMap { $0 + 1 < headings.count ? headings[$0 + 1] : nil } ?? lines.count
    var place = end
    while place > body, lines[place - 1].allSatisfy(\.isWhitespace) { place -= 1 }
    replace(place..<place, with: [""] + replacement)
  }

  /// Names the statement's label; the one that it had becomes an alias.
  public mutating func setLabel(_ label: String, aliases: [String]) {
    setKey("label", to: Self.scalar(label), behind: "paper")
    setKey(
      "aliases", to: aliases.isEmpty ? nil : "[\(aliases.map(Self.scalar).joined(separator: ", "))]",
      behind: "label")
  }

  /// Takes the label and its aliases away: the claim no longer stands in the paper.
  public mutating func removeLabel() {
    setKey("label", to: nil, behind: "paper")
    setKey("aliases", to: nil, behind: "paper")
  }

  /// The first line of the body.
  private var bodyStart: Int { (lines.dropFirst().firstIndex(where: FrontMatter.isDelimiter) ?? 0) + 1 }

  /// Sets, adds or removes a top-level key of the front matter, with the lines that belong to its value.
  private mutating func setKey(_ key: String, to value: String?, behind earlier: String) {
    let replacement = value.map { ["\(key): \($0)"] } ?? []
    let ranges = keyRanges
    if let found = ranges[key] {
      replace(found, with: replacement)
    } else {
      let place = ranges[earlier]?.upperBound ?? max(1, bodyStart - 1)
      replace(place..<place, with: replacement)
    }
  }

  /// The lines of each top-level key, as YAML itself sees them; comments above a key belong to that key.
  private var keyRanges: [String: Range<Int>] {
    let matter = 1..<max(1, bodyStart - 1)
    // The delimiter's line is left blank, so that YAML's line numbers are the page's.
    let lines = self.lines
    let yaml = "\n" + lines[matter].joined(separator: "\n") + "\n"
    guard let mapping = (try? Yams.compose(yaml: yaml))?.mapping else { return [:] }
    let starts = mapping.keys.compactMap { key in
      key.mark.map { (key: key.scalar?.string ?? "", line: $0.line - 1) }
    }
    var ranges: [String: Range<Int>] = [:]
    for (index, start) in starts.enumerated() where matter.contains(start.line) {
      var end = index + 1 < starts.count ? starts[index + 1].line : matter.upperBound
      while end > start.line + 1, lines[end - 1].allSatisfy(\.isWhitespace) || lines[end - 1].hasPrefix("#") {
        end -= 1
      }
      ranges[start.key] = start.line..<max(end, start.line + 1)
    }
    return ranges
  }

  /// A label as YAML: plain where that is no other value, else quoted.
  private static func scalar(_ text: String) -> String {
    let isPlain =
      text.first?.isLetter == true && text.allSatisfy { $0.isLetter || $0.isNumber || ":-_./+".contains($0) }
      && !text.hasSuffix(":")
      && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
    return isPlain ? text : "'" + text.replacing("'", with: "''") + "'"
  }
}
