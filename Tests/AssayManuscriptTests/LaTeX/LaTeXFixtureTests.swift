// SPDX-License-Identifier: GPL-3.0-or-later

import AssayManuscript
import Testing

@Suite("The scanner reads the corner cases of LaTeX as a reader would")
struct LaTeXFixtureTests {
  @Test("There are 25 fixtures, and each has an expectation that can be read")
  func complete() {
    #expect(LaTeXFixture.all.map { $0.name.prefix(2) } == (1...25).map { $0 < 10 ? "0\($0)" : "\($0)" })
  }

  @Test("Every statement is found, where it is and as it is", arguments: LaTeXFixture.all)
  func statements(fixture: LaTeXFixture) throws {
    guard let expected = fixture.expected.statements else { return }
    let manuscript = try Manuscript(reading: "main.tex", from: fixture.files)
    #expect(manuscript.statements.map(\.span.start.full) == expected.map(\.at))
    for (statement, expected) in zip(manuscript.statements, expected) { compare(statement, expected) }
    if let files = fixture.expected.files { #expect(manuscript.files == files) }
  }

  private func compare(_ statement: PaperStatement, _ expected: LaTeXFixture.Statement) {
    #expect(statement.kind == expected.kind)
    #expect(statement.environment == expected.environment)
    #expect(statement.labels == expected.labels)
    #expect(statement.isNumbered == expected.isNumbered)
    #expect(statement.number == expected.number)
    if expected.hasTitle { #expect(statement.title == expected.title) }
    if let name = expected.name { #expect(statement.name == name) }
    if let body = expected.body { #expect(statement.body == body) }
    if let to = expected.to { #expect(statement.bodySpan.end.full == to) }
    #expect(statement.bodySpan.start.full == expected.bodyAt ?? expected.at)
    #expect(statement.occurrences.map(\.start.full) == expected.occurrences ?? [expected.at])
    if let proofs = expected.proofs { #expect(statement.proofs.map(\.start.full) == proofs) }
    if let definitions = expected.definitions { #expect(statement.definitions.map(\.name) == definitions) }
  }

  @Test("Every guess is said, and nothing else is", arguments: LaTeXFixture.all)
  func notes(fixture: LaTeXFixture) throws {
    guard let expected = fixture.expected.notes else { return }
    let notes = try Manuscript(reading: "main.tex", from: fixture.files).notes
    #expect(
      notes.map { "\($0.rule.rawValue) \($0.position.full)" } == expected.map { "\($0.rule) \($0.at)" },
      "\(notes.map(\.message))")
    for (note, expected) in zip(notes, expected) {
      if let message = expected.message { #expect(note.message == message) }
      if let related = expected.related { #expect(note.related.map(\.full) == related) }
    }
  }

  @Test("What cannot be read is one line with its place", arguments: LaTeXFixture.all)
  func errors(fixture: LaTeXFixture) {
    guard let expected = fixture.expected.error else { return }
    let error = #expect(throws: ManuscriptError.self) {
      try Manuscript(reading: "main.tex", from: fixture.files)
    }
    #expect(error?.description == expected)
  }
}
