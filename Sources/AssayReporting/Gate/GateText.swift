// SPDX-License-Identifier: GPL-3.0-or-later

import AssayManuscript

/// The decision for a terminal: a line a statement, what is wrong with what to do under it, and the counts.
struct GateText {
  private let report: GateReport

  init(_ report: GateReport) { self.report = report }

  func text(_ ink: Ink) -> String {
    let papers = report.outcome.papers.map { paper in
      let head = "Paper   \(report.summary(of: paper))\nClaims  \(report.coverage(of: paper))\n"
      return head + "\n" + rows(paper).map { line($0, ink) }.joined()
    }
    let tone: Tone = report.outcome.isOpen ? .good : .bad
    return papers.joined(separator: "\n") + "\n" + ink(report.counts, tone) + "\n"
  }

  /// A line of the table with what stands under it.
  private struct Row {
    let word: String
    let tone: Tone
    let subject: String
    let label: String
    let text: String
    var details: [String] = []
  }

  private func rows(_ paper: GateOutcome.Paper) -> [Row] {
    align(
      paper.entries.map { entry in
        switch entry {
        case .passed(let passed):
          Row(word: "ok", tone: .good, subject: passed.subject, label: passed.label, text: passed.summary)
        case .exempt(let label, let subject, let reason):
          Row(word: "exempt", tone: .faint, subject: subject, label: label, text: reason)
        case .finding(let finding): row(finding)
        }
      })
  }

  private func row(_ finding: GateFinding) -> Row {
    let tone: Tone = finding.isBlocking ? .bad : finding.level == .note ? .faint : .open
    return Row(
      word: finding.rule.word(finding.level), tone: tone, subject: finding.subject,
      label: finding.label ?? "",
      text: finding.place.description, details: finding.details + [finding.text])
  }

  /// Fills the first three columns up, so that the last one starts in one place.
  private func align(_ rows: [Row]) -> [Row] {
    func width(_ column: KeyPath<Row, String>) -> Int {
      rows.map { $0[keyPath: column].displayWidth }.max() ?? 0
    }
    let widths = (width(\.word), width(\.subject), width(\.label))
    return rows.map { row in
      Row(
        word: row.word.padded(toWidth: widths.0, .left), tone: row.tone,
        subject: row.subject.padded(toWidth: widths.1, .left),
        label: row.label.padded(toWidth: widths.2, .left),
        text: row.text, details: row.details)
    }
  }

  private func line(_ row: Row, _ ink: Ink) -> String {
    let first = " \(ink(row.word, row.tone))  \(row.subject)  \(row.label)  \(row.text)"
    let indentation = String(repeating: " ", count: row.word.displayWidth + 5)
    return ([first] + row.details.map { indentation + $0 }).map { $0 + "\n" }.joined()
  }
}
