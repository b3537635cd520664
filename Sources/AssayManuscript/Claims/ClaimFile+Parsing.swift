// SPDX-License-Identifier: GPL-3.0-or-later

extension ClaimFile {
  /// The keys of the front matter; those before `label` are required.
  static let requiredKeys = ["id", "title", "paper", "expect", "source", "verb"]
  static let knownKeys = requiredKeys + ["label", "aliases", "settings", "no-near-rival"]

  /// Reads a claim from the text of its file.
  ///
  /// - Parameters:
  ///   - text: the whole file; a byte order mark and `\r\n` line ends are accepted.
  ///   - place: the id that the file's path gives it.
  ///   - file: the name used in errors.
  /// - Throws: `ClaimFileError`.
  init(parsing text: String, place: ClaimID, file: String) throws {
    let lines = Self.lines(of: text)
    let matter = try FrontMatter(lines: lines, file: file)
    try matter.requireKeys(Self.requiredKeys, among: Self.knownKeys)

    self.file = file
    id = try matter.text("id")
    guard ClaimID(id) != nil else { throw matter.error("id", .malformedID(id)) }
    guard id == place.text else {
      throw matter.error("id", .idDoesNotMatchPath(id: id, path: place.text))
    }
    paper = try matter.text("paper")
    guard paper == place.paper else {
      throw matter.error("paper", .paperDoesNotMatchFolder(paper: paper, folder: place.paper))
    }
    title = try matter.text("title")
    label = try matter.optionalText("label")
    aliases = try matter.texts("aliases")
    expect = try matter.word("expect", of: ClaimExpectation.self)
    sources = try matter.words("source", of: ClaimSource.self)
    verbs = try matter.words("verb", of: ClaimVerb.self)
    settings = try matter.texts("settings")
    noNearRival = try matter.optionalText("no-near-rival")

    let bodyLines = lines[matter.endLine...]
    bodyLine = matter.endLine + 1
    body = bodyLines.joined(separator: "\n")
    let statement = try Self.acceptedStatement(in: bodyLines, file: file)
    self.statement = statement?.text
    statementLine = statement?.line
  }

  /// Splits into lines at `\n`, `\r\n` or `\r`, without a leading byte order mark.
  private static func lines(of text: String) -> [String] {
    let scalars = text.unicodeScalars
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in scalars.first == "\u{FEFF}" ? scalars.dropFirst() : scalars[...] {
      if scalar == "\n" && previous == "\r" {
        // The line already ended at the "\r".
      } else if scalar == "\n" || scalar == "\r" {
        lines.append(String(line))
        line.removeAll()
      } else {
        line.append(scalar)
      }
      previous = scalar
    }
    lines.append(String(line))
    return lines
  }

  private static func acceptedStatement(
    in lines: ArraySlice<String>, file: String
  ) throws -> (text: String, line: Int)? {
    var found: (text: String, line: Int)?
    for block in try FencedBlock.all(in: lines, file: file) where block.language == "latex" {
      if let found {
        throw ClaimFileError(
          file: file, line: block.line, problem: .secondStatement(firstLine: found.line - 1))
      }
      found = (block.content, block.line + 1)
    }
    return found
  }
}
