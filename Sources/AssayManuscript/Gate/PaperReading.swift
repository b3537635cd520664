// SPDX-License-Identifier: GPL-3.0-or-later

/// One paper while the gate goes through it.
struct PaperReading {
  let paper: GatePaper
  let gate: Gate
  let statements: [PaperStatement]
  let forms: [NormalForm]
  let groups: [ClaimGroup]
  /// Which group stands for which statement.
  let matching: StatementMatching
  /// The older statement of each statement, when an older revision is compared with.
  let before: StatementHistory?

  var entries: [GateOutcome.Entry] = []
  /// Statements that have a claim, and that must have one.
  private(set) var covered = 0
  private(set) var required = 0

  init(_ paper: GatePaper, gate: Gate) {
    self.paper = paper
    self.gate = gate
    let statements = paper.manuscript.statements
    let forms = statements.map { NormalForm(statement: $0.body, definitions: $0.definitions) }
    self.statements = statements
    self.forms = forms
    groups = ClaimGroup.all(of: gate.claims.filter { $0.paper == paper.slug })
    var macros: [String: MacroDefinition] = [:]
    for macro in statements.flatMap(\.definitions) { macros[macro.name] = macro }
    let known = macros.values.sorted { $0.name < $1.name }
    matching = StatementMatching(
      groups.map { $0.identity(paperMacros: known) },
      zip(statements, forms).map { StatementIdentity(labels: $0.labels, kind: $0.kind, form: $1) })
    before = paper.since.map {
      StatementHistory(revision: $0.revision, old: $0.manuscript, new: statements, forms: forms)
    }
  }

  /// Goes through the statements, then through what is gone, then through the notes.
  mutating func read() {
    let pairs = Dictionary(matching.pairs.map { ($0.new, $0) }, uniquingKeysWith: { first, _ in first })
    for index in statements.indices {
      let statement = statements[index]
      let mustBeCovered = gate.settings.mustBeCovered(statement)
      if let pair = pairs[index] {
        covered += 1
        required += 1
        readCovered(pair)
      } else if mustBeCovered {
        required += 1
        readUncovered(index)
      }
      readHistory(of: index, isCovered: pairs[index] != nil, mustBeCovered: mustBeCovered)
    }
    for index in matching.removed { readRemoved(groups[index]) }
    readRemovedWithoutClaim()
    readNotes()
  }

  mutating func add(_ finding: GateFinding) { entries.append(.finding(finding)) }

  /// A finding about a statement of the paper; `--strict` has its say here.
  func finding(
    _ rule: GateRule, on index: Int, level: GateLevel? = nil, isBlocking: Bool? = nil,
    claims: [ClaimFile] = [],
    text: String, details: [String] = [], related: [GateFinding.Related] = [],
    properties: [GateFinding.Property] = []
  ) -> GateFinding {
    let statement = statements[index]
    return GateFinding(
      rule, level: level, isBlocking: isBlocking ?? blocks(rule, level), label: statement.label,
      subject: subject(of: statement), claims: claims.map(\.id), place: statement.bodySpan.start,
      end: statement.bodySpan.end, heading: heading(of: statement), text: text, details: details,
      related: related + tests(of: claims), fingerprint: forms[index].fingerprint, properties: properties,
      baseline: before?.baseline(of: index))
  }

  /// Whether a finding makes the gate say no; one set down to a note never does.
  func blocks(_ rule: GateRule, _ level: GateLevel? = nil) -> Bool {
    level == .note ? false : gate.isStrict ? rule.isBlockingWhenStrict : rule.isBlocking
  }

  /// `Theorem 3.2`, with a question mark when the number may be out of date.
  func subject(of statement: PaperStatement) -> String {
    statement.numberedKind + (statement.number != nil && paper.manuscript.numbersAreStale ? "?" : "")
  }

  /// `thm:a (Theorem 3.2)`.
  private func heading(of statement: PaperStatement) -> String {
    statement.label.map { "\($0) (\(subject(of: statement)))" } ?? statement.name
  }

  /// Where claims are tested.
  func tests(of claims: [ClaimFile]) -> [GateFinding.Related] {
    claims.flatMap { claim in
      (gate.tests[claim.id] ?? []).sorted().map {
        GateFinding.Related(place: $0, message: "test of \(claim.id)")
      }
    }
  }

  /// The command that accepts a statement.
  func accept(_ label: String) -> String { "assay accept \(label) \(paper.manuscript.path)" }
}
