// SPDX-License-Identifier: GPL-3.0-or-later

/// What must hold of whatever the readers make of a text.
package enum ReaderInvariants {
  /// Reads a text as a paper and returns what is wrong with the result; nil when nothing is.
  ///
  /// - Parameters:
  ///   - text: the main file.
  ///   - included: the file `a.tex`.
  package static func violation(paper text: [UInt8], included: [UInt8]) -> String? {
    let files = MemoryFiles(["main.tex": text, "a.tex": included, "main.aux": included])
    guard let manuscript = try? Manuscript(reading: "main.tex", from: files) else { return nil }
    let hasGuessed = manuscript.notes.contains {
      $0.rule == .parseRecovered && !$0.message.hasPrefix(ScanNote.openBrace)
    }
    for statement in manuscript.statements {
      for span in [statement.span, statement.bodySpan] + statement.occurrences + statement.proofs {
        guard span.start.line >= 1, span.start.column >= 1, span.end.column >= 1,
          span.start.file != span.end.file || span.start < span.end
        else { return "a span is no stretch of text: \(span)" }
      }
      // Where the scanner had to guess, a statement by itself may be read otherwise; the reader has been told.
      if !hasGuessed, let violation = violation(statement) { return violation }
    }
    let identities = manuscript.statements.map {
      StatementIdentity(labels: $0.labels, kind: $0.kind, form: NormalForm(statement: $0.body))
    }
    let matching = StatementMatching(identities, identities)
    if matching.pairs.count != identities.count { return "a paper does not match itself" }
    return nil
  }

  /// What is accepted must read back as what the paper says, or nothing could ever be accepted.
  private static func violation(_ statement: PaperStatement) -> String? {
    let form = NormalForm(statement: statement.body, definitions: statement.definitions)
    let accepted = AcceptedStatement(statement)
    let read = AcceptedStatement(block: accepted.block)
    if let change = StatementChange(from: read.form(elsewhere: statement.definitions), to: form) {
      return "an accepted statement reads back as another: \(change.lines)"
    }
    if StatementChange(from: form, to: form) != nil { return "a statement differs from itself" }
    return nil
  }

  /// Reads a text as a claim's page, accepts a statement into it, and returns what is wrong; nil when nothing is.
  package static func violation(page text: [UInt8]) -> String? {
    let text = String(decoding: text, as: UTF8.self)
    guard let place = ClaimID("p/a"), let claim = try? ClaimFile(parsing: text, place: place, file: "a.md")
    else {
      return nil
    }
    var page = ClaimPage(text: text, file: "a.md")
    guard (try? page.setStatement("A ``` statement")) != nil else { return nil }
    page.setLabel("thm:new: 'x'", aliases: ["thm:old"])
    guard let edited = try? ClaimFile(parsing: page.text, place: place, file: "a.md") else {
      return "an edited page is no page"
    }
    if edited.statement != "A ``` statement" || edited.label != "thm:new: 'x'"
      || edited.aliases != ["thm:old"]
    {
      return "an edited page says something else"
    }
    return edited.title == claim.title && edited.expect == claim.expect ? nil : "an edit changed another key"
  }
}
