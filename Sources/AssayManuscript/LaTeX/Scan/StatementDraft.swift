// SPDX-License-Identifier: GPL-3.0-or-later

/// A statement while the scanner gathers what belongs to it; ranges are of the flat text.
struct StatementDraft {
  var environment: String
  var printedName: String
  var isNumbered: Bool
  var title: String?
  /// The labels found, each with its place in the flat text.
  var labels: [(name: String, offset: Int)] = []
  /// The command that restates it (thm-restate), without the backslash.
  var restateCommand: String?
  /// The name that it is stored under (keytheorems).
  var storedName: String?
  /// True when a later use of the restating command is its home.
  var isAtHomeLater = false
  /// The whole environment.
  var range: Range<Int>
  /// What stands between its head and its `\end`.
  var body: Range<Int>
  /// Later places where it is printed; true for a starred use.
  var restatements: [(range: Range<Int>, isStarred: Bool)] = []
  var proofs: [Range<Int>] = []
  var definitions: [MacroDefinition] = []
}

/// A statement whose environment is open.
struct OpenStatement {
  var draft: StatementDraft
  /// Its index in the stack of open environments.
  let level: Int
  /// Open environments inside it that step counters of their own.
  var ownCounters = 0
  /// From where its text has not been looked at for words of its own.
  var unread: Int
  /// It says something besides the statements nested in it.
  var hasOwnText = false
  var holdsStatement = false
  /// Where it must have ended, if its `\end` never comes.
  var boundary: Int?
}

/// An environment that is open.
struct OpenEnvironment {
  enum Role {
    case plain, ownCounter, statement, proof
  }
  let name: Int
  var role: Role
}

/// A proof while it is open or until what it proves is known.
struct ProofDraft {
  var range: Range<Int>
  /// The labels that its head refers to.
  let labels: [String]
  /// The statement that was printed last before it.
  let previous: Int?
}
