// SPDX-License-Identifier: GPL-3.0-or-later

extension ClaimFile {
  /// The headings that the body of a claim file has, in this order.
  public static let requiredSections = [
    "Statement", "Hypotheses", "Where it comes from", "How it is tested", "Rivals", "Caveats",
  ]

  /// Returns what a reader would miss in the body, one line each; empty when nothing.
  ///
  /// The body must have every required section, in order, none of them empty. This is a matter of style and
  /// stops nothing from loading.
  public var bodyProblems: [String] {
    let sections = self.sections
    var problems: [String] = []
    var expected = Self.requiredSections[...]
    for section in sections where Self.requiredSections.contains(section.heading) {
      if section.isEmpty { problems.append("\(file):\(section.line): '## \(section.heading)' is empty") }
      guard let index = expected.firstIndex(of: section.heading) else {
        problems.append("\(file):\(section.line): '## \(section.heading)' is out of order or given twice")
        continue
      }
      expected = expected[(index + 1)...]
    }
    for heading in Self.requiredSections where !sections.contains(where: { $0.heading == heading }) {
      problems.append("\(file):\(bodyLine): '## \(heading)' is missing")
    }
    return problems
  }

  private struct Section {
    let heading: String
    let line: Int
    var isEmpty: Bool
  }

  /// The `##` headings outside fenced blocks.
  private var sections: [Section] {
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let fences = (try? FencedBlock.all(in: lines[...], file: file)) ?? []
    var sections: [Section] = []
    for (index, line) in lines.enumerated() {
      let isCode = fences.contains { ($0.line...$0.lastLine).contains(index + 1) }
      if !isCode, line.hasPrefix("## ") {
        let heading = line.dropFirst(3).drop { $0 == " " }
        sections.append(Section(heading: String(heading), line: bodyLine + index, isEmpty: true))
      } else if !sections.isEmpty, line.contains(where: { !$0.isWhitespace }) {
        sections[sections.count - 1].isEmpty = false
      }
    }
    return sections
  }
}
