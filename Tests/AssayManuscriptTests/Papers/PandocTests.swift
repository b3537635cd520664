// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import Foundation
import Testing

@testable import AssayManuscript

@Suite("The scanner agrees with pandoc")
struct PandocTests {
  private static let pandoc = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { URL(filePath: String($0)).appending(path: "pandoc") }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }

  /// A theorem-like environment as pandoc reads it: what it is called, and its label where pandoc finds one.
  private struct Reading: Equatable, CustomStringConvertible {
    let environment: String
    let label: String?
    var description: String { "\(environment) \(label ?? "-")" }
  }

  @Test(
    "Both list the same statements, in the same order",
    .enabled(if: pandoc != nil, "pandoc is not installed; the scanner was not compared with it"),
    arguments: Papers.slugs)
  func statements(slug: String) throws {
    let manuscript = try Papers.read(slug)
    let names = Set(manuscript.environments + ["restatable"])
    let read = try Self.read(packageRoot.appending(path: "Fixtures/papers/\(slug)"), environments: names)
    #expect(read.count == manuscript.statements.count)
    for (statement, other) in zip(manuscript.statements, read) {
      // Pandoc knows neither thm-restate nor the keys of thmtools: there it has another name, or no label.
      let isSame = other.environment == statement.environment || other.environment == "restatable"
      #expect(
        isSame && (other.label == nil || other.label == statement.label), "\(statement.name), not \(other)")
    }
    let labelled = read.filter { $0.label != nil }.count
    #expect(labelled >= manuscript.statements.count - 2)
  }

  private static func read(_ folder: URL, environments: Set<String>) throws -> [Reading] {
    let process = Process()
    process.executableURL = pandoc
    process.arguments = ["--from", "latex", "--to", "json", "main.tex"]
    process.currentDirectoryURL = folder
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    var readings: [Reading] = []
    walk(try JSONSerialization.jsonObject(with: data), environments, into: &readings)
    return readings
  }

  /// Collects the `Div`s that stand for environments, outermost first.
  private static func walk(_ node: Any, _ environments: Set<String>, into readings: inout [Reading]) {
    if let list = node as? [Any] {
      for element in list { walk(element, environments, into: &readings) }
    } else if let element = node as? [String: Any] {
      if let (label, classes) = attributes(of: element, kind: "Div"), let name = classes.first,
        environments.contains(name)
      {
        readings.append(Reading(environment: name, label: label ?? firstAnchor(in: element["c"] as Any)))
      } else if let content = element["c"] ?? element["blocks"] {
        walk(content, environments, into: &readings)
      }
    }
  }

  private static func attributes(of element: [String: Any], kind: String) -> (
    label: String?, classes: [String]
  )? {
    guard element["t"] as? String == kind, let content = element["c"] as? [Any],
      let attributes = content.first as? [Any], let label = attributes.first as? String, attributes.count > 1
    else { return nil }
    return (label.isEmpty ? nil : label, attributes[1] as? [String] ?? [])
  }

  /// The first label set inside, which pandoc keeps as an empty `Span`.
  private static func firstAnchor(in node: Any) -> String? {
    if let list = node as? [Any] { return list.lazy.compactMap { firstAnchor(in: $0) }.first }
    guard let element = node as? [String: Any] else { return nil }
    if let (label, _) = attributes(of: element, kind: "Span"), let label { return label }
    return element["c"].flatMap { firstAnchor(in: $0) }
  }
}
