// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import Foundation
import Testing

@testable import AssayReporting

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("The gate's decision for machines")
struct GateMachineFormatTests {
  @Test("SARIF has what code scanning needs, and columns as it wants them")
  func sarif() throws {
    let text = try GateSample.report.rendered(.sarif)
    let log = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    #expect((run["automationDetails"] as? [String: String])?["id"] == "assay/gate/paper/main.tex/")
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(
      results.compactMap { $0["ruleId"] as? String } == [
        "assay/refuted", "assay/statement-changed", "assay/claim-uncovered", "assay/number-changed",
        "assay/parse-recovered",
      ])
    #expect(
      results.compactMap { $0["level"] as? String } == ["error", "error", "warning", "note", "warning"])
    let location = try #require((results[0]["locations"] as? [[String: Any]])?.first)
    let physical = try #require(location["physicalLocation"] as? [String: Any])
    #expect(
      physical["region"] as? [String: Int] == [
        "startLine": 60, "startColumn": 1, "endLine": 63, "endColumn": 14,
      ])
    #expect(
      physical["artifactLocation"] as? [String: String] == ["uri": "paper/main.tex", "uriBaseId": "ROOT"])
    let prints = results.compactMap { $0["partialFingerprints"] as? [String: String] }
    #expect(
      prints[0] == [
        "assayClaim/v1": "cor:depth-rate spectra/depth-rate", "assayStatement/v1": "0123456789abcdef",
      ])
    #expect(Set(prints).count == results.count)
    let rules = try #require(
      ((run["tool"] as? [String: Any])?["driver"] as? [String: Any])?["rules"] as? [[String: Any]])
    for result in results {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
    }
  }

  @Test("Paths become URIs, percent-encoded, with forward slashes")
  func uris() {
    #expect(GateSARIF.uri("paper/low rank, żółć.tex") == "paper/low%20rank%2C%20%C5%BC%C3%B3%C5%82%C4%87.tex")
    #expect(GateSARIF.uri("/a b/c.tex") == "file:///a%20b/c.tex")
  }

  static let schemaFile = ProcessInfo.processInfo.environment["ASSAY_SARIF_SCHEMA"]

  @Test(
    "SARIF obeys the OASIS schema",
    .enabled(if: schemaFile != nil, "ASSAY_SARIF_SCHEMA names no file; the schema was not tried"),
    arguments: [GateSample.report, GateSample.clean].map { try? $0.rendered(.sarif) })
  func obeysSchema(sarif: String?) throws {
    let script = """
      import json, sys
      import jsonschema
      schema = json.load(open(sys.argv[1]))
      validator = jsonschema.validators.validator_for(schema)
      errors = list(validator(schema).iter_errors(json.load(open(sys.argv[2]))))
      print("\\n".join(f"{list(e.absolute_path)}: {e.message}" for e in errors[:5]))
      sys.exit(1 if errors else 0)
      """
    try ScratchFolder.with(files: ["validate.py": script, "gate.sarif": try #require(sarif)]) { folder in
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["python3", "validate.py", try #require(Self.schemaFile), "gate.sarif"]
      process.currentDirectoryURL = folder.url
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(text)")
    }
  }

  @Test("JUnit's counts add up, and a common reader reads it", arguments: JUnitDialect.allCases)
  func junit(dialect: JUnitDialect) throws {
    let text = try GateSample.report.rendered(.junit, dialect: dialect)
    let reader = JUnitReader()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(parser.parserError?.localizedDescription ?? "")")
    #expect(reader.suites.count == 1)
    let suite = try #require(reader.suites.first)
    #expect(suite["tests"] == "\(reader.cases.count)")
    #expect(suite["failures"] == "\(reader.counts["failure", default: 0])")
    #expect(suite["errors"] == "\(reader.counts["error", default: 0])")
    #expect(suite["skipped"] == "\(reader.counts["skipped", default: 0])")
    #expect(reader.counts["failure"] == 2)
    #expect(reader.counts["skipped"] == 1)
    #expect(Set(reader.cases.compactMap { $0["name"] }).count == reader.cases.count)
    #expect(reader.cases.contains { $0["file"] != nil } == (dialect == .rich))
    #expect(reader.text.contains("50% & `K`\n+ for every $\\lambda > \\lambda_0$ | at most <K>"))
    #expect(reader.text.contains("lem\u{FFFD} is declared"))
  }

  @Test("JSON has the stable keys")
  func json() throws {
    let text = try GateSample.report.rendered(.json)
    let value = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(value.keys.sorted() == ["covered", "findings", "ok", "papers", "schema", "total"])
    #expect(value["schema"] as? Int == 1)
    #expect(value["covered"] as? Int == 5)
    #expect(value["total"] as? Int == 6)
    #expect(value["ok"] as? Bool == false)
    let findings = try #require(value["findings"] as? [[String: Any]])
    #expect(findings.count == 5)
    for key in ["rule", "level", "file", "line", "message"] {
      #expect(findings.allSatisfy { $0[key] != nil })
    }
    #expect(findings[0]["label"] as? String == "cor:depth-rate")
  }
}

/// Reads JUnit's XML as any consumer would.
private final class JUnitReader: NSObject, XMLParserDelegate {
  var suites: [[String: String]] = []
  var cases: [[String: String]] = []
  var counts: [String: Int] = [:]
  var text = ""

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    counts[element, default: 0] += 1
    if element == "testsuite" { suites.append(attributes) }
    if element == "testcase" { cases.append(attributes) }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}
