// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds the statements of a flat text: one pass, no expansion, and never a silent loss.
struct ManuscriptScanner {
  let source: FlatSource
  var words = WordTable<ScannerWord>(ScannerWord.standard)
  var environments = EnvironmentTable()
  var macros = MacroTable()
  /// Macros that begin or end environments where nobody sees it.
  var hidden: [HiddenEnvironments] = []
  var hiddenDepth = 0
  /// The bodies of macros that were scanned already; one that defines itself anew must not be scanned for ever.
  var scannedBodies: Set<Range<Int>> = []

  /// The environments open here, outermost first, by numbers given to their names.
  var open: [OpenEnvironment] = []
  var names = WordTable<Int>()
  var spelling: [String] = []
  var openCount: [Int] = []
  /// The statements open here, outermost first.
  var openStatements: [OpenStatement] = []

  var drafts: [StatementDraft] = []
  var proofs: [ProofDraft] = []
  var openProofs: [ProofDraft] = []
  /// Statements by the name that keytheorems stores them under.
  var stored: [String: Int] = [:]
  /// The statement that was printed last, in full or again.
  var lastPrinted: Int?
  /// The statement that closed last, and where, until something other than blanks follows.
  var justClosed: (draft: Int, end: Int)?
  /// Every label of the paper, with its place.
  var labels: [(name: String, offset: Int)] = []
  /// Drafts whose label was found behind them.
  var labelsBehind: [Int: (name: String, offset: Int)] = [:]
  var notes: [(rule: GateRule, message: String, offset: Int, label: String?)] = []
  /// Environment names that have been guessed at already.
  var guessed: Set<String> = []

  /// Statements that may be open at once; beyond it the outermost is taken to have been left open by mistake.
  static let deepestStatement = 32
  /// Macros that begin environments inside macros that begin environments.
  static let deepestHidden = 16
  /// Environments that one macro may begin, or statements that it may hold, and have its uses recorded.
  static let mostHidden = 8

  init(_ source: FlatSource) {
    self.source = source
    for name in source.loaded { environments.load(name) }
  }

  /// Scans the whole text.
  mutating func run() {
    scan(0..<source.bytes.count)
    closeAll(at: source.bytes.count)
  }

  /// Ends what was never ended.
  mutating func closeAll(at end: Int) {
    while let last = openStatements.indices.last { finish(last, bodyEnd: nil, end: end) }
    proofs += openProofs
    openProofs = []
  }

  /// Scans a stretch of the text.
  mutating func scan(_ range: Range<Int>) {
    let bytes = source.bytes
    var position = range.lowerBound
    var package = source.packageText.partitioningIndex { $0.upperBound > position }
    while position < range.upperBound {
      guard bytes[position] == .backslash else {
        position += 1
        continue
      }
      let name = source.controlName(at: position, end: range.upperBound)
      guard let word = words[bytes, name] else {
        position = max(name.upperBound, position + 1)
        continue
      }
      while package < source.packageText.count, source.packageText[package].upperBound <= position {
        package += 1
      }
      let isPackage = package < source.packageText.count && source.packageText[package].contains(position)
      var cursor = LaTeXCursor(source, at: name.upperBound, end: range.upperBound)
      act(on: word, name: name, &cursor, isPackage: isPackage)
      position = max(cursor.position, position + 1)
    }
  }

  /// Acts on a word and moves the cursor past what it has read.
  private mutating func act(
    on word: ScannerWord, name: Range<Int>, _ cursor: inout LaTeXCursor, isPackage: Bool
  ) {
    let start = name.lowerBound - 1
    switch word {
    case .theorem(let definer): declareTheorem(definer, at: start, &cursor)
    case .macro(let definer): defineMacro(definer, name: name, &cursor)
    case .environment(let isDocument): defineEnvironment(isDocument: isDocument, at: start, &cursor)
    case _ where isPackage: break
    case .begin: begin(at: start, &cursor)
    case .end: end(at: start, &cursor)
    case .label:
      if let name = cursor.group() { label(cursor.text(name), at: start) }
    case .labelMacro(let before, let after):
      if let name = cursor.group() { label(before + cursor.text(name) + after, at: start) }
    case .section: setBoundary(start)
    case .stored:
      if let name = cursor.group(), let draft = stored[cursor.text(name)] {
        drafts[draft].restatements.append((start..<cursor.position, true))
        lastPrinted = draft
      }
    case .restated(let draft):
      let isStarred = cursor.next == .asterisk
      if isStarred { cursor.position += 1 }
      drafts[draft].restatements.append((start..<cursor.position, isStarred))
      lastPrinted = draft
    case .hidden(let index): useHidden(index, at: start, end: cursor.position)
    }
  }

  /// Says that something was guessed at.
  mutating func note(
    _ message: String, at offset: Int, rule: GateRule = .parseRecovered, label: String? = nil
  ) {
    notes.append((rule, message, offset, label))
  }
}
