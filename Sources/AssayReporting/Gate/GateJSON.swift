// SPDX-License-Identifier: GPL-3.0-or-later

import AssayManuscript

/// The decision for programs; its layout has a version.
struct GateJSON {
  private let report: GateReport

  /// The version of the layout.
  static let schema = 1

  init(_ report: GateReport) { self.report = report }

  func json() throws -> String {
    let outcome = report.outcome
    let findings = outcome.papers.flatMap { paper in paper.findings.map { Self.finding($0, in: paper) } }
    let value: JSONValue = [
      "schema": .integer(Self.schema), "papers": .array(outcome.papers.map(Self.paper)),
      "findings": .array(findings), "covered": .integer(outcome.covered), "total": .integer(outcome.total),
      "ok": .boolean(outcome.isOpen),
    ]
    return try JSONText.encode(value)
  }

  private static func paper(_ paper: GateOutcome.Paper) -> JSONValue {
    let kinds = Dictionary(
      paper.kinds.map { ($0.kind, JSONValue.integer($0.count)) }, uniquingKeysWith: { first, _ in first })
    return .object(present: [
      "path": .string(paper.path), "paper": .string(paper.slug), "files": .integer(paper.fileCount),
      "statements": .object(kinds), "covered": .integer(paper.covered), "total": .integer(paper.required),
      "aux": paper.auxiliary.map { .string($0) }, "since": paper.revision.map { .string($0) },
      "passed": .array(paper.entries.compactMap(passed)), "exempt": .array(paper.entries.compactMap(exempt)),
    ])
  }

  private static func passed(_ entry: GateOutcome.Entry) -> JSONValue? {
    guard case .passed(let passed) = entry else { return nil }
    return [
      "label": .string(passed.label), "subject": .string(passed.subject), "claim": .string(passed.claim),
      "summary": .string(passed.summary), "file": .string(passed.place.file),
      "line": .integer(passed.place.line),
    ]
  }

  private static func exempt(_ entry: GateOutcome.Entry) -> JSONValue? {
    guard case .exempt(let label, let subject, let reason) = entry else { return nil }
    return ["label": .string(label), "subject": .string(subject), "reason": .string(reason)]
  }

  private static func finding(_ finding: GateFinding, in paper: GateOutcome.Paper) -> JSONValue {
    .object(present: [
      "rule": .string(finding.rule.rawValue), "level": .string(finding.level.rawValue),
      "blocking": .boolean(finding.isBlocking), "label": finding.label.map { .string($0) },
      "subject": finding.subject.isEmpty ? nil : .string(finding.subject), "paper": .string(paper.slug),
      "claims": .array(finding.claims.map { .string($0) }), "file": .string(finding.place.file),
      "line": .integer(finding.place.line), "column": .integer(finding.place.column),
      "message": .string(finding.message), "details": .array(finding.details.map { .string($0) }),
      "baseline": finding.baseline.map { .string($0.rawValue) },
    ])
  }
}
