// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads a paper and everything that it includes into one flat text.
///
/// It knows just enough of TeX for that: comments, inclusions, conditionals that are decided on the spot
/// (`\iffalse`, `\iftrue`), opaque regions, and where the document ends. It expands nothing.
struct Flattener {
  let files: any SourceFiles
  /// The paper's own folder, where every inclusion is looked for first.
  let root: String
  var flat = FlatSource()
  var vocabulary = FlattenerVocabulary()
  /// The files being read, outermost first, each with the place of the inclusion inside it.
  var active: [String] = []
  var inclusions = 0
  var packagesRead: Set<String> = []
  /// True once the document's own `\end{document}` has been read.
  var finished = false

  /// Inclusions that a paper may nest, and make in all; beyond it is a mistake or an attack.
  static let deepestInclusion = 64
  static let mostInclusions = 10_000
  /// The bytes that a paper may come to once every inclusion stands in its place.
  static let longestText = 256 << 20

  /// Reads the paper at a path.
  ///
  /// - Throws: `ManuscriptError` when a file cannot be read, is missing, or includes itself.
  static func flatten(_ path: String, from files: any SourceFiles) throws(ManuscriptError) -> FlatSource {
    guard let raw = try files.bytes(of: path) else {
      throw .unreadable(file: path, reason: "no such file")
    }
    var flattener = Flattener(files: files, root: RelativePath.directory(of: path))
    try flattener.read(try SourceText(path: path, raw: raw), directory: flattener.root, isPackage: false)
    flattener.flat.seal()
    return flattener.flat
  }

  /// Flattens a text that stands by itself, such as a statement; it includes nothing.
  static func flatten(text: String, path: String = "") -> FlatSource {
    var flattener = Flattener(files: MemoryFiles([:]), root: "")
    flattener.vocabulary.ignoreInclusions()
    // Only the encoding, a cycle or a missing file can fail, and a string has none of these.
    if let source = try? SourceText(path: path, raw: Array(text.utf8)) {
      try? flattener.read(source, directory: "", isPackage: false)
    }
    flattener.flat.seal()
    return flattener.flat
  }

  /// Reads one file into the flat text, from its first byte to its last or to its document's end.
  mutating func read(_ source: SourceText, directory: String, isPackage: Bool) throws(ManuscriptError) {
    active.append(source.path)
    defer { active.removeLast() }
    var reading = FileReading(
      text: source, index: flat.add(source), directory: directory, isPackage: isPackage)
    if let (offset, count) = source.recovered {
      note(
        "\(count) byte\(count == 1 ? " is" : "s are") not UTF-8; read as Latin-1; save the file as UTF-8",
        at: offset, in: reading)
    }
    while !finished {
      reading.skipPlainText()
      if reading.isDone { break }
      try step(&reading)
    }
    emit(&reading)
    flat.appendLineEnd(of: reading.index)
  }

  /// Moves past one comment or one control sequence.
  private mutating func step(_ reading: inout FileReading) throws(ManuscriptError) {
    switch reading.bytes[reading.position] {
    case .percent:
      emit(&reading)
      reading.skipComment()
    default:
      let start = reading.position
      let name = vocabulary.withoutDelimiter(reading.controlName(at: start), in: reading)
      reading.position = max(name.upperBound, min(start + 2, reading.end))
      if let word = vocabulary.word(named: name, in: reading) {
        try act(on: word, from: start, in: &reading)
      }
    }
  }

  private mutating func act(
    on word: FlattenerWord, from start: Int, in reading: inout FileReading
  ) throws(ManuscriptError) {
    switch word {
    case .begin: try beginEnvironment(&reading, from: start)
    case .end: endEnvironment(&reading)
    case .inlineVerbatim(let options, let language, let braces):
      inlineVerbatim(&reading, from: start, options: options, language: language, braces: braces)
    case .address: reading.skipAddress()
    case .include(let form): try include(form, from: start, in: &reading)
    case .load(let suffix): try load(suffix, from: start, in: &reading)
    case .endInput:
      emit(&reading)
      reading.stop()
    case .includeOnly:
      note("\\includeonly is not obeyed: every \\include is read", at: start, in: reading)
    case .ifFalse, .ifTrue, .conditional, .otherwise, .endIf:
      conditional(word, from: start, in: &reading)
    case .newConditional:
      if let name = reading.followingControlName() { vocabulary.addConditional(name) }
    case .let: reading.skipLet()
    case .environmentDefiner: reading.environmentBeingDefined = reading.followingGroup()
    case .opaqueDefiner(let treatment):
      if let name = reading.followingGroup() { vocabulary.addOpaque(name, treatment) }
    }
  }

  /// Appends what was read and not yet written.
  mutating func emit(_ reading: inout FileReading) {
    flat.append(reading.written..<min(reading.position, reading.end), of: reading.index)
    reading.written = reading.position
  }

  /// Leaves out everything from what was written last up to a place.
  func drop(_ reading: inout FileReading, upTo position: Int) {
    reading.position = position
    reading.written = position
  }

  /// Says that something was guessed at.
  mutating func note(_ message: String, at offset: Int, in reading: FileReading) {
    flat.notes.append(ScanNote(.parseRecovered, message, at: reading.text.position(at: offset)))
  }
}
