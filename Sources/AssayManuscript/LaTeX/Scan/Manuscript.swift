// SPDX-License-Identifier: GPL-3.0-or-later

/// A paper as the scanner read it: its statements, where they stand, and what had to be guessed.
public struct Manuscript: Sendable {
  /// The path of the paper's main file.
  public let path: String
  /// Every file read, the main file first, each once.
  public let files: [String]
  /// The statements, in the order of the text.
  public internal(set) var statements: [PaperStatement]
  /// What the reader has to be told, in the order of the text.
  public internal(set) var notes: [ScanNote]
  /// The theorem-like environments that the files declare, or that their class is known to declare.
  public let environments: [String]
  /// Every label of the paper.
  public let labels: Set<String>
  /// The `.aux` file that the numbers come from, if there is one.
  public internal(set) var auxiliary: String?
  /// True when that file does not belong to this text.
  public internal(set) var numbersAreStale = false

  /// Reads a paper and all that it includes.
  ///
  /// - Parameters:
  ///   - path: the main file.
  ///   - files: where files come from.
  ///   - auxiliary: the `.aux` file; by default the one beside the main file, if there is one.
  /// - Throws: `ManuscriptError` when a file is missing, unreadable, or includes itself.
  public init(
    reading path: String, from files: any SourceFiles = DiskFiles(), auxiliary: String? = nil
  ) throws(ManuscriptError) {
    let flat = try Flattener.flatten(path, from: files)
    var scanner = ManuscriptScanner(flat)
    scanner.run()
    self.init(scanner, path: path)
    try readNumbers(from: files, auxiliary: auxiliary)
  }

  private init(_ scanner: ManuscriptScanner, path: String) {
    let source = scanner.source
    self.path = path
    var seen: Set<String> = []
    files = source.files.map(\.path).filter { seen.insert($0).inserted }
    environments = scanner.environments.declared
    labels = Set(scanner.labels.map(\.name))
    let kinds = scanner.printedKinds()
    statements = scanner.statements(kinds: kinds)
    let scanned = scanner.notes.map {
      ScanNote($0.rule, $0.message, at: source.position(at: $0.offset), label: $0.label)
    }
    notes =
      source.notes + scanned + scanner.missingLabels(kinds: kinds) + scanner.duplicateLabels()
      + scanner.openBrace()
    notes.sort { ($0.position, $0.rule.rawValue, $0.message) < ($1.position, $1.rule.rawValue, $1.message) }
  }
}

extension ManuscriptScanner {
  /// Returns what each environment's printed name says, read once for all its statements.
  func printedKinds() -> [String: String] {
    var kinds: [String: String] = [:]
    for draft in drafts where kinds[draft.printedName] == nil {
      kinds[draft.printedName] = PlainText.of(draft.printedName, macros: macros)
    }
    return kinds
  }

  /// Returns the statements in the order of the text.
  func statements(kinds: [String: String]) -> [PaperStatement] {
    let proofs = proofsByDraft()
    return drafts.indices.sorted { drafts[$0].range.lowerBound < drafts[$1].range.lowerBound }.map { index in
      let draft = drafts[index]
      let bodySpan = source.span(draft.range)
      let home = draft.isAtHomeLater ? draft.restatements.first { !$0.isStarred } : nil
      let printed = kinds[draft.printedName] ?? ""
      let fallback = draft.environment.prefix(1).uppercased() + draft.environment.dropFirst()
      return PaperStatement(
        kind: printed.isEmpty ? ConventionalNames.printed(draft.environment) ?? fallback : printed,
        environment: draft.environment, title: draft.title, labels: draft.uniqueLabels,
        isNumbered: draft.isNumbered, number: nil, body: source.text(in: draft.body).trimmingBlanks,
        definitions: draft.definitions, span: home.map { source.span($0.range) } ?? bodySpan,
        bodySpan: bodySpan,
        occurrences: [bodySpan] + draft.restatements.map { source.span($0.range) },
        proofs: (proofs[index] ?? []).map { source.span($0) })
    }
  }

  private func proofsByDraft() -> [Int: [Range<Int>]] {
    var byLabel: [String: Int] = [:]
    for (index, draft) in drafts.enumerated() {
      for label in draft.labels { byLabel[label.name] = byLabel[label.name] ?? index }
    }
    var result: [Int: [Range<Int>]] = [:]
    for proof in proofs.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      let named = proof.labels.compactMap { byLabel[$0] }
      for index in proof.labels.isEmpty ? [proof.previous].compactMap({ $0 }) : named {
        result[index, default: []].append(proof.range)
      }
    }
    return result
  }

  /// Returns a note on the first brace that is never closed; what stands behind it may have been read otherwise than meant.
  func openBrace() -> [ScanNote] {
    // A package may well open a group in one macro and close it in another.
    let open = source.unclosedBraces.filter { offset in
      !source.packageText.contains { $0.contains(offset) }
    }
    guard let first = open.first else { return [] }
    let more = open.count > 1 ? " (the first of \(open.count))" : ""
    return [
      ScanNote(
        .parseRecovered, ScanNote.openBrace + more + "; close it, or write \\{",
        at: source.position(at: first))
    ]
  }

  /// Returns a note for each statement without a label; the gate decides how much each matters.
  func missingLabels(kinds: [String: String]) -> [ScanNote] {
    drafts.indices.filter { drafts[$0].labels.isEmpty }.map { index in
      let draft = drafts[index]
      let kind = kinds[draft.printedName] ?? ""
      var message = "\(kind.isEmpty ? draft.environment : kind) has no label; add \\label{…} inside it"
      var related: [SourcePosition] = []
      if let (name, offset) = labelsBehind[index] {
        message = "\\label{\(name)} stands behind \\end and names the section; move it inside"
        related = [source.position(at: offset)]
      }
      return ScanNote(
        .labelMissing, message, at: source.position(at: draft.range.lowerBound),
        label: labelsBehind[index]?.name,
        related: related)
    }
  }

  /// Returns a note for each label of a statement that stands in two places.
  func duplicateLabels() -> [ScanNote] {
    let ofStatements = Set(drafts.flatMap { $0.labels.map(\.name) })
    var first: [String: Int] = [:]
    var notes: [ScanNote] = []
    for (name, offset) in labels.sorted(by: { $0.offset < $1.offset }) where ofStatements.contains(name) {
      guard let earlier = first[name] else {
        first[name] = offset
        continue
      }
      let place = source.position(at: earlier)
      notes.append(
        ScanNote(
          .labelDuplicate, "label \(name) stands at \(place) already; give one of them another name",
          at: source.position(at: offset), label: name, related: [place]))
    }
    return notes
  }
}

extension StatementDraft {
  /// The labels in order, each once.
  var uniqueLabels: [String] {
    var seen: Set<String> = []
    return labels.map(\.name).filter { seen.insert($0).inserted }
  }
}

extension String {
  /// The text without blanks at either end.
  var trimmingBlanks: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
