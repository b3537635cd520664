// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbers come from the `.aux` file alone: counters counted by hand go wrong at the first `\setcounter`.
extension Manuscript {
  mutating func readNumbers(
    from files: any SourceFiles, auxiliary path: String?
  ) throws(ManuscriptError) {
    let beside = RelativePath.removingExtension(self.path) + ".aux"
    guard let aux = try AuxiliaryFile(reading: path ?? beside, from: files) else {
      if let path { throw .unreadable(file: path, reason: "no such file") }
      return
    }
    auxiliary = aux.files.first
    for index in statements.indices {
      let numbers = statements[index].labels.compactMap { aux.entries[$0]?.number }
      statements[index].number = numbers.first { !$0.isEmpty }
    }
    if let reason = staleness(of: aux, files: files) {
      numbersAreStale = true
      let place = SourcePosition(file: aux.files[0], line: 1, column: 1)
      notes.append(ScanNote(.staleAux, "\(reason); run LaTeX again for the right numbers", at: place))
      notes.sort { $0.position < $1.position }
    }
  }

  /// Returns why the `.aux` file cannot belong to this text, or nil.
  private func staleness(of aux: AuxiliaryFile, files: any SourceFiles) -> String? {
    for label in statements.compactMap(\.label) where aux.entries[label] == nil {
      return "the .aux file does not know \(label)"
    }
    let gone = aux.entries.filter { !labels.contains($0.key) && isOfStatement($0.key, $0.value) }.keys.min()
    if let gone { return "the .aux file knows \(gone), which the text does not have" }
    // A checkout stamps its files in any order within moments of each other; only real work is later than that.
    let written = aux.files.compactMap(files.modificationTime(of:)).max()
    let edited = self.files.compactMap(files.modificationTime(of:)).max()
    if let written, let edited, edited > written + 60 { return "the .aux file is older than the text" }
    return nil
  }

  /// Whether an entry belongs to a theorem-like environment, as far as it can be told without the text.
  private func isOfStatement(_ label: String, _ entry: AuxiliaryFile.Entry) -> Bool {
    if let counter = entry.counter { return environments.contains(counter) }
    guard let colon = label.firstIndex(of: ":") else { return false }
    let prefix = label[...colon]
    return statements.contains { $0.labels.contains { $0.hasPrefix(prefix) } }
      && !["eq:", "sec:", "fig:", "tab:", "app:"].contains(prefix)
  }
}
