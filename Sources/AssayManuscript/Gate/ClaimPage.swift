// SPDX-License-Identifier: GPL-3.0-or-later

/// A claim's page as text, to be edited in place: what is not touched stays as its author wrote it.
public struct ClaimPage: Sendable {
  /// The lines, without their ends.
  private var lines: [String]
  /// How the page's lines end.
  private let lineEnd: String
  /// The page's name in errors.
  private let file: String

  /// Takes a page apart.
  public init(text: String, file: String) {
    lineEnd = text.contains("\r\n") ? "\r\n" : "\n"
    lines = text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    self.file = file
  }

  /// The page.
  public var text: String { lines.joined(separator: lineEnd) }

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
    if let found = try FencedBlock.all(in: lines[body...], file: file).first(where: { $0.language == "latex" }
    ) {
      lines.replaceSubrange(found.line - 1...found.lastLine - 1, with: replacement)
      return
    }
    let heading = lines[body...].firstIndex { $0.hasPrefix("## Statement") }
    let end =
      heading.flatMap { start in lines[(start + 1)...].firstIndex { $0.hasPrefix("## ") } } ?? lines.count
    var place = end
    while place > body, lines[place - 1].allSatisfy(\.isWhitespace) { place -= 1 }
    lines.insert(contentsOf: [""] + replacement, at: place)
    if place + replacement.count + 1 == lines.count { lines.append("") }
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
  private var bodyStart: Int { (lines.dropFirst().firstIndex { $0.hasPrefix("---") } ?? 0) + 1 }

  /// Sets, adds or removes a top-level key of the front matter, with the lines that belong to its value.
  private mutating func setKey(_ key: String, to value: String?, behind earlier: String) {
    let matter = 1..<max(1, bodyStart - 1)
    func range(of key: String) -> Range<Int>? {
      guard let start = lines[matter].firstIndex(where: { $0.hasPrefix(key + ":") }) else { return nil }
      let isOfValue = { (line: String) in line.hasPrefix(" ") || line.hasPrefix("\t") || line.hasPrefix("-") }
      let end = lines[start + 1..<matter.upperBound].firstIndex { !isOfValue($0) } ?? matter.upperBound
      return start..<end
    }
    let replacement = value.map { ["\(key): \($0)"] } ?? []
    if let found = range(of: key) {
      lines.replaceSubrange(found, with: replacement)
    } else {
      lines.insert(contentsOf: replacement, at: range(of: earlier)?.upperBound ?? matter.upperBound)
    }
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
