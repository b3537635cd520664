// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What a statement says, without how it is set: two texts with the same normal form state the same claim.
///
/// Gone are comments, labels, spacing, emphasis, sizes of delimiters and kinds of display; references and citations
/// are placeholders; macros without arguments stand in place. Kept are case, digits, signs, quantifiers, directions
/// of inequalities, and the definitions of macros with arguments.
public struct NormalForm: Hashable, Sendable {
  /// The words and symbols.
  public let tokens: [StatementToken]
  /// The definitions of macros with arguments that the statement reaches, by name.
  public let definitions: [String: [StatementToken]]

  /// Brings a statement into normal form.
  ///
  /// - Parameters:
  ///   - statement: what stands between the environment's head and its end.
  ///   - definitions: the macros that it may reach.
  public init(statement: String, definitions: [MacroDefinition] = []) {
    let normalise = Normaliser(definitions)
    tokens = normalise(statement)
    var reached: [String: [StatementToken]] = [:]
    var pending = tokens
    while let token = pending.popLast() {
      guard token.text.hasPrefix("\\"), reached[token.text] == nil,
        let macro = definitions.last(where: { $0.name == token.text && !$0.isPlain })
      else { continue }
      let body = normalise(Self.withoutDefiner(macro))
      reached[macro.name] = body
      pending += body
    }
    self.definitions = reached
  }

  /// The definition's arguments and body; whether it was new, renewed or robust says nothing.
  private static func withoutDefiner(_ macro: MacroDefinition) -> String {
    guard let name = macro.text.range(of: macro.name) else { return macro.text }
    return String(macro.text[name.upperBound...].drop { $0 == "}" })
  }

  /// Sixteen hexadecimal digits that change whenever the statement does (FNV-1a).
  public var fingerprint: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ text: String) {
      for byte in text.precomposedStringWithCanonicalMapping.utf8 {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      }
      hash = (hash ^ 0x1F) &* 0x100_0000_01b3
    }
    tokens.forEach { mix($0.text) }
    for (name, body) in definitions.sorted(by: { $0.key < $1.key }) {
      mix(name)
      body.forEach { mix($0.text) }
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The statement as one line of LaTeX.
  public var line: String { StatementToken.line(tokens) }
}
