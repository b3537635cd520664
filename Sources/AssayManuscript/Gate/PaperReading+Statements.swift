// SPDX-License-Identifier: GPL-3.0-or-later

/// Statements set beside the accepted ones.
extension PaperReading {
  /// A statement that has claims: does it say what was accepted, and does the evidence bear it out?
  mutating func readCovered(_ pair: StatementMatching.Pair) {
    let group = groups[pair.old]
    let drift = self.drift(pair, group)
    drift.forEach { add($0) }
    let isOldText = drift.contains { $0.rule == .statementChanged || $0.rule == .labelReused }
    for claim in group.claims {
      readEvidence(of: claim, on: pair.new, isOldText: isOldText, hasDrift: !drift.isEmpty)
    }
  }

  /// Says how a statement differs from what its claims' pages hold.
  private func drift(_ pair: StatementMatching.Pair, _ group: ClaimGroup) -> [GateFinding] {
    let label = statements[pair.new].label ?? group.label
    switch pair.basis {
    case .label, .alias: return group.accepted.isEmpty ? unaccepted(pair, group) : changes(pair, group)
    case .statement:
      return [
        finding(
          .labelRenamed, on: pair.new, claims: group.claims,
          text: "was \(group.label); accept with \(accept(label))")
      ]
    case .reusedLabel:
      return [
        finding(
          .labelReused, on: pair.new, claims: group.claims,
          text: "the label now stands on another statement; accept with \(accept(label))",
          details: lines(pair, group))
      ]
    case .likeness(let likeness):
      let percent = Int((likeness * 100).rounded())
      return [
        finding(
          .labelRenamed, on: pair.new, claims: group.claims,
          text: "\(group.label) is gone, and this is \(percent) % like it; if it is the same, accept with "
            + accept(label), details: lines(pair, group))
      ]
    }
  }

  private func unaccepted(_ pair: StatementMatching.Pair, _ group: ClaimGroup) -> [GateFinding] {
    [
      finding(
        .statementUnaccepted, on: pair.new, claims: group.claims,
        text:
          "no statement was accepted yet; accept with \(accept(statements[pair.new].label ?? group.label))")
    ]
  }

  /// One finding for each accepted text that differs; claims that share a text share the finding.
  private func changes(_ pair: StatementMatching.Pair, _ group: ClaimGroup) -> [GateFinding] {
    let statement = statements[pair.new]
    let label = statement.label ?? group.label
    var findings: [GateFinding] = []
    let byText = Dictionary(grouping: group.claims) { group.accepted[$0.id] }
    for (accepted, claims) in byText.sorted(by: { ($0.value.first?.id ?? "") < ($1.value.first?.id ?? "") }) {
      guard let accepted else {
        findings += unaccepted(pair, ClaimGroup(label: label, aliases: [], claims: claims, accepted: [:]))
        continue
      }
      if let change = StatementChange(
        from: accepted.form(elsewhere: statement.definitions), to: forms[pair.new])
      {
        let weight = change.weight == .quantitative ? "what it bounds changed" : "its wording changed"
        let hasVerdict = claims.contains { gate.standings[$0.id] != nil }
        let verdict = hasVerdict ? ", and the last verdict was for the old statement" : ""
        findings.append(
          finding(
            .statementChanged, on: pair.new, claims: claims,
            text: "\(weight) since it was accepted\(verdict); accept with \(accept(label))",
            details: Self.lines(change), properties: [.init(name: "change", value: change.weight.rawValue)]))
      } else if let missing = unrecorded(accepted, statement) {
        findings.append(
          finding(
            .definitionUnrecorded, on: pair.new, claims: claims,
            text: "accepted without the definition of \(missing); accept with \(accept(label))"))
      }
    }
    return findings
  }

  private func unrecorded(_ accepted: AcceptedStatement, _ statement: PaperStatement) -> String? {
    let names = accepted.unrecorded(among: statement.definitions)
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  private func lines(_ pair: StatementMatching.Pair, _ group: ClaimGroup) -> [String] {
    let accepted = group.claims.lazy.compactMap { group.accepted[$0.id] }.first
    guard let old = accepted?.form(elsewhere: statements[pair.new].definitions),
      let change = StatementChange(from: old, to: forms[pair.new])
    else { return [] }
    return Self.lines(change)
  }

  /// The old and the new statement, one line each, and the macros that mean something else.
  static func lines(_ change: StatementChange) -> [String] {
    let lines = change.lines
    var result = lines.old == lines.new ? [] : ["- \(lines.old)", "+ \(lines.new)"]
    for macro in change.macros {
      if let old = macro.old { result.append("- \(macro.name): \(old)") }
      if let new = macro.new { result.append("+ \(macro.name): \(new)") }
    }
    return result
  }

  /// A statement without a claim.
  mutating func readUncovered(_ index: Int) {
    let statement = statements[index]
    if let exemption = gate.settings.exemptions.first(where: { statement.labels.contains($0.label) }) {
      entries.append(
        .exempt(label: exemption.label, subject: subject(of: statement), reason: exemption.reason))
      return
    }
    let isTaken = groups.contains { statement.labels.contains($0.label) }
    let label = statement.label.map { " --label \($0)" } ?? ""
    add(
      finding(
        .claimUncovered, on: index,
        text: isTaken
          ? "no claim: the one of its label belongs to another statement; give it a label of its own"
          : "no claim; start one with assay new \(suggestedID(for: statement)) --title '…'\(label)"))
  }

  /// The id that a new claim might have: the paper's slug, and what the label says behind its colon.
  private func suggestedID(for statement: PaperStatement) -> String {
    let tail = statement.label.map { $0.drop { $0 != ":" }.dropFirst() } ?? ""
    return ClaimID("\(paper.slug)/\(tail)")?.text ?? "\(paper.slug)/ID"
  }

  /// A claim whose statement the paper no longer has.
  mutating func readRemoved(_ group: ClaimGroup) {
    let last = before?.oldStatement(labelled: [group.label] + group.aliases)
    let page = SourcePosition(
      file: gate.pages[group.claims[0].id] ?? group.claims[0].file, line: 1, column: 1)
    let lastPlace = last.map { GateFinding.Related(place: $0.bodySpan.start, message: "where it was") }
    add(
      GateFinding(
        .claimRemoved, isBlocking: blocks(.claimRemoved), label: group.label,
        subject: last?.numberedKind ?? "",
        claims: group.claims.map(\.id), place: page,
        text:
          "\(group.label): no longer in \(paper.manuscript.path), and its tests have nothing to stand for; "
          + "accept with \(accept(group.label))",
        related: [lastPlace].compactMap(\.self) + tests(of: group.claims)))
  }
}
