// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds the `.claim("…")` traits of the `@Test` and `@Suite` attributes of one Swift source.
struct ClaimScanner {
  private let tokens: [SwiftToken]
  private let target: String
  private let file: String
  private var position = 0

  private(set) var uses: [ClaimUse] = []
  private(set) var errors: [ClaimUseError] = []

  /// The names of the types that are open, nil for other braces.
  private var scopes: [String?] = []
  private var pendingType: String?
  private var pendingTest: Attribute?
  private var pendingSuite: Attribute?

  /// What the parentheses of an attribute hold.
  private struct Attribute {
    var title: String?
    var claims: [(id: String, expect: ClaimExpectation, line: Int)] = []
  }

  /// - Parameters:
  ///   - source: the text of a Swift file.
  ///   - target: the test target that it belongs to.
  ///   - file: its name in errors and uses.
  init(source: String, target: String, file: String) {
    tokens = SwiftLexer.tokens(of: source)
    self.target = target
    self.file = file
    while position < tokens.count { step() }
  }

  private func kind(_ offset: Int = 0) -> SwiftToken.Kind? {
    tokens.indices.contains(position + offset) ? tokens[position + offset].kind : nil
  }

  private func word(_ offset: Int = 0) -> String? {
    if case .word(let word)? = kind(offset) { word } else { nil }
  }

  private mutating func step() {
    switch kind() {
    case .mark("@")?: attribute()
    case .mark("{")?:
      scopes.append(pendingType)
      pendingType = nil
      position += 1
    case .mark("}")?:
      _ = scopes.popLast()
      position += 1
    case .word(let keyword)? where kind(-1) != .mark("."):
      declaration(keyword)
    default: position += 1
    }
  }

  /// Reads `@Test(…)` or `@Suite(…)`, with or without parentheses and the module's name.
  private mutating func attribute() {
    position += 1
    if word() == "Testing", kind(1) == .mark(".") { position += 2 }
    guard let name = word(), name == "Test" || name == "Suite" else { return }
    position += 1
    let attribute = kind() == .mark("(") ? arguments() : Attribute()
    if name == "Test" { pendingTest = attribute } else { pendingSuite = attribute }
  }

  /// Reads an attribute's arguments up to the closing parenthesis.
  private mutating func arguments() -> Attribute {
    var attribute = Attribute()
    if case .string(let title)? = kind(1) { attribute.title = title }
    var depth = 0
    repeat {
      if kind() == .mark("(") { depth += 1 }
      if kind() == .mark(")") { depth -= 1 }
      if kind() == .mark("."), word(1) == "claim", kind(2) == .mark("(") {
        claim(into: &attribute)
      } else {
        position += 1
      }
    } while depth > 0 && position < tokens.count
    return attribute
  }

  /// Reads `.claim("id")` or `.claim("id", expecting: .refuted)`.
  private mutating func claim(into attribute: inout Attribute) {
    let line = tokens[position].line
    position += 3
    guard case .string(let literal)? = kind(), let id = literal,
      kind(1) == .mark(")") || kind(1) == .mark(",")
    else {
      report(line: line, ".claim needs its id as a plain string literal")
      return
    }
    var expect = ClaimExpectation.corroborated
    if kind(1) == .mark(",") {
      guard word(2) == "expecting", kind(3) == .mark(":"), kind(4) == .mark("."),
        let declared = word(5).flatMap(ClaimExpectation.init), kind(6) == .mark(")")
      else {
        report(
          line: line,
          ".claim(\"\(id)\", …) must end in 'expecting: .corroborated' or 'expecting: .refuted'")
        return
      }
      expect = declared
      position += 5
    }
    position += 1
    attribute.claims.append((id, expect, line))
    // The closing parenthesis of .claim is not one of the attribute's own.
    position += 1
  }

  /// Notes a mistake and goes back to the parenthesis, so that the attribute's count of them stays right.
  private mutating func report(line: Int, _ problem: String) {
    errors.append(ClaimUseError(file: file, line: line, problem: problem))
    position -= 1
  }

  private mutating func declaration(_ keyword: String) {
    position += 1
    switch keyword {
    case "struct", "class", "enum", "actor", "extension":
      guard let name = word(), !["func", "var", "let", "subscript", "init"].contains(name) else { return }
      pendingType = typeName()
      record(pendingSuite, suite: openTypes + [pendingType ?? name], function: nil)
      pendingSuite = nil
    case "func":
      guard let name = word() else { return }
      record(pendingTest, suite: openTypes, function: name + labels())
      pendingTest = nil
    default: break
    }
  }

  /// The names of the types around this place; an extension of `A.B` counts as two.
  private var openTypes: [String] {
    scopes.compactMap(\.self).flatMap { $0.split(separator: ".").map(String.init) }
  }

  private mutating func typeName() -> String? {
    var name = word()
    position += 1
    while kind() == .mark("."), let next = word(1) {
      name = name.map { "\($0).\(next)" }
      position += 2
    }
    return name
  }

  /// Reads a function's parameter list and returns its labels, `(a:_:)`.
  private mutating func labels() -> String {
    while position < tokens.count, kind() != .mark("("), kind() != .mark("{") { position += 1 }
    guard kind() == .mark("(") else { return "()" }
    var labels: [String] = []
    var depth = 0
    var atLabel = false
    repeat {
      switch kind() {
      case .mark(let mark)? where "([{".contains(mark):
        depth += 1
        atLabel = depth == 1
      case .mark(let mark)? where ")]}".contains(mark): depth -= 1
      case .mark(",")?: atLabel = depth == 1
      case .word(let label)? where atLabel:
        labels.append("\(label):")
        atLabel = false
      default: break
      }
      position += 1
    } while depth > 0 && position < tokens.count
    return "(\(labels.joined()))"
  }

  private mutating func record(_ attribute: Attribute?, suite: [String], function: String?) {
    for claim in attribute?.claims ?? [] {
      uses.append(
        ClaimUse(
          id: claim.id, expect: claim.expect, target: target, suite: suite, function: function,
          title: attribute?.title, file: file, line: claim.line))
    }
  }
}
