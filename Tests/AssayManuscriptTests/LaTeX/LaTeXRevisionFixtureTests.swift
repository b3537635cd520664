// SPDX-License-Identifier: GPL-3.0-or-later

import AssayManuscript
import Testing

@Suite("Two revisions of a fixture differ exactly as its expectation says")
struct LaTeXRevisionFixtureTests {
  @Test("Changed, same, renamed, proposed, reused, removed, new", arguments: LaTeXFixture.all)
  func revision(fixture: LaTeXFixture) throws {
    guard let since = fixture.expected.since else { return }
    let old = try Manuscript(reading: since.before, from: fixture.files).statements
    let new = try Manuscript(reading: "main.tex", from: fixture.files).statements
    let forms = (old.map(form), new.map(form))
    let matching = StatementMatching(identities(old, forms.0), identities(new, forms.1))

    var found: [String] = []
    for pair in matching.pairs {
      let change = StatementChange(from: forms.0[pair.old], to: forms.1[pair.new])
      found.append(description(pair, change, old[pair.old], new[pair.new]))
    }
    found += matching.removed.map { "removed \(old[$0].name)" }
    found += matching.added.map { "new \(new[$0].name)" }
    let expected = since.changes.map { change in
      ([change.event, change.label] + [change.to, change.is, change.removed, change.added].compactMap { $0 })
        .joined(separator: " ")
    }
    #expect(found.sorted() == expected.sorted())
  }

  private func form(_ statement: PaperStatement) -> NormalForm {
    NormalForm(statement: statement.body, definitions: statement.definitions)
  }

  private func identities(_ statements: [PaperStatement], _ forms: [NormalForm]) -> [StatementIdentity] {
    zip(statements, forms).map { StatementIdentity(labels: $0.labels, kind: $0.kind, form: $1) }
  }

  private func description(
    _ pair: StatementMatching.Pair, _ change: StatementChange?, _ old: PaperStatement, _ new: PaperStatement
  ) -> String {
    let event: String
    switch pair.basis {
    case .label, .alias: event = change == nil ? "same" : "changed"
    case .statement: event = "renamed"
    case .reusedLabel: return "reused \(old.name)"
    case .likeness: event = "proposed"
    }
    var parts = [event, old.name]
    if new.name != old.name { parts.append(new.name) }
    if let change {
      parts += [
        change.weight.rawValue, StatementToken.line(change.diff.removed),
        StatementToken.line(change.diff.added),
      ]
    }
    return parts.joined(separator: " ")
  }
}
