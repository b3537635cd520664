// SPDX-License-Identifier: GPL-3.0-or-later

/// A theorem-like environment as it stands in a paper: what it is called, what it says, and where.
public struct PaperStatement: Hashable, Sendable {
  /// The printed name: Theorem, Lemma, Satz.
  public let kind: String
  /// The environment's name in the source: thm, lem.
  public let environment: String
  /// The title in brackets, as LaTeX, if any.
  public let title: String?
  /// Every label of the statement, the one that counts first.
  public let labels: [String]
  /// False for starred environments.
  public let isNumbered: Bool
  /// The printed number, from the `.aux` file; nil when it is not known.
  public internal(set) var number: String?
  /// The statement in LaTeX, without comments, labels in their places.
  public let body: String
  /// The paper's own macros that the statement reaches, by name.
  public let definitions: [MacroDefinition]
  /// Where the statement is at home: where it gets its number.
  public let span: SourceSpan
  /// Where its text stands; the same, save when a `restatable*` comes before its home.
  public let bodySpan: SourceSpan
  /// Every place where it is printed, in order of the text.
  public let occurrences: [SourceSpan]
  /// The proofs that name it or follow it.
  public let proofs: [SourceSpan]

  /// The label that identifies the statement, if it has one.
  public var label: String? { labels.first }

  /// `Theorem 3.2`, or `Theorem` when the number is not known.
  public var numberedKind: String { number.map { "\(kind) \($0)" } ?? kind }

  /// What the statement is called in messages: its label, else its title, else its kind and line.
  public var name: String {
    label ?? title.map { "\(kind) (\($0))" } ?? "\(kind) at \(bodySpan.start)"
  }
}
