// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayManuscript

/// Which extensions JUnit's XML may have.
public enum JUnitDialect: String, CaseIterable, Sendable {
  /// Only what strict schemas know.
  case strict
  /// File, line and properties of each case as well.
  case rich
}

/// The decision as JUnit's XML: a suite a paper, a case a line of the table.
struct GateJUnit {
  private let report: GateReport
  private let isRich: Bool

  init(_ report: GateReport, dialect: JUnitDialect) {
    self.report = report
    isRich = dialect == .rich
  }

  var xml: String {
    let suites = report.outcome.papers.map(suite).joined()
    return
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"assay gate\">\n\(suites)</testsuites>\n"
  }

  private func suite(_ paper: GateOutcome.Paper) -> String {
    let kinds = paper.entries.map(Self.result)
    func count(_ result: Result) -> String { "\(kinds.count { $0 == result })" }
    let attributes = [
      ("name", paper.path), ("tests", "\(paper.entries.count)"), ("failures", count(.failure)),
      ("errors", count(.error)), ("skipped", count(.skipped)), ("time", "0.000"),
    ]
    var properties = [
      ("assay.claims", "\(report.theorems)/\(paper.slug)"), ("assay.covered", "\(paper.covered)"),
    ]
    properties.append(("assay.required", "\(paper.required)"))
    if let budget = report.budget { properties.append(("assay.alpha", "\(budget.total)")) }
    return "  <testsuite\(Self.attributes(attributes))>\n" + Self.properties(properties, indentation: "    ")
      + paper.entries.map { testcase($0, paper) }.joined() + "  </testsuite>\n"
  }

  private enum Result { case passed, failure, error, skipped }

  private static func result(_ entry: GateOutcome.Entry) -> Result {
    switch entry {
    case .passed: .passed
    case .exempt: .skipped
    case .finding(let finding):
      if !finding.isBlocking { .passed } else if isError(finding.rule) { .error } else { .failure }
    }
  }

  /// What stopped the gate from judging, rather than what it judged.
  private static func isError(_ rule: GateRule) -> Bool {
    [.invalidAssumption, .parseRecovered, .labelDuplicate].contains(rule)
  }

  private func testcase(_ entry: GateOutcome.Entry, _ paper: GateOutcome.Paper) -> String {
    switch entry {
    case .passed(let passed):
      testcase(
        "\(passed.label) — \(passed.claim)", paper, passed.place,
        properties: [("assay.evidence", passed.summary)], body: "")
    case .exempt(let label, _, let reason):
      testcase(
        "\(label) — exempt", paper, nil, properties: [],
        body: "      <skipped\(Self.attributes([("message", reason)]))/>\n")
    case .finding(let finding): testcase(finding, paper)
    }
  }

  private func testcase(_ finding: GateFinding, _ paper: GateOutcome.Paper) -> String {
    let name = [finding.label ?? finding.place.description, finding.rule.summary] + finding.claims
    let body = Self.escaped(([finding.message] + finding.details).joined(separator: "\n"))
    let element: String
    switch Self.result(.finding(finding)) {
    case .passed, .skipped: element = "      <system-out>\(body)</system-out>\n"
    case .failure, .error:
      let tag = Self.result(.finding(finding)) == .error ? "error" : "failure"
      let type = finding.rule.rawValue.replacing("/", with: ".")
      element =
        "      <\(tag)\(Self.attributes([("type", type), ("message", finding.message)]))>\(body)</\(tag)>\n"
    }
    return testcase(
      name.joined(separator: " — "), paper, finding.place,
      properties: finding.properties.map { ("assay.\($0.name)", $0.value) }, body: element)
  }

  private func testcase(
    _ name: String, _ paper: GateOutcome.Paper, _ place: SourcePosition?, properties: [(String, String)],
    body: String
  ) -> String {
    var attributes = [("classname", "Gate.\(paper.slug)"), ("name", name), ("time", "0.000")]
    if isRich, let place { attributes += [("file", place.file), ("line", "\(place.line)")] }
    let inside = (isRich ? Self.properties(properties, indentation: "      ") : "") + body
    let head = "    <testcase\(Self.attributes(attributes))"
    return inside.isEmpty ? head + "/>\n" : head + ">\n" + inside + "    </testcase>\n"
  }

  private static func properties(_ properties: [(String, String)], indentation: String) -> String {
    if properties.isEmpty { return "" }
    let lines = properties.map {
      "\(indentation)  <property\(attributes([("name", $0.0), ("value", $0.1)]))/>\n"
    }
    return "\(indentation)<properties>\n\(lines.joined())\(indentation)</properties>\n"
  }

  private static func attributes(_ attributes: [(String, String)]) -> String {
    attributes.map { " \($0.0)=\"\(escaped($0.1).replacing("\n", with: "&#10;"))\"" }.joined()
  }

  /// Escapes what XML takes for markup, and replaces what it forbids.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
