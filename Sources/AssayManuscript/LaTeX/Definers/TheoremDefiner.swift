// SPDX-License-Identifier: GPL-3.0-or-later

/// The commands that declare theorem-like environments, by the shape of their arguments.
enum TheoremDefiner: Sendable {
  /// `\newtheorem*{e}[shared]{T}[within]` and its kin.
  case newtheorem
  /// LNCS: the same with two groups of font commands behind it.
  case spnewtheorem
  /// mdframed: options first, then as `\newtheorem`.
  case framed
  /// thmtools: `\declaretheorem[options]{e,f}`.
  case declaretheorem
  /// keytheorems: `\newkeytheorem{e,f}[options]`.
  case newkeytheorem
  /// tcolorbox: `\newtcbtheorem[init]{e}{T}{options}{prefix}`.
  case colorbox

  /// The definers by name.
  static let byName: [String: TheoremDefiner] = [
    "newtheorem": .newtheorem, "renewtheorem": .newtheorem, "newshadetheorem": .newtheorem,
    "newframedtheorem": .newtheorem, "newshadedtheorem": .newtheorem, "newsiamthm": .newtheorem,
    "newsiamremark": .newtheorem, "newthm": .newtheorem, "spnewtheorem": .spnewtheorem,
    "newmdtheoremenv": .framed, "mdtheorem": .framed, "declaretheorem": .declaretheorem,
    "newkeytheorem": .newkeytheorem, "renewkeytheorem": .newkeytheorem, "newtcbtheorem": .colorbox,
    "renewtcbtheorem": .colorbox, "NewTcbTheorem": .colorbox, "RenewTcbTheorem": .colorbox,
  ]

  /// Reads the arguments and returns the environments declared; nil when they cannot be read.
  func environments(_ cursor: inout LaTeXCursor) -> [TheoremEnvironment]? {
    switch self {
    case .newtheorem: return standard(&cursor)
    case .spnewtheorem:
      guard let declared = standard(&cursor), cursor.group() != nil, cursor.group() != nil else { return nil }
      return declared
    case .framed:
      _ = cursor.option()
      return standard(&cursor)
    case .declaretheorem:
      var options = cursor.option().map { cursor.text($0) }
      guard let names = cursor.group() else { return nil }
      // The options may also stand behind the name.
      if options == nil { options = cursor.option().map { cursor.text($0) } }
      return keyed(names: cursor.text(names), options: options)
    case .newkeytheorem:
      guard let names = cursor.group() else { return nil }
      return keyed(names: cursor.text(names), options: cursor.option().map { cursor.text($0) })
    case .colorbox: return colorbox(&cursor)
    }
  }

  private func standard(_ cursor: inout LaTeXCursor) -> [TheoremEnvironment]? {
    let isStarred = cursor.take(.asterisk)
    guard let name = cursor.group() else { return nil }
    _ = cursor.option()
    guard let printed = cursor.group() else { return nil }
    _ = cursor.option()
    return [
      TheoremEnvironment(
        name: cursor.text(name), printedName: cursor.text(printed), isNumbered: !isStarred)
    ]
  }

  private func keyed(names: String, options: String?) -> [TheoremEnvironment] {
    let keys = KeyValueList(options ?? "")
    let isNumbered = !["no", "false"].contains(keys.value("numbered") ?? "yes")
    return names.split(separator: ",").map { part in
      let name = String(part).collapsingBlanks
      return TheoremEnvironment(
        name: name,
        printedName: keys.value("name", "title") ?? name.prefix(1).uppercased() + name.dropFirst(),
        isNumbered: isNumbered)
    }
  }

  private func colorbox(_ cursor: inout LaTeXCursor) -> [TheoremEnvironment]? {
    let initial = cursor.option().map { cursor.text($0) } ?? ""
    guard let name = cursor.group(), let printed = cursor.group(), let options = cursor.group(),
      let prefix = cursor.group()
    else { return nil }
    let keys = KeyValueList(initial + "," + cursor.text(options))
    let head = TheoremEnvironment.Head.titleAndLabel(
      prefix: cursor.text(prefix), separator: keys.value("label separator") ?? ":")
    let printedName = cursor.text(printed)
    return [
      TheoremEnvironment(name: cursor.text(name), printedName: printedName, head: head),
      TheoremEnvironment(
        name: cursor.text(name) + "*", printedName: printedName, head: .titleOnly, isNumbered: false),
    ]
  }
}

extension LaTeXCursor {
  /// Returns a stretch of the text with its blanks collapsed.
  func text(_ range: Range<Int>) -> String { source.text(in: range).collapsingBlanks }
}
