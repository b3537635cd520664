// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What the head of a theorem-like environment says, before the statement itself.
struct StatementHead {
  var title: String?
  var labels: [String] = []
  /// The command that restates it (thmtools' `restate=`), and whether a later use is its home.
  var restateCommand: (name: String, isStarred: Bool)?
  /// The name that keytheorems stores it under.
  var storedName: String?

  /// Reads the head of an environment from just behind its `\begin{…}`.
  static func read(_ head: TheoremEnvironment.Head, _ cursor: inout LaTeXCursor) -> StatementHead {
    switch head {
    case .optionalTitle:
      cursor.skipOverlay()
      guard let option = cursor.option() else { return StatementHead() }
      return StatementHead(option: cursor.text(option))
    case .titleAndLabel(let prefix, let separator):
      var read = titleOnly(&cursor)
      if let group = cursor.group() {
        let label = cursor.text(group)
        if !label.isEmpty { read.labels.append(prefix.isEmpty ? label : prefix + separator + label) }
      }
      return read
    case .titleOnly: return titleOnly(&cursor)
    case .wrapper(let arguments, let inner, let template):
      return wrapper(arguments, inner, template, &cursor)
    }
  }

  private static func titleOnly(_ cursor: inout LaTeXCursor) -> StatementHead {
    var head = StatementHead()
    if let option = cursor.option(), let label = KeyValueList(cursor.text(option)).value("label") {
      head.labels.append(label)
    }
    if let group = cursor.group() { head.take(title: cursor.text(group)) }
    return head
  }

  /// Puts the arguments into what the definition writes behind its inner `\begin`, and reads that.
  private static func wrapper(
    _ arguments: [WrapperArgument], _ inner: TheoremEnvironment.Head, _ template: String,
    _ cursor: inout LaTeXCursor
  ) -> StatementHead {
    if arguments.isEmpty, template.isEmpty { return read(inner, &cursor) }
    var text = template
    var values: [String] = []
    for argument in arguments {
      switch argument {
      case .mandatory: values.append(cursor.group().map { cursor.text($0) } ?? "")
      case .optional(let preset): values.append(cursor.option().map { cursor.text($0) } ?? preset)
      case .star: values.append(cursor.take(.asterisk) ? "*" : "")
      }
    }
    for (index, value) in values.enumerated() {
      text = text.replacingOccurrences(of: "#\(index + 1)", with: value)
    }
    let flat = Flattener.flatten(text: text)
    var inside = LaTeXCursor(flat)
    var head = read(inner, &inside)
    // The definition may set the label behind the title, from an argument.
    while let byte = inside.next {
      if byte == .backslash, let name = inside.controlSequence(), String(flat.bytes, name) == "label",
        let label = inside.group()
      {
        head.labels.append(inside.text(label))
      } else {
        inside.position += 1
      }
    }
    if head.title?.isEmpty == true { head.title = nil }
    return head
  }
}

extension StatementHead {
  /// Reads what stands in the brackets: a title, or keys when one that is known has a value.
  init(option text: String) {
    let keys = KeyValueList(text)
    guard keys.items.contains(where: { Self.keys.contains($0.key) && $0.value != nil }) else {
      take(title: text)
      return
    }
    take(title: keys.value("name", "title", "note") ?? "")
    if let label = keys.value("label") { labels.append(label) }
    storedName = keys.value("store", "store*")
    if let command = keys.value("restate") { restateCommand = (command, false) }
    if let command = keys.value("restate*") { restateCommand = (command, true) }
  }

  private static let keys: Set<String> = [
    "name", "title", "note", "label", "restate", "restate*", "continues", "store", "store*",
  ]

  /// Takes a title, and the labels set inside it.
  mutating func take(title text: String) {
    var title = text
    while let start = title.range(of: "\\label{"),
      let end = title[start.upperBound...].firstIndex(of: "}")
    {
      labels.append(String(title[start.upperBound..<end]))
      title.removeSubrange(start.lowerBound...end)
    }
    title = KeyValueList.unbraced(title[...])
    self.title = title.isEmpty ? nil : title
  }
}

extension LaTeXCursor {
  /// Moves past a beamer overlay specification, `<2->`.
  mutating func skipOverlay() {
    guard next == .less else { return }
    for offset in position..<min(end, position + 32) where source.bytes[offset] == .greater {
      position = offset + 1
      return
    }
  }
}
