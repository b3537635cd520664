// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What the paper defines: theorem-like environments, environments around them, and macros.
extension ManuscriptScanner {
  mutating func declareTheorem(_ definer: TheoremDefiner, at start: Int, _ cursor: inout LaTeXCursor) {
    guard let declared = definer.environments(&cursor) else {
      note("a declaration of theorems cannot be read; its environments are unknown", at: start)
      return
    }
    for environment in declared where !environment.name.isEmpty { environments.declare(environment) }
  }

  mutating func defineMacro(_ definer: MacroDefiner, name: Range<Int>, _ cursor: inout LaTeXCursor) {
    let word = String(source.bytes, name)
    guard let (macro, body) = definer.definition(word: word, &cursor) else {
      if case .newcommand = definer {
        note("a definition by \\\(word) cannot be read; its text is read as LaTeX", at: name.lowerBound - 1)
      }
      return
    }
    if definer == .providecommand, macros[macro.name] != nil { return }
    macros.define(macro)
    let name = String(macro.name.dropFirst())
    // A word that the scanner itself lives by keeps its meaning, whatever a package makes of it.
    if ScannerWord.standard[name] != nil { return }
    words[name] = meaning(of: macro, body: body)
  }

  /// Returns what the scanner has to do where a macro is used, or nil when nothing.
  private mutating func meaning(of macro: MacroDefinition, body: Range<Int>) -> ScannerWord? {
    if let hidden = hiddenEnvironments(in: macro, body: body) {
      self.hidden.append(hidden)
      return .hidden(self.hidden.count - 1)
    }
    guard !macro.isPlain, let label = macro.body.range(of: "\\label{") else { return nil }
    let inside = macro.body[label.upperBound...].prefix { $0 != "}" }
    guard let argument = inside.range(of: "#1") else { return nil }
    return .labelMacro(
      before: String(inside[..<argument.lowerBound]), after: String(inside[argument.upperBound...]))
  }

  private func hiddenEnvironments(in macro: MacroDefinition, body: Range<Int>) -> HiddenEnvironments? {
    guard macro.body.contains("\\begin") || macro.body.contains("\\end") else { return nil }
    var begins: [String] = []
    var ends: [String] = []
    var isWhole = false
    var cursor = LaTeXCursor(source, at: body.lowerBound, end: body.upperBound)
    while let byte = cursor.next {
      guard byte == .backslash, let name = cursor.controlSequence() else {
        cursor.position += 1
        continue
      }
      let word = String(source.bytes, name)
      guard word == "begin" || word == "end", let group = cursor.group() else { continue }
      let environment = cursor.text(group)
      if word == "begin" {
        begins.append(environment)
      } else if let index = begins.lastIndex(of: environment) {
        begins.remove(at: index)
        isWhole = true
      } else {
        ends.append(environment)
      }
    }
    guard isWhole || !begins.isEmpty || !ends.isEmpty else { return nil }
    (begins, ends) = (begins.suffix(Self.mostHidden), ends.suffix(Self.mostHidden))
    return HiddenEnvironments(
      macro: macro.name, body: body, begins: begins, ends: ends, isWhole: isWhole, statements: nil)
  }

  /// Reads `\newenvironment{e}[n][default]{begin}{end}` and learns what `e` wraps.
  mutating func defineEnvironment(isDocument: Bool, at start: Int, _ cursor: inout LaTeXCursor) {
    _ = cursor.take(.asterisk)
    guard let nameRange = cursor.group(), let arguments = wrapperArguments(isDocument, &cursor),
      let beginning = cursor.group(), cursor.group() != nil
    else {
      note("a definition of an environment cannot be read", at: start)
      return
    }
    let name = cursor.text(nameRange)
    if let wrapped = wrapped(by: beginning, arguments: arguments, name: name) {
      environments.declare(name, wrapped)
      if case .theorem(let environment) = wrapped { environments.declare(environment) }
    } else if environments.meaning(name) == nil, let printed = ConventionalNames.printed(name) {
      // Built by hand: nothing says that it is theorem-like but its name.
      environments.declare(
        TheoremEnvironment(
          name: name, printedName: printed,
          head: .wrapper(arguments: arguments, inner: .optionalTitle, template: ""), isNumbered: true))
      note("environment \(name) is built by hand; taken as \(printed)", at: start)
    }
  }

  private func wrapperArguments(_ isDocument: Bool, _ cursor: inout LaTeXCursor) -> [WrapperArgument]? {
    if isDocument { return cursor.group().map { Self.documentArguments(cursor.text($0)) } }
    let count = cursor.option().flatMap { Int(cursor.text($0)) } ?? 0
    let preset = cursor.option().map { cursor.text($0) }
    guard (0...9).contains(count) else { return nil }
    var arguments = [WrapperArgument](repeating: .mandatory, count: count)
    if let preset, count > 0 { arguments[0] = .optional(default: preset) }
    return arguments
  }

  /// Reads the argument specification of `\NewDocumentEnvironment`, as far as authors use it.
  private static func documentArguments(_ specification: String) -> [WrapperArgument] {
    var arguments: [WrapperArgument] = []
    var rest = specification[...]
    while let letter = rest.popFirst(), arguments.count < 9 {
      switch letter {
      case "m", "v": arguments.append(.mandatory)
      case "s": arguments.append(.star)
      case "o": arguments.append(.optional(default: ""))
      case "O":
        let preset = rest.drop { $0 != "{" }.dropFirst().prefix { $0 != "}" }
        rest = rest[preset.endIndex...].dropFirst()
        arguments.append(.optional(default: String(preset)))
      default: continue
      }
    }
    return arguments
  }

  /// Looks for the environment that a definition's first half begins last, as `\begin{e}` or as `\e`.
  private func wrapped(
    by beginning: Range<Int>, arguments: [WrapperArgument], name: String
  ) -> EnvironmentMeaning? {
    var result: EnvironmentMeaning?
    var cursor = LaTeXCursor(source, at: beginning.lowerBound, end: beginning.upperBound)
    while let byte = cursor.next {
      guard byte == .backslash, let word = cursor.controlSequence() else {
        cursor.position += 1
        continue
      }
      var inner = String(source.bytes, word)
      if inner == "begin", let group = cursor.group() { inner = cursor.text(group) }
      switch environments.meaning(inner) {
      case .theorem(let environment):
        let template = String(cursor.text(cursor.position..<beginning.upperBound).prefix(1024))
        result = .theorem(
          TheoremEnvironment(
            name: name, printedName: environment.printedName,
            head: .wrapper(arguments: arguments, inner: environment.head, template: template),
            isNumbered: environment.isNumbered))
      case .proof where result == nil: result = .proof
      case .ownCounter where result == nil: result = .ownCounter
      default: break
      }
    }
    return result
  }
}
