// SPDX-License-Identifier: GPL-3.0-or-later

/// A theorem-like environment: its name in the source, the name it prints, and how its head is written.
struct TheoremEnvironment: Sendable {
  /// The name between the braces of `\begin{…}`.
  let name: String
  /// What it prints before the number, as LaTeX; a macro in it is expanded only once all macros are known. Of a name that is
  /// longer than any line the start is kept: it is copied into every statement.
  let printedName: String
  /// What may follow `\begin{…}`.
  var head: Head
  /// False for starred declarations.
  var isNumbered: Bool

  init(name: String, printedName: String, head: Head = .optionalTitle, isNumbered: Bool = true) {
    self.name = name
    self.printedName = String(printedName.prefix(256))
    self.head = head
    self.isNumbered = isNumbered
  }

  /// How the head of an environment is written.
  indirect enum Head: Sendable {
    /// `[Title]` or `[name=…, label=…]`, both optional (LaTeX, amsthm, thmtools, keytheorems).
    case optionalTitle
    /// `[options]{Title}{label}`: the full label is prefix, separator and label (tcolorbox).
    case titleAndLabel(prefix: String, separator: String)
    /// `[options]{Title}` (tcolorbox, starred).
    case titleOnly
    /// Arguments that are put into `\begin{inner}…` by a definition of the paper's own.
    case wrapper(arguments: [WrapperArgument], inner: Head, template: String)
  }
}

/// One argument of an environment that the paper defines itself.
enum WrapperArgument: Hashable, Sendable {
  case mandatory
  case optional(default: String)
  case star
}

/// What an environment's name means to the scanner.
enum EnvironmentMeaning: Sendable {
  /// A theorem-like environment.
  case theorem(TheoremEnvironment)
  /// thm-restate's `restatable`; starred when the statement is at home at a later use of the command.
  case restatable(isStarred: Bool)
  /// A proof.
  case proof
  /// An environment that steps a counter of its own, so that a label inside names that.
  case ownCounter
}
