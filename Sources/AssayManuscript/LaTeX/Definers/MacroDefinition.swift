// SPDX-License-Identifier: GPL-3.0-or-later

/// A macro that a paper defines: what a statement that uses it says depends on it.
public struct MacroDefinition: Hashable, Sendable {
  /// The name with its backslash.
  public let name: String
  /// True when the macro takes no argument and can be put in place by its body.
  public let isPlain: Bool
  /// What it stands for, in LaTeX.
  public let body: String
  /// The whole definition on one line, as it is written beside an accepted statement.
  public let text: String

  /// Creates a definition.
  public init(name: String, isPlain: Bool, body: String, text: String) {
    self.name = name
    self.isPlain = isPlain
    self.body = body
    self.text = text
  }
}

/// The commands that define macros, by the shape of their arguments.
enum MacroDefiner: Sendable {
  /// `\newcommand{\x}[n][default]{body}`.
  case newcommand
  /// The same, but a macro that exists already stays.
  case providecommand
  /// `\def\x#1{body}`.
  case def
  /// `\let\x=\y`.
  case letEqual
  /// `\DeclareMathOperator{\x}{body}`.
  case mathOperator
  /// `\NewDocumentCommand{\x}{arguments}{body}`.
  case documentCommand
  /// `\DeclarePairedDelimiter{\x}{left}{right}` and the like: kept whole, never put in place.
  case delimiter

  /// The definers by name.
  static let byName: [String: MacroDefiner] = [
    "newcommand": .newcommand, "renewcommand": .newcommand, "DeclareRobustCommand": .newcommand,
    "newcommandx": .newcommand, "renewcommandx": .newcommand, "providecommand": .providecommand,
    "def": .def, "gdef": .def, "edef": .def, "xdef": .def, "let": .letEqual,
    "DeclareMathOperator": .mathOperator, "NewDocumentCommand": .documentCommand,
    "RenewDocumentCommand": .documentCommand, "ProvideDocumentCommand": .documentCommand,
    "DeclareDocumentCommand": .documentCommand, "DeclarePairedDelimiter": .delimiter,
  ]

  /// Reads the arguments; returns the definition and where its body stands, or nil when they cannot be read.
  func definition(
    word: String, _ cursor: inout LaTeXCursor
  ) -> (macro: MacroDefinition, body: Range<Int>)? {
    let start = cursor.position
    let isStarred = cursor.take(.asterisk)
    guard let name = cursor.macroName(), let parts = arguments(&cursor) else {
      cursor.position = start
      return nil
    }
    var body = cursor.text(parts.body)
    if self == .mathOperator { body = "\\operatorname\(isStarred ? "*" : ""){\(body)}" }
    let whole = "\\" + word + cursor.text(start..<cursor.position)
    return (MacroDefinition(name: name, isPlain: parts.isPlain, body: body, text: whole), parts.body)
  }

  /// What stands between a name and its body is a line at most; more is a brace forgotten.
  private static let longestParameterText = 256

  private func arguments(_ cursor: inout LaTeXCursor) -> (isPlain: Bool, body: Range<Int>)? {
    switch self {
    case .newcommand, .providecommand:
      let count = cursor.option().map { cursor.text($0) }
      _ = cursor.option()
      guard let body = cursor.group() else { return nil }
      return (count == nil || count == "0", body)
    case .def:
      // The parameter text ends at the first brace; a closing one is a mistake that must not eat what follows.
      let first = cursor.position
      while let next = cursor.next, next != .openBrace, next != .closeBrace,
        cursor.position - first < Self.longestParameterText
      { cursor.position += 1 }
      let parameters = first..<cursor.position
      guard let body = cursor.group() else { return nil }
      return (cursor.text(parameters).isEmpty, body)
    case .letEqual:
      _ = cursor.take(.equals)
      guard let name = cursor.controlSequence() else { return nil }
      return (true, name.lowerBound - 1..<name.upperBound)
    case .mathOperator: return cursor.group().map { (true, $0) }
    case .documentCommand:
      guard let arguments = cursor.group(), let body = cursor.group() else { return nil }
      return (cursor.text(arguments).isEmpty, body)
    case .delimiter:
      guard let left = cursor.group(), let right = cursor.group() else { return nil }
      return (false, left.lowerBound..<right.upperBound)
    }
  }
}
