// SPDX-License-Identifier: GPL-3.0-or-later

/// A statement as far as its identity through revisions goes.
public struct StatementIdentity: Sendable {
  /// Its labels, the one that counts first; then aliases.
  public let labels: [String]
  /// The printed kind, when it is known.
  public let kind: String?
  /// What it says, when that is known.
  public let form: NormalForm?

  /// Creates an identity.
  public init(labels: [String], kind: String?, form: NormalForm?) {
    self.labels = labels
    self.kind = kind
    self.form = form
  }
}

/// Which statement of an older list is which of a newer one: one to one, and the same for the same input.
///
/// By label, then by alias, then by identical normal form; likeness alone is only ever a proposal.
public struct StatementMatching: Sendable {
  /// Why two statements are taken for the same.
  public enum Basis: Hashable, Sendable {
    case label, alias, statement
    /// The same label on a text that is nothing like the old one.
    case reusedLabel
    /// Alike enough to ask a human.
    case likeness(Double)
  }

  /// Two statements taken for the same, by their indices.
  public struct Pair: Hashable, Sendable {
    /// The index in the older list.
    public let old: Int
    /// The index in the newer list.
    public let new: Int
    /// Why.
    public let basis: Basis
  }

  /// The pairs, by the older index.
  public private(set) var pairs: [Pair] = []
  /// The older statements without a counterpart.
  public private(set) var removed: [Int] = []
  /// The newer statements without a counterpart; those of a likeness pair are in neither list.
  public private(set) var added: [Int] = []

  /// A likeness below which the same label names another statement.
  static let reusedBelow = 0.30
  /// The likeness from which a counterpart is proposed, and its lead over the next best.
  static let proposedFrom = 0.80
  static let lead = 0.15

  /// Matches two lists.
  public init(_ old: [StatementIdentity], _ new: [StatementIdentity]) {
    var matcher = StatementMatcher(old, new)
    matcher.run()
    pairs = matcher.pairs.sorted { ($0.old, $0.new) < ($1.old, $1.new) }
    let matchedOld = Set(pairs.map(\.old))
    let matchedNew = Set(pairs.map(\.new))
    removed = old.indices.filter { !matchedOld.contains($0) }
    added = new.indices.filter { !matchedNew.contains($0) }
  }
}

/// The work of matching.
private struct StatementMatcher {
  let old: [StatementIdentity]
  let new: [StatementIdentity]
  private(set) var pairs: [StatementMatching.Pair] = []
  private var isOldFree: [Bool]
  private var isNewFree: [Bool]
  private let oldLikeness: [StatementSimilarity?]
  private let newLikeness: [StatementSimilarity?]

  /// So many comparisons are made to propose counterparts; two papers of a thousand lost statements each.
  static let mostComparisons = 1_000_000

  init(_ old: [StatementIdentity], _ new: [StatementIdentity]) {
    self.old = old
    self.new = new
    isOldFree = old.map { _ in true }
    isNewFree = new.map { _ in true }
    oldLikeness = old.map { $0.form.map(StatementSimilarity.init) }
    newLikeness = new.map { $0.form.map(StatementSimilarity.init) }
  }

  private var freeOld: [Int] { old.indices.filter { isOldFree[$0] } }
  private var freeNew: [Int] { new.indices.filter { isNewFree[$0] } }

  private func likeness(_ i: Int, _ j: Int) -> Double? {
    guard let a = oldLikeness[i], let b = newLikeness[j] else { return nil }
    return a(b)
  }

  mutating func run() {
    matchByName(.label) { Array($0.labels.prefix(1)) }
    matchByName(.alias) { $0.labels }
    let wandered = setWanderedLabelsAside()
    matchByStatement()
    for pair in wandered where isOldFree[pair.old] && isNewFree[pair.new] {
      take(pair.old, pair.new, .reusedLabel)
    }
    propose()
  }

  private mutating func take(_ i: Int, _ j: Int, _ basis: StatementMatching.Basis) {
    pairs.append(StatementMatching.Pair(old: i, new: j, basis: basis))
    (isOldFree[i], isNewFree[j]) = (false, false)
  }

  private mutating func matchByName(
    _ basis: StatementMatching.Basis, _ names: (StatementIdentity) -> [String]
  ) {
    var byName: [String: Int] = [:]
    for j in freeNew { for name in names(new[j]) where byName[name] == nil { byName[name] = j } }
    for i in freeOld {
      let found = names(old[i]).lazy.compactMap { byName[$0] }
      if let j = found.first(where: { isNewFree[$0] }) { take(i, j, basis) }
    }
  }

  /// A label on a text that is nothing like the old one may have wandered: the old text may still be there.
  private mutating func setWanderedLabelsAside() -> [StatementMatching.Pair] {
    let wandered = pairs.filter { pair in
      likeness(pair.old, pair.new).map { $0 < StatementMatching.reusedBelow } ?? false
    }
    for pair in wandered { (isOldFree[pair.old], isNewFree[pair.new]) = (true, true) }
    pairs.removeAll { isOldFree[$0.old] }
    return wandered
  }

  private mutating func matchByStatement() {
    var byForm: [NormalForm: [Int]] = [:]
    for j in freeNew.reversed() { if let form = new[j].form { byForm[form, default: []].append(j) } }
    for i in freeOld {
      if let form = old[i].form, let j = byForm[form]?.popLast() { take(i, j, .statement) }
    }
  }

  private mutating func propose() {
    let (rows, columns) = (freeOld, freeNew)
    guard rows.count * columns.count <= Self.mostComparisons else { return }
    var best: [(likeness: Double, old: Int, new: Int)] = []
    // The two best of each row and of each column: the second is the runner-up that the best must lead.
    var ofOld: [Int: [Double]] = [:]
    var ofNew: [Int: [Double]] = [:]
    for i in rows {
      for j in columns where isSameKind(old[i].kind, new[j].kind) {
        guard let likeness = likeness(i, j) else { continue }
        ofOld[i] = Array(((ofOld[i] ?? []) + [likeness]).sorted(by: >).prefix(2))
        ofNew[j] = Array(((ofNew[j] ?? []) + [likeness]).sorted(by: >).prefix(2))
        if likeness >= StatementMatching.proposedFrom { best.append((likeness, i, j)) }
      }
    }
    for (likeness, i, j) in best {
      let rivals = (ofOld[i] ?? []).dropFirst() + (ofNew[j] ?? []).dropFirst()
      let isBest = ofOld[i]?.first == likeness && ofNew[j]?.first == likeness
      if isBest, likeness - (rivals.max() ?? 0) >= StatementMatching.lead {
        take(i, j, .likeness(likeness))
      }
    }
  }

  private func isSameKind(_ a: String?, _ b: String?) -> Bool {
    guard let a, let b else { return true }
    return a.lowercased() == b.lowercased()
  }
}
