// SPDX-License-Identifier: GPL-3.0-or-later

/// Brings LaTeX into normal form: one walk over its tokens that knows text from mathematics.
struct Normaliser {
  private let definitions: [MacroDefinition]

  /// Prepares for statements that may use these macros.
  init(_ definitions: [MacroDefinition]) { self.definitions = definitions }

  /// Returns the normal form's tokens.
  func callAsFunction(_ latex: String) -> [StatementToken] {
    let lexemes = Lexeme.all(in: latex)
    var expansion = MacroExpansion(definitions, length: lexemes.count)
    var walk = NormalWalk(expansion.expand(lexemes))
    walk.run()
    return walk.tokens
  }
}

/// The walk: what is open, and what has been said so far.
struct NormalWalk {
  let lexemes: [Lexeme]
  var index = 0
  private(set) var tokens: [StatementToken] = []
  /// A blank has to stand before the next token.
  var pendingSpace = false

  /// What a brace opened.
  enum Group {
    /// Braces that say something: an argument.
    case visible
    /// Braces around text, or around the argument of a command that only sets type.
    case invisible
    /// An argument set as text inside mathematics; `wasMath` holds again behind it.
    case text(isVisible: Bool, wasMath: Bool)
    /// `\ensuremath`: mathematics in any mode.
    case mathematics(wasMath: Bool)
  }
  var groups: [Group] = []
  /// The environments open here; true for one whose rows and columns say nothing.
  var arrangements: [Bool] = []
  var isMath = false
  /// The formula was opened by `$$`.
  private var isDisplay = false

  init(_ lexemes: [Lexeme]) { self.lexemes = lexemes }

  /// The token to read, or one further on.
  func peek(_ ahead: Int = 0) -> Lexeme? {
    index + ahead < lexemes.count ? lexemes[index + ahead] : nil
  }

  mutating func run() {
    while let lexeme = peek() {
      index += 1
      if lexeme.isSpaced { pendingSpace = true }
      switch lexeme.kind {
      case .control: control(lexeme)
      case .open: open()
      case .close: close()
      case .shift:
        // Behind $a$ a second $ opens the next formula; only $$ … $$ closes with two.
        let isDouble = peek()?.kind == .shift && (!isMath || isDisplay)
        if isDouble { index += 1 }
        if isMath {
          endMathematics()
        } else {
          isDisplay = isDouble
          beginMathematics()
        }
      case .letter: letters(lexeme)
      case .digit: digits(lexeme)
      case .opaque: emit(lexeme.text)
      case .other: other(lexeme)
      }
    }
    if isMath { endMathematics() }
  }

  /// Says a token.
  mutating func emit(_ text: String) {
    tokens.append(StatementToken(text: text, isMath: isMath, isSpaced: pendingSpace && !tokens.isEmpty))
    pendingSpace = false
  }

  mutating func beginMathematics() {
    emit("$")
    isMath = true
  }

  /// Closes a formula; the full stop or comma that a display ends in is the sentence's.
  mutating func endMathematics() {
    isMath = false
    var punctuation: StatementToken?
    if let last = tokens.last, last.isMath, [".", ",", ";", ":"].contains(last.text) {
      punctuation = tokens.removeLast()
    }
    if let last = tokens.last, last.text == "$", !last.isMath {
      tokens.removeLast()
    } else {
      pendingSpace = false
      emit("$")
    }
    if let punctuation {
      pendingSpace = false
      emit(punctuation.text)
    }
  }

  private mutating func letters(_ first: Lexeme) {
    var word = first.text
    // In text a run of letters is a word; in mathematics every letter is a symbol of its own.
    while !isMath, let next = peek(), next.kind == .letter, !next.isSpaced {
      word += next.text
      index += 1
    }
    emit(word)
  }

  private mutating func digits(_ first: Lexeme) {
    var number = first.text
    // Where TeX would take one digit as an argument, the first digit stands alone: x^12 is not x^{12}.
    let isArgument = isMath && index >= 2 && takesArgument(lexemes[index - 2])
    while !isArgument, let next = peek(), !next.isSpaced {
      if next.kind == .digit {
        number += next.text
        index += 1
      } else if next.text == ".", let after = peek(1), after.kind == .digit, !after.isSpaced {
        number += "."
        index += 1
      } else {
        break
      }
    }
    emit(number)
  }

  private func takesArgument(_ lexeme: Lexeme) -> Bool {
    lexeme.kind == .control || lexeme.text == "^" || lexeme.text == "_"
  }

  private mutating func other(_ lexeme: Lexeme) {
    switch lexeme.text {
    case "~": pendingSpace = true
    case "&" where arrangements.last ?? true: pendingSpace = true
    default: emit(lexeme.text)
    }
  }
}
