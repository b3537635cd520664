// SPDX-License-Identifier: GPL-3.0-or-later

/// Control sequences: which of them say something, and what.
extension NormalWalk {
  mutating func control(_ lexeme: Lexeme) {
    let name = lexeme.text
    if NormalVocabulary.silent.contains(name) || (!isMath && NormalVocabulary.textFonts.contains(name)) {
      return silent(name)
    }
    if let count = NormalVocabulary.droppedWithArguments[name] { return drop(arguments: count) }
    switch name {
    case "\\(", "\\[": if !isMath { beginMathematics() }
    case "\\)", "\\]": if isMath { endMathematics() }
    case "\\begin": begin(skipGroup().map(\.text).joined())
    case "\\end": end(skipGroup().map(\.text).joined())
    case "\\left", "\\right":
      // A full stop here is the delimiter that is not printed.
      if peek()?.text == "." { index += 1 }
    case "\\\\":
      skipOption()
      if arrangements.last ?? true { pendingSpace = true } else { emit(name) }
    case "\\ensuremath":
      guard peek()?.kind == .open else { return }
      index += 1
      groups.append(.mathematics(wasMath: isMath))
      if !isMath { beginMathematics() }
    default: printed(name)
    }
  }

  private mutating func printed(_ name: String) {
    if NormalVocabulary.references.contains(name) {
      reference(NormalVocabulary.referencePlaceholder)
    } else if NormalVocabulary.citations.contains(name) {
      reference(NormalVocabulary.citationPlaceholder)
    } else if isMath, NormalVocabulary.textInMathematics.contains(name) {
      textInMathematics(name)
    } else if let before = NormalVocabulary.shells[name],
      !isMath || NormalVocabulary.shellsInMathematics.contains(name)
    {
      skipOption()
      for _ in 0..<before { skipGroup() }
      openShell()
    } else {
      emit(NormalVocabulary.synonyms[name] ?? name)
      // A control word's own blank is not printed.
      if let next = peek(), next.isSpaced, name.last?.isLetter == true { pendingSpace = false }
    }
  }

  private mutating func silent(_ name: String) {
    let isDelimiterSize = name.hasPrefix("\\big") || name.hasPrefix("\\Big") || name == "\\middle"
    let joins = isDelimiterSize || ["\\-", "\\/", "\\@", "\\!"].contains(name)
    if !joins { pendingSpace = true }
  }

  private mutating func drop(arguments: Int) {
    if peek()?.text == "*" { index += 1 }
    skipOption()
    for _ in 0..<arguments { skipGroup() }
    pendingSpace = true
  }

  private mutating func reference(_ placeholder: String) {
    if peek()?.text == "*" { index += 1 }
    emit(placeholder)
    // What a citation's option says (Thm 2, p. 7) is part of the statement.
    var ahead = 0
    if peek()?.text == "[" {
      while let lexeme = peek(ahead), lexeme.text != "]", ahead < LaTeXCursor.longestOption { ahead += 1 }
      let inside = peek(ahead)?.text == "]" ? Array(lexemes[index..<index + ahead + 1]) : []
      index += inside.count
      for lexeme in inside where lexeme.kind != .open && lexeme.kind != .close {
        if lexeme.isSpaced || lexeme.text == "~" { pendingSpace = true }
        if lexeme.text != "~" { emit(lexeme.text) }
      }
    }
    skipGroup()
    if placeholder == NormalVocabulary.referencePlaceholder, peek()?.kind == .open, peek()?.isSpaced == false
    {
      skipGroup()
    }
  }

  private mutating func textInMathematics(_ name: String) {
    if peek()?.text == "*" { index += 1 }
    guard peek()?.kind == .open else { return emit(name) }
    index += 1
    let isText = name != "\\operatorname"
    emit(isText ? "\\text" : name)
    emit("{")
    groups.append(.text(isVisible: true, wasMath: true))
    isMath = false
  }

  private mutating func begin(_ environment: String) {
    let name = environment.hasSuffix("*") ? String(environment.dropLast()) : environment
    if NormalVocabulary.mathematics.contains(name) {
      if ["alignat", "xalignat", "IEEEeqnarray"].contains(name) { skipGroup() }
      arrangements.append(true)
      if !isMath { beginMathematics() }
    } else if NormalVocabulary.arrangements.contains(name) {
      skipOption()
      if ["alignedat", "minipage", "subarray"].contains(name) { skipGroup() }
      arrangements.append(true)
    } else {
      arrangements.append(false)
      emit("\\begin{\(environment)}")
      if NormalVocabulary.lists.contains(name) { skipOption() }
      pendingSpace = true
    }
  }

  private mutating func end(_ environment: String) {
    let name = environment.hasSuffix("*") ? String(environment.dropLast()) : environment
    _ = arrangements.popLast()
    if NormalVocabulary.mathematics.contains(name) {
      if isMath { endMathematics() }
    } else if NormalVocabulary.arrangements.contains(name) {
      pendingSpace = true
    } else {
      pendingSpace = true
      emit("\\end{\(environment)}")
      pendingSpace = true
    }
  }
}
