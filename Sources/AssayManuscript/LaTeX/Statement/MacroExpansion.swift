// SPDX-License-Identifier: GPL-3.0-or-later

/// Puts macros without arguments in place of their names, so that a changed macro changes what uses it.
struct MacroExpansion {
  private let bodies: [String: [Lexeme]]
  /// The tokens that one statement may still grow by; a chain of doubling macros must not eat the memory.
  private var allowance: Int

  /// Macros inside macros.
  static let deepest = 32

  /// Prepares for a statement of so many tokens.
  init(_ definitions: [MacroDefinition], length: Int) {
    var bodies: [String: [Lexeme]] = [:]
    for macro in definitions where macro.isPlain { bodies[macro.name] = Lexeme.all(in: macro.body) }
    self.bodies = bodies
    allowance = 10_000 + 50 * length
  }

  /// Returns the tokens with every macro in place that is known, not inside itself, and within the allowance.
  mutating func expand(_ lexemes: [Lexeme]) -> [Lexeme] {
    if bodies.isEmpty { return lexemes }
    var result: [Lexeme] = []
    var active: [String] = []
    expand(lexemes, into: &result, active: &active)
    return result
  }

  private mutating func expand(_ lexemes: [Lexeme], into result: inout [Lexeme], active: inout [String]) {
    for lexeme in lexemes {
      guard lexeme.kind == .control, let body = bodies[lexeme.text], !active.contains(lexeme.text),
        active.count < Self.deepest, body.count < allowance
      else {
        result.append(lexeme)
        continue
      }
      allowance -= body.count
      active.append(lexeme.text)
      var inPlace = body
      if let first = inPlace.first { inPlace[0] = first.spaced(lexeme.isSpaced) }
      expand(inPlace, into: &result, active: &active)
      active.removeLast()
    }
  }
}
