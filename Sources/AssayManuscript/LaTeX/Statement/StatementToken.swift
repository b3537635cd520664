// SPDX-License-Identifier: GPL-3.0-or-later

/// A word, a number or a symbol of a statement in normal form.
public struct StatementToken: Hashable, Sendable, CustomStringConvertible {
  /// The word or the symbol; control sequences keep their backslash.
  public let text: String
  /// True in mathematics.
  public let isMath: Bool
  /// True when a blank stands before it; it says nothing, and is not compared.
  public let isSpaced: Bool

  /// Compares what the token says, not how it is spaced.
  public static func == (a: Self, b: Self) -> Bool { a.text == b.text && a.isMath == b.isMath }

  /// Hashes what the token says.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(text)
    hasher.combine(isMath)
  }

  /// The text.
  public var description: String { text }

  /// Returns tokens as a line of LaTeX.
  public static func line(_ tokens: some Sequence<StatementToken>) -> String {
    var line = ""
    var endsInControlWord = false
    for token in tokens {
      let startsWithLetter = token.text.first?.isLetter ?? false
      if !line.isEmpty, token.isSpaced || (endsInControlWord && startsWithLetter) { line += " " }
      line += token.text
      endsInControlWord = token.text.hasPrefix("\\") && token.text.last?.isLetter == true
    }
    return line
  }
}
