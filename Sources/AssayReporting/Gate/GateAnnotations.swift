// SPDX-License-Identifier: GPL-3.0-or-later

import AssayManuscript

/// The decision as workflow commands: GitHub shows each on its line of the paper.
///
/// GitHub shows about ten annotations of a kind for each step, so the ones that block come first.
struct GateAnnotations {
  private let report: GateReport

  /// How many annotations of one kind are written.
  static let mostOfAKind = 10

  init(_ report: GateReport) { self.report = report }

  var text: String {
    let findings = report.outcome.findings
    let order = findings.indices.sorted { a, b in
      (findings[a].isBlocking ? 0 : 1, findings[b].level, a) < (
        findings[b].isBlocking ? 0 : 1, findings[a].level, b
      )
    }
    var counts: [String: Int] = [:]
    var lines: [String] = []
    var more = 0
    for finding in order.map({ findings[$0] }) {
      let command = Self.command(finding)
      counts[command, default: 0] += 1
      if counts[command, default: 0] > Self.mostOfAKind {
        more += 1
      } else {
        lines.append(Self.line(command, finding))
      }
    }
    if more > 0 { lines.append("::notice::and \(more) more; see the summary") }
    return (lines + [report.counts]).map { $0 + "\n" }.joined()
  }

  /// What stops the paper is shown as an error, whatever its level.
  private static func command(_ finding: GateFinding) -> String {
    if finding.isBlocking { return "error" }
    return finding.level == .note ? "notice" : "warning"
  }

  private static func line(_ command: String, _ finding: GateFinding) -> String {
    var properties = ["file=\(property(finding.place.file))", "line=\(finding.place.line)"]
    if let end = finding.end, end.file == finding.place.file { properties.append("endLine=\(end.line)") }
    let title = [finding.rule.word(finding.level), finding.label].compactMap(\.self).joined(separator: " ")
    properties.append("title=\(property(title))")
    let message = ([finding.message] + finding.details).joined(separator: "\n")
    return "::\(command) \(properties.joined(separator: ","))::\(data(message))"
  }

  /// Escapes the text of a command.
  static func data(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  /// Escapes the value of a property: labels hold colons.
  static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
