// SPDX-License-Identifier: GPL-3.0-or-later

/// What an older revision adds: numbers that moved, and changes to statements that no claim holds to their words.
extension PaperReading {
  mutating func readHistory(of index: Int, isCovered: Bool, mustBeCovered: Bool) {
    guard let before, let previous = before.previous(of: index) else { return }
    readNumber(of: index, previous: previous, revision: before.revision)
    guard let change = before.change(of: index), isCovered || mustBeCovered else { return }
    // A covered statement is compared with what was accepted; a change that agrees with it was accepted.
    if isCovered {
      guard !entries.contains(where: { concerns($0, index) }) else { return }
      add(
        finding(
          .statementChanged, on: index, level: .note, isBlocking: false,
          text: "changed since \(before.revision), and accepted", details: Self.lines(change)))
    } else {
      add(
        finding(
          .statementChanged, on: index, level: .warning, isBlocking: gate.isStrict,
          text: "changed since \(before.revision); no claim holds it to its words",
          details: Self.lines(change)))
    }
  }

  private func concerns(_ entry: GateOutcome.Entry, _ index: Int) -> Bool {
    guard case .finding(let finding) = entry else { return false }
    return finding.place == statements[index].bodySpan.start
      && [.statementChanged, .labelReused, .labelRenamed, .statementUnaccepted].contains(finding.rule)
  }

  private mutating func readNumber(of index: Int, previous: PaperStatement, revision: String) {
    guard let old = previous.number, let new = statements[index].number, old != new,
      let before, !before.numbersAreStale, !paper.manuscript.numbersAreStale
    else { return }
    let typed = HardCodedNumbers.places(of: previous.kind, old, in: gate.texts)
    let places = typed.map { "; \"\($0.text)\" is typed in \($0.place)" }.joined()
    add(
      finding(
        .numberChanged, on: index, text: "was \(previous.numberedKind) in \(revision)\(places)"))
    for (place, text) in typed {
      add(
        GateFinding(
          .hardCodedNumber, isBlocking: blocks(.hardCodedNumber), label: statements[index].label,
          subject: subject(of: statements[index]), place: place,
          text:
            "\"\(text)\" is now \(subject(of: statements[index])); refer to \(statements[index].name) instead"
        ))
    }
  }

  /// Statements that are gone and that no claim stood for.
  mutating func readRemovedWithoutClaim() {
    guard let before else { return }
    let claimed = Set(groups.flatMap { [$0.label] + $0.aliases })
    for statement in before.removed.map({ before.old[$0] })
    where gate.settings.mustBeCovered(statement) && !statement.labels.contains(where: claimed.contains) {
      add(
        GateFinding(
          .claimRemoved, level: .note, isBlocking: false, label: statement.label,
          subject: statement.numberedKind,
          place: SourcePosition(file: paper.manuscript.path, line: 1, column: 1),
          heading: statement.name,
          text:
            "gone since \(before.revision), where it stood at \(statement.bodySpan.start); "
            + "no claim stood for it"))
    }
  }

  /// What the scanner has to say.
  mutating func readNotes() {
    for note in paper.manuscript.notes { add(finding(for: note)) }
  }

  private func finding(for note: ScanNote) -> GateFinding {
    var level = note.rule.level
    if note.rule == .labelMissing {
      let statement = statements.first { $0.bodySpan.start == note.position }
      if statement.map({ !gate.settings.mustBeCovered($0) }) ?? true { level = .note }
    }
    return GateFinding(
      note.rule, level: level, isBlocking: blocks(note.rule, level), label: note.label, place: note.position,
      text: note.message, related: note.related.map { .init(place: $0, message: "see also") })
  }
}
