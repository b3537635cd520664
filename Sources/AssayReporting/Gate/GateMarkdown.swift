// SPDX-License-Identifier: GPL-3.0-or-later

import AssayManuscript

/// The decision as Markdown: a table a paper, the changed statements folded under it.
struct GateMarkdown {
  private let report: GateReport

  init(_ report: GateReport) { self.report = report }

  var markdown: String {
    report.outcome.papers.map(section).joined(separator: "\n") + "\n" + "**\(report.counts)**\n"
  }

  private func section(_ paper: GateOutcome.Paper) -> String {
    let head = "### \(Self.escaped(paper.path))\n\n\(Self.escaped(report.summary(of: paper)))  \n"
    let table = "| | Statement | Label | What is so |\n|---|---|---|---|\n" + paper.entries.map(row).joined()
    let details = paper.findings.filter { !$0.details.isEmpty }.map(Self.details).joined()
    return head + "\(Self.escaped(report.coverage(of: paper)))\n\n" + table + details
  }

  private func row(_ entry: GateOutcome.Entry) -> String {
    switch entry {
    case .passed(let passed): Self.row("ok", passed.subject, passed.label, passed.summary)
    case .exempt(let label, let subject, let reason): Self.row("exempt", subject, label, reason)
    case .finding(let finding):
      Self.row(
        finding.isBlocking ? "**\(finding.rule.word(finding.level))**" : finding.rule.word(finding.level),
        finding.subject, finding.label ?? "", "\(finding.text) (\(finding.place))")
    }
  }

  private static func row(_ word: String, _ subject: String, _ label: String, _ text: String) -> String {
    "| \(word) | \(escaped(subject)) | \(label.isEmpty ? "" : code(label)) | \(escaped(text)) |\n"
  }

  private static func details(_ finding: GateFinding) -> String {
    let title = [finding.rule.word(finding.level), finding.label ?? finding.subject].joined(separator: " ")
    return "\n<details><summary>\(escaped(title))</summary>\n\n\(fenced(finding.details))\n\n</details>\n"
  }

  /// A fence longer than any run of backticks inside.
  private static func fenced(_ lines: [String]) -> String {
    let fence = String(repeating: "`", count: max(3, longestRun(in: lines.joined(separator: "\n")) + 1))
    return "\(fence)diff\n\(lines.joined(separator: "\n"))\n\(fence)"
  }

  /// Code in a table: a bar would end the cell, a backtick the code.
  static func code(_ text: String) -> String {
    let fence = String(repeating: "`", count: longestRun(in: text) + 1)
    let padding = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    return fence + padding + text.replacing("|", with: "\\|").replacing("\n", with: " ") + padding + fence
  }

  /// Text in a table, none of it markup.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\n", "\r\n", "\r": result += " "
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case "\\", "`", "*", "_", "[", "]", "|", "$", "~", "#": result += "\\\(character)"
      default: result.append(character)
      }
    }
    return result
  }

  private static func longestRun(in text: String) -> Int {
    text.split { $0 != "`" }.map(\.count).max() ?? 0
  }
}
