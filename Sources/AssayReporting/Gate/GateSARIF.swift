// SPDX-License-Identifier: GPL-3.0-or-later

import AssayManuscript
import Foundation

/// The decision as SARIF 2.1.0: one run a paper.
///
/// An alert is known by its claim, not by its line, so it survives text that moves.
struct GateSARIF {
  private let report: GateReport

  init(_ report: GateReport) { self.report = report }

  func json() throws -> String {
    let log: JSONValue = [
      "version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "runs": .array(report.outcome.papers.map(run)),
    ]
    return try JSONText.encode(log)
  }

  private func run(_ paper: GateOutcome.Paper) -> JSONValue {
    [
      "tool": [
        "driver": [
          "name": "assay", "semanticVersion": .string(report.version),
          "rules": .array(GateRule.allCases.map(Self.rule)),
        ]
      ],
      "automationDetails": ["id": .string("assay/gate/\(Self.uri(paper.path))/")],
      "columnKind": "unicodeCodePoints",
      "originalUriBaseIds": ["ROOT": ["description": ["text": "the folder in which assay ran"]]],
      "results": .array(paper.findings.map(Self.result)),
    ]
  }

  private static func rule(_ rule: GateRule) -> JSONValue {
    [
      "id": .string(rule.rawValue), "shortDescription": ["text": .string(rule.summary)],
      "defaultConfiguration": ["level": .string(rule.level.rawValue)], "help": ["text": .string(rule.help)],
    ]
  }

  private static func result(_ finding: GateFinding) -> JSONValue {
    let message = ([finding.message] + finding.details).joined(separator: "\n")
    let properties = Dictionary(
      finding.properties.map { ($0.name, JSONValue.string($0.value)) },
      uniquingKeysWith: { first, _ in first })
    return .object(present: [
      "ruleId": .string(finding.rule.rawValue),
      "ruleIndex": .integer(GateRule.allCases.firstIndex(of: finding.rule) ?? 0),
      "level": .string(finding.level.rawValue), "message": ["text": .string(message)],
      "locations": [location(finding)], "relatedLocations": related(finding),
      "partialFingerprints": fingerprints(finding),
      "baselineState": finding.baseline.map { .string($0.rawValue) },
      "properties": .object(
        properties.merging(["blocking": .boolean(finding.isBlocking)]) { first, _ in first }),
    ])
  }

  private static func location(_ finding: GateFinding) -> JSONValue {
    let name: JSONValue? = finding.label.map { [["name": .string($0)]] }
    return .object(present: [
      "physicalLocation": physical(finding.place, end: finding.end), "logicalLocations": name,
    ])
  }

  private static func related(_ finding: GateFinding) -> JSONValue? {
    guard !finding.related.isEmpty else { return nil }
    return .array(
      finding.related.enumerated().map { index, related in
        [
          "id": .integer(index + 1), "message": ["text": .string(related.message)],
          "physicalLocation": physical(related.place, end: nil),
        ]
      })
  }

  private static func physical(_ place: SourcePosition, end: SourcePosition?) -> JSONValue {
    var region: [String: JSONValue] = [
      "startLine": .integer(place.line), "startColumn": .integer(place.column),
    ]
    if let end, end.file == place.file {
      region["endLine"] = .integer(end.line)
      region["endColumn"] = .integer(end.column)
    }
    var artifact: [String: JSONValue] = ["uri": .string(uri(place.file))]
    if !place.file.hasPrefix("/") { artifact["uriBaseId"] = "ROOT" }
    return ["artifactLocation": .object(artifact), "region": .object(region)]
  }

  /// What makes two findings of two runs the same alert: the rule (SARIF compares it anyway), the claim, the text.
  private static func fingerprints(_ finding: GateFinding) -> JSONValue {
    let name = finding.label ?? (finding.subject.isEmpty ? finding.place.file : finding.subject)
    var parts = ["assayClaim/v1": JSONValue.string(([name] + finding.claims).joined(separator: " "))]
    // A finding without a label has only its words to be told by.
    parts["assayStatement/v1"] = .string(finding.fingerprint ?? finding.text)
    return .object(parts)
  }

  /// A path as a URI reference: slashes stay, everything that is not plain is percent-encoded.
  static func uri(_ path: String) -> String {
    let plain = CharacterSet(
      charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
    let encoded = path.addingPercentEncoding(withAllowedCharacters: plain) ?? path
    return path.hasPrefix("/") ? "file://" + encoded : encoded
  }
}
