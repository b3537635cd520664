// SPDX-License-Identifier: GPL-3.0-or-later

/// Environments: where opaque ones end, and where the document does.
extension Flattener {
  mutating func beginEnvironment(
    _ reading: inout FileReading, from start: Int
  ) throws(ManuscriptError) {
    guard let name = reading.simpleGroup() else { return }
    guard let treatment = vocabulary.treatment(of: name) else { return }
    if learnsFromDefinition(name, treatment, in: reading) { return }
    guard let closing = closing(of: name, in: &reading) else {
      note(
        "\\begin{\(String(decoding: name, as: UTF8.self))} is never ended; read as LaTeX",
        at: start, in: reading)
      return
    }
    switch treatment {
    case .shown:
      emit(&reading)
      flat.appendOpaque(reading.position..<closing.lowerBound, of: reading.index)
      drop(&reading, upTo: closing.lowerBound)
      reading.position = closing.upperBound
    case .hidden:
      let end = reading.position
      reading.position = start
      emit(&reading)
      reading.position = end
      drop(&reading, upTo: closing.upperBound)
    }
  }

  /// Recognises `\newenvironment{code}{\begin{Verbatim}}{\end{Verbatim}}`: it opens nothing here, it names one more.
  private mutating func learnsFromDefinition(
    _ name: [UInt8], _ treatment: OpaqueTreatment, in reading: FileReading
  ) -> Bool {
    guard let defined = reading.environmentBeingDefined else { return false }
    var ahead = reading
    ahead.skipOption()
    while ahead.simpleGroup() != nil {}
    ahead.skipBlanks()
    guard !ahead.isDone, ahead.bytes[ahead.position] == .closeBrace else { return false }
    vocabulary.addOpaque(defined, treatment)
    return true
  }

  /// Finds `\end{name}`, literally, as TeX does in verbatim text.
  private func closing(of name: [UInt8], in reading: inout FileReading) -> Range<Int>? {
    if reading.neverEnded.contains(name) { return nil }
    let pattern = Array("\\end{".utf8) + name + [.closeBrace]
    let bytes = reading.bytes
    var index = reading.position
    while index + pattern.count <= reading.end {
      if bytes[index] == .backslash, bytes[index..<index + pattern.count].elementsEqual(pattern) {
        return index..<index + pattern.count
      }
      index += 1
    }
    reading.neverEnded.insert(name)
    return nil
  }

  mutating func endEnvironment(_ reading: inout FileReading) {
    guard !reading.isPackage, let name = reading.simpleGroup(), name.elementsEqual("document".utf8) else {
      return
    }
    // In a macro's body it ends nothing yet.
    var ahead = reading
    ahead.skipBlanks()
    if !ahead.isDone, ahead.bytes[ahead.position] == .closeBrace { return }
    emit(&reading)
    if active.count > 1, reading.hasDocumentClass { reading.stop() } else { finished = true }
  }

  /// Masks `\verb|…|`: to the same character, on the same line, or the command is left alone.
  mutating func inlineVerbatim(
    _ reading: inout FileReading, from start: Int, options: Bool, language: Bool, braces: Bool
  ) {
    let afterName = reading.position
    if reading.position < reading.end, reading.bytes[reading.position] == .asterisk { reading.position += 1 }
    if options { reading.skipOption() }
    if language, reading.simpleGroup() == nil { return }
    let first = reading.position
    guard !reading.isDone, let closing = verbatimEnd(in: reading, braces: braces) else {
      reading.position = afterName
      note("inline verbatim text is not ended on its line; read as LaTeX", at: start, in: reading)
      return
    }
    emit(&reading)
    flat.appendOpaque(first..<closing + 1, of: reading.index)
    drop(&reading, upTo: closing + 1)
  }

  private func verbatimEnd(in reading: FileReading, braces: Bool) -> Int? {
    let delimiter = reading.bytes[reading.position]
    if delimiter.isBlank || (delimiter.isControlLetter && delimiter != UInt8(ascii: "@")) { return nil }
    var depth = 0
    for index in reading.position..<reading.end {
      let byte = reading.bytes[index]
      if byte.isLineEnd { return nil }
      if braces, delimiter == .openBrace {
        if byte == .openBrace { depth += 1 }
        if byte == .closeBrace { depth -= 1 }
        if depth == 0 { return index }
      } else if index > reading.position, byte == delimiter {
        return index
      }
    }
    return nil
  }
}
