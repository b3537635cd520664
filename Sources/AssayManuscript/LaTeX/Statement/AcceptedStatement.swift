// SPDX-License-Identifier: GPL-3.0-or-later

/// A statement as it stands on a claim's page: the definitions that it needs, then its text.
///
/// ```latex
/// \newcommand{\R}{\mathbb{R}}
/// Every norm on $\R^n$ is equivalent to every other.
/// ```
public struct AcceptedStatement: Hashable, Sendable {
  /// The macros that were accepted with the statement.
  public let definitions: [MacroDefinition]
  /// The statement.
  public let text: String

  /// Reads the content of a claim page's `latex` block.
  public init(block: String) {
    // An unfinished conditional of one definition must not find its end in the next, or in the statement.
    let source = Flattener.flatten(text: block, isWhole: false)
    var cursor = LaTeXCursor(source)
    var definitions: [MacroDefinition] = []
    while true {
      let start = cursor.position
      cursor.skipBlanks()
      guard let name = cursor.controlSequence(),
        let definer = MacroDefiner.byName[String(source.bytes, name)],
        let (macro, _) = definer.definition(word: String(source.bytes, name), &cursor)
      else {
        cursor.position = start
        break
      }
      definitions.append(macro)
    }
    self.definitions = definitions
    text = source.text(in: cursor.position..<source.bytes.count).trimmingBlanks
  }

  /// Takes a paper's statement as it stands now, without its own labels and its indentation.
  public init(_ statement: PaperStatement) {
    definitions = statement.definitions
    var body = statement.body
    for label in statement.labels { body = body.replacing("\\label{\(label)}", with: "") }
    let tidy = Self.unindented(body)
    // Where indentation or the word label is part of what is printed, the text stays as it is.
    let says = { NormalForm(statement: $0, definitions: statement.definitions) }
    text = says(tidy) == says(statement.body) ? tidy : statement.body
  }

  /// The content of a claim page's `latex` block.
  public var block: String {
    // A text that starts with a definition of its own must not be read as one of the statement's.
    let startsWithDefinition = Lexeme.all(in: text).first.map {
      MacroDefiner.byName[String($0.text.dropFirst())] != nil && $0.kind == .control
    }
    return (definitions.map(\.text) + [(startsWithDefinition == true ? "\\relax " : "") + text])
      .joined(separator: "\n")
  }

  /// Returns what the statement says, a macro that was not accepted with it taken from elsewhere.
  public func form(elsewhere: [MacroDefinition] = []) -> NormalForm {
    let known = Set(definitions.map(\.name))
    return NormalForm(
      statement: text, definitions: definitions + elsewhere.filter { !known.contains($0.name) })
  }

  /// The macros that the statement uses, that the paper defines, and that were not accepted with it.
  public func unrecorded(among paper: [MacroDefinition]) -> [String] {
    let known = Set(definitions.map(\.name))
    let used = Set(
      ([text] + definitions.map(\.body)).flatMap { Lexeme.all(in: $0) }.filter { $0.kind == .control }.map(
        \.text))
    return paper.map(\.name).filter { used.contains($0) && !known.contains($0) }.sorted()
  }

  /// Removes empty lines at both ends, blanks at line ends, and the blanks that all lines start with.
  private static func unindented(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var line = line
      while let last = line.last, last.isWhitespace { line.removeLast() }
      return line
    }
    // The first line starts where the environment's head ended, so it has no indentation to share.
    let indented = lines.dropFirst().filter { !$0.isEmpty }
    let common = indented.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    let unindented = lines.enumerated().map { index, line in
      index == 0 ? String(line.drop { $0 == " " }) : String(line.dropFirst(common))
    }
    return unindented.joined(separator: "\n").trimmingBlanks
  }
}
