// SPDX-License-Identifier: GPL-3.0-or-later

/// How a statement differs from the one that was accepted.
public struct StatementChange: Hashable, Sendable {
  /// How much a difference may matter.
  public enum Weight: String, Sendable {
    /// A number, a sign, a relation, a quantifier or anything in a formula changed.
    case quantitative
    /// Only words changed that bound nothing.
    case wording
  }

  /// How much it may matter.
  public let weight: Weight
  /// The statement's differences.
  public let diff: WordDiff
  /// The macros with arguments whose definitions differ, by name; nil where one side has none.
  public let macros: [MacroChange]

  /// A macro with arguments that means something else now.
  public struct MacroChange: Hashable, Sendable {
    /// The macro's name.
    public let name: String
    /// What it was defined as.
    public let old: String?
    /// What it is defined as.
    public let new: String?
  }

  /// Compares two statements; nil when they say the same.
  public init?(from old: NormalForm, to new: NormalForm) {
    guard old != new else { return nil }
    diff = WordDiff(from: old.tokens, to: new.tokens)
    let names = Set(old.definitions.keys).union(new.definitions.keys).sorted()
    macros = names.filter { old.definitions[$0] != new.definitions[$0] }.map { name in
      MacroChange(
        name: name, old: old.definitions[name].map(StatementToken.line),
        new: new.definitions[name].map(StatementToken.line))
    }
    let changed = diff.removed + diff.added
    weight = !macros.isEmpty || changed.contains(where: Self.bounds) ? .quantitative : .wording
  }

  /// Whether a token says how much, for how many, or in which direction.
  private static func bounds(_ token: StatementToken) -> Bool {
    token.isMath || token.text == "$" || token.text.contains(where: \.isNumber)
      || boundingWords.contains(token.text.lowercased()) || "<>=+-±≤≥≠∀∃".contains(token.text)
  }

  private static let boundingWords: Set<String> = [
    "not", "no", "never", "always", "all", "every", "each", "any", "some", "none", "exists", "exist",
    "unique", "uniquely", "only", "almost", "surely", "least", "most", "exactly", "less", "greater",
    "more", "fewer", "larger", "smaller", "strictly", "finite", "infinite", "bounded", "unbounded",
    "positive", "negative", "nonnegative", "nonpositive", "increasing", "decreasing", "nondecreasing",
    "nonincreasing", "independent", "dependent", "without", "unless", "except", "both", "neither",
    "either", "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "half", "twice", "even", "odd", "above", "below", "before", "after", "and", "or", "asymptotically",
    "eventually", "probability", "expectation", "minimum", "maximum", "necessary", "sufficient",
  ]

  /// The older and the newer statement as lines, the differences in their context.
  public var lines: (old: String, new: String) { diff.lines() }
}
