// SPDX-License-Identifier: GPL-3.0-or-later

/// Conditionals: what `\iffalse` hides is gone; every branch whose condition only TeX knows is kept.
extension Flattener {
  mutating func conditional(_ word: FlattenerWord, from start: Int, in reading: inout FileReading) {
    switch word {
    case .ifFalse: skipFalseBranch(from: start, in: &reading)
    case .otherwise:
      guard reading.conditionals.last == true else { return }
      if let branch = branch(from: start, in: &reading) {
        hide(start..<branch.end.lowerBound, in: &reading)
      }
    case .endIf: _ = reading.conditionals.popLast()
    case .ifTrue: reading.conditionals.append(true)
    default: reading.conditionals.append(false)
    }
  }

  private mutating func skipFalseBranch(from start: Int, in reading: inout FileReading) {
    guard let branch = branch(from: start, in: &reading) else {
      note("\\iffalse is never closed by \\fi; its text is read", at: start, in: reading)
      return
    }
    if let otherwise = branch.otherwise {
      hide(start..<otherwise.upperBound, in: &reading)
      reading.conditionals.append(false)
    } else {
      hide(start..<branch.end.upperBound, in: &reading)
    }
  }

  private mutating func hide(_ range: Range<Int>, in reading: inout FileReading) {
    reading.position = range.lowerBound
    emit(&reading)
    drop(&reading, upTo: range.upperBound)
  }

  /// Finds the `\else` and the `\fi` that belong to the conditional whose first branch starts here.
  ///
  /// A search that reaches the end of the file leaves behind all that it found, so that no stretch of a file is
  /// searched twice.
  private func branch(from start: Int, in reading: inout FileReading) -> FileReading.Branch? {
    if let known = reading.knownBranches, start >= known.searchedFrom { return known.byStart[start] }
    var open: [(start: Int, otherwise: Range<Int>?)] = [(start, nil)]
    var found: [Int: FileReading.Branch] = [:]
    var ahead = reading
    while !ahead.isDone {
      switch ahead.bytes[ahead.position] {
      case .percent: ahead.skipComment()
      case .backslash:
        let wordStart = ahead.position
        let name = ahead.controlName(at: wordStart)
        ahead.position = max(name.upperBound, min(wordStart + 2, ahead.end))
        switch vocabulary.word(named: name, in: ahead) {
        case .ifFalse, .ifTrue, .conditional: open.append((wordStart, nil))
        case .let: ahead.skipLet()
        case .otherwise where open[open.count - 1].otherwise == nil:
          open[open.count - 1].otherwise = wordStart..<name.upperBound
        // An \else that is live itself asks for its \fi by its own place.
        case .endIf:
          let closed = open.removeLast()
          let branch = FileReading.Branch(
            otherwise: closed.otherwise, end: wordStart..<name.upperBound)
          if open.isEmpty { return branch }
          found[closed.start] = branch
          if let otherwise = closed.otherwise { found[otherwise.lowerBound] = branch }
        default: break
        }
      default: ahead.position += 1
      }
    }
    reading.knownBranches = (start, found)
    return nil
  }
}
