// SPDX-License-Identifier: GPL-3.0-or-later

/// What belongs to a statement: its labels, its own words, its end.
extension ManuscriptScanner {
  mutating func label(_ name: String, at offset: Int) {
    labels.append((name, offset))
    if let inside = openStatements.indices.last {
      if openStatements[inside].ownCounters == 0 {
        openStatements[inside].draft.labels.append((name, offset))
      }
    } else if let (draft, end) = justClosed, drafts[draft].labels.isEmpty, end <= offset,
      source.bytes[end..<offset].allSatisfy(\.isBlank)
    {
      labelsBehind[draft] = (name, offset)
    }
    justClosed = nil
  }

  /// Closes an open statement; `bodyEnd` is nil when its `\end` was not found.
  mutating func finish(_ index: Int, bodyEnd: Int?, end: Int) {
    let isInnermost = index == openStatements.count - 1
    readOwnText(of: index, upTo: bodyEnd ?? openStatements[index].boundary ?? end)
    let statement = openStatements.remove(at: index)
    // One closed out of turn stays on the stack of environments as one that means nothing.
    if isInnermost, open.count == statement.level + 1 { pop() } else { open[statement.level].role = .plain }
    var draft = statement.draft
    draft.body = draft.body.lowerBound..<(bodyEnd ?? statement.boundary ?? end)
    draft.range = draft.range.lowerBound..<(bodyEnd == nil ? draft.body.upperBound : end)
    if bodyEnd == nil {
      note(
        "\\begin{\(draft.environment)} is never ended; its statement is read up to here",
        at: draft.body.upperBound)
      draft.labels.removeAll { $0.offset >= draft.body.upperBound }
    }
    if let outer = openStatements.indices.last, isInnermost {
      openStatements[outer].holdsStatement = true
      openStatements[outer].unread = end
    }
    if statement.holdsStatement {
      // A box around a theorem is no claim; a theorem with a lemma inside is one.
      if !statement.hasOwnText, draft.labels.isEmpty { return }
      note("\(draft.environment) holds another statement; both are listed", at: draft.range.lowerBound)
    }
    add(draft, end: end)
  }

  private mutating func add(_ draft: StatementDraft, end: Int) {
    var draft = draft
    draft.definitions = macros.reached(from: draft.body, of: source)
    let index = drafts.count
    drafts.append(draft)
    justClosed = (index, end)
    lastPrinted = index
    if let command = draft.restateCommand, !command.isEmpty, ScannerWord.standard[command] == nil {
      words[command] = .restated(index)
    }
    if let name = draft.storedName { stored[name] = index }
  }

  /// Looks whether an open statement says something of its own in the part not yet looked at.
  mutating func readOwnText(of index: Int, upTo end: Int) {
    let start = openStatements[index].unread
    openStatements[index].unread = max(start, end)
    guard !openStatements[index].hasOwnText, start < end else { return }
    var cursor = LaTeXCursor(source, at: start, end: end)
    cursor.skipBlanks()
    while let byte = cursor.next {
      guard byte == .backslash, let name = cursor.controlSequence(),
        let arguments = Self.wordsThatSayNothing[String(source.bytes, name)]
      else {
        openStatements[index].hasOwnText = true
        return
      }
      for _ in 0..<arguments { _ = cursor.group() }
      cursor.skipBlanks()
    }
  }

  private static let wordsThatSayNothing = [
    "label": 1, "vspace": 1, "hspace": 1, "noindent": 0, "centering": 0, "par": 0, "smallskip": 0,
    "medskip": 0, "bigskip": 0, "itshape": 0, "upshape": 0, "normalfont": 0, "leavevmode": 0,
  ]

  /// Uses a macro that begins or ends environments: what it holds is claimed here, and the reader is told.
  mutating func useHidden(_ index: Int, at start: Int, end: Int) {
    let macro = hidden[index]
    if macro.isWhole { return useWhole(index, at: start, end: end) }
    for name in macro.ends { self.end(name, at: start, end: end) }
    for name in macro.begins {
      guard case .theorem(let environment) = environments.meaning(name) else { continue }
      note("\(macro.macro) begins \(name) in its definition; the statement is taken from here", at: start)
      openStatement(environment, StatementHead(), name: name, at: start, bodyStart: end)
    }
  }

  /// A macro that holds whole statements is a restatement by hand: one claim, at home in the definition.
  private mutating func useWhole(_ index: Int, at start: Int, end: Int) {
    if hidden[index].statements == nil {
      hidden[index].statements = []
      guard hiddenDepth < Self.deepestHidden, scannedBodies.insert(hidden[index].body).inserted else {
        return
      }
      hiddenDepth += 1
      let first = drafts.count
      scanByItself(hidden[index].body)
      hidden[index].statements = Array((first..<drafts.count).prefix(Self.mostHidden))
      hiddenDepth -= 1
      if first < drafts.count {
        note("\(hidden[index].macro) holds a whole statement in its definition", at: start)
      }
    }
    for draft in hidden[index].statements ?? [] { drafts[draft].restatements.append((start..<end, true)) }
  }

  /// Scans a stretch that stands elsewhere in the text, untouched by what is open here.
  private mutating func scanByItself(_ range: Range<Int>) {
    let outside = (open, openCount, openStatements, openProofs, justClosed)
    open = []
    openCount = openCount.map { _ in 0 }
    (openStatements, openProofs, justClosed) = ([], [], nil)
    scan(range)
    closeAll(at: range.upperBound)
    let grown = openCount.count - outside.1.count
    (open, openCount, openStatements, openProofs, justClosed) = outside
    openCount += Array(repeating: 0, count: grown)
  }
}

/// The labels that a text refers to.
enum StatementReferences {
  /// Returns the labels in `\ref{a}`, `\cref{a,b}` and their kin.
  static func labels(in text: String) -> [String] {
    var labels: [String] = []
    var rest = text[...]
    while let reference = rest.range(of: "ref{") {
      let inside = rest[reference.upperBound...].prefix { $0 != "}" }
      labels += inside.split(separator: ",").map { String($0).collapsingBlanks }
      rest = rest[inside.endIndex...]
    }
    return labels
  }
}
