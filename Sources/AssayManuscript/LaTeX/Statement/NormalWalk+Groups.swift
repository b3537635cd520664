// SPDX-License-Identifier: GPL-3.0-or-later

/// Braces: which of them say something.
extension NormalWalk {
  mutating func open() {
    if peek()?.kind == .close {
      // {} ends a control word's name and says nothing.
      index += 1
      return
    }
    if isMath || followsArgumentTaker {
      // A single token in braces is what it is without them: x^{2} is x^2.
      if let inside = peek(), peek(1)?.kind == .close, isSingle(inside) {
        index += 2
        emit(inside.text)
        return
      }
      groups.append(.visible)
      emit("{")
    } else {
      groups.append(.invisible)
    }
  }

  private func isSingle(_ lexeme: Lexeme) -> Bool {
    switch lexeme.kind {
    case .letter, .digit, .other: lexeme.text != "~" && lexeme.text != "&"
    case .control:
      NormalVocabulary.synonyms[lexeme.text] == nil && !NormalVocabulary.silent.contains(lexeme.text)
        && lexeme.text.dropFirst().allSatisfy(\.isLetter)
    default: false
    }
  }

  /// In text, braces behind a command that is not known are its argument.
  private var followsArgumentTaker: Bool {
    guard index >= 2 else { return false }
    let before = lexemes[index - 2]
    return before.kind == .control && !NormalVocabulary.silent.contains(before.text)
      && before.text.dropFirst().allSatisfy(\.isLetter) || before.kind == .close && endsInVisibleGroup
  }

  private var endsInVisibleGroup: Bool { tokens.last?.text == "}" }

  mutating func close() {
    switch groups.popLast() {
    case nil, .invisible: break
    case .visible:
      pendingSpace = false
      emit("}")
    case .text(let isVisible, let wasMath):
      isMath = wasMath
      pendingSpace = false
      if isVisible { emit("}") }
    case .mathematics(let wasMath):
      if wasMath { return }
      endMathematics()
      pendingSpace = false
    }
  }

  /// Opens the group that comes next as one that says nothing itself; no group, nothing to open.
  mutating func openShell() {
    guard peek()?.kind == .open else { return }
    index += 1
    groups.append(.invisible)
  }

  /// Moves past the group that comes next, if one does, and returns what stood in it.
  @discardableResult
  mutating func skipGroup() -> [Lexeme] {
    guard peek()?.kind == .open else { return [] }
    var depth = 0
    let first = index + 1
    while let lexeme = peek() {
      index += 1
      if lexeme.kind == .open { depth += 1 }
      if lexeme.kind == .close { depth -= 1 }
      if depth == 0 { return Array(lexemes[first..<index - 1]) }
    }
    return Array(lexemes[min(first, lexemes.count)...])
  }

  /// Moves past the option that comes next, if one does.
  mutating func skipOption() {
    guard peek()?.text == "[" else { return }
    var depth = 0
    var ahead = 1
    while let lexeme = peek(ahead), ahead < LaTeXCursor.longestOption {
      if lexeme.kind == .open { depth += 1 }
      if lexeme.kind == .close { depth -= 1 }
      ahead += 1
      if lexeme.text == "]", depth <= 0 {
        index += ahead
        return
      }
    }
  }
}
