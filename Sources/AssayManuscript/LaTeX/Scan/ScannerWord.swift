// SPDX-License-Identifier: GPL-3.0-or-later

/// A control word that the scanner acts upon; definitions in the paper add to them.
enum ScannerWord: Sendable {
  case begin, end, label
  case theorem(TheoremDefiner)
  case macro(MacroDefiner)
  /// `\newenvironment`, or `\NewDocumentEnvironment` with its own grammar of arguments.
  case environment(isDocument: Bool)
  /// A sectioning command: a statement still open here was never ended.
  case section
  /// `\getkeytheorem{name}`.
  case stored
  /// A command that restates the draft of this index.
  case restated(Int)
  /// A macro of the paper's own that sets a label made from its argument.
  case labelMacro(before: String, after: String)
  /// A macro of the paper's own that begins or ends environments.
  case hidden(Int)

  static let standard: [String: ScannerWord] = {
    var words: [String: ScannerWord] = [
      "begin": .begin, "end": .end, "label": .label, "newenvironment": .environment(isDocument: false),
      "renewenvironment": .environment(isDocument: false), "newenvironmentx": .environment(isDocument: false),
      "NewDocumentEnvironment": .environment(isDocument: true),
      "RenewDocumentEnvironment": .environment(isDocument: true), "getkeytheorem": .stored,
    ]
    for name in ["part", "chapter", "section", "subsection", "subsubsection", "appendix"] {
      words[name] = .section
    }
    for (name, definer) in TheoremDefiner.byName { words[name] = .theorem(definer) }
    for (name, definer) in MacroDefiner.byName { words[name] = .macro(definer) }
    return words
  }()
}

/// A macro whose body begins or ends environments, which the scanner, expanding nothing, cannot see at its uses.
struct HiddenEnvironments: Sendable {
  /// The macro's name with its backslash.
  let macro: String
  /// Where its body stands in the flat text.
  let body: Range<Int>
  /// The environments that it begins and does not end, and the other way round; names in order.
  let begins: [String]
  let ends: [String]
  /// It holds a whole environment.
  let isWhole: Bool
  /// The statements found in its body, once it has been used.
  var statements: [Int]?
}
