// SPDX-License-Identifier: GPL-3.0-or-later

/// A paper's statements set beside those of an older revision.
struct StatementHistory {
  /// The older revision's name.
  let revision: String
  let old: [PaperStatement]
  let oldForms: [NormalForm]
  /// The older statement of a statement, by its index.
  private let pairs: [Int: StatementMatching.Pair]
  /// The older statements that are gone.
  let removed: [Int]
  private let forms: [NormalForm]
  /// Whether the older numbers can be trusted.
  let numbersAreStale: Bool

  init(revision: String, old manuscript: Manuscript, new: [PaperStatement], forms: [NormalForm]) {
    self.revision = revision
    old = manuscript.statements
    numbersAreStale = manuscript.numbersAreStale
    let oldForms = old.map { NormalForm(statement: $0.body, definitions: $0.definitions) }
    self.oldForms = oldForms
    self.forms = forms
    let matching = StatementMatching(
      zip(old, oldForms).map { StatementIdentity(labels: $0.labels, kind: $0.kind, form: $1) },
      zip(new, forms).map { StatementIdentity(labels: $0.labels, kind: $0.kind, form: $1) })
    pairs = Dictionary(matching.pairs.map { ($0.new, $0) }, uniquingKeysWith: { first, _ in first })
    removed = matching.removed
  }

  /// The older statement of a statement.
  func previous(of index: Int) -> PaperStatement? { pairs[index].map { old[$0.old] } }

  /// How a statement differs from its older self; nil when it does not, or has none.
  func change(of index: Int) -> StatementChange? {
    pairs[index].flatMap { StatementChange(from: oldForms[$0.old], to: forms[index]) }
  }

  /// How a statement stands to the older revision.
  func baseline(of index: Int) -> GateFinding.Baseline {
    guard let pair = pairs[index] else { return .new }
    return oldForms[pair.old] == forms[index] ? .unchanged : .updated
  }

  /// The older statement that has one of these labels.
  func oldStatement(labelled labels: [String]) -> PaperStatement? {
    old.first { $0.labels.contains(where: labels.contains) }
  }
}
