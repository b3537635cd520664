// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayManuscript
import AssayTestSupport
import Foundation
import Testing

@testable import AssayReporting

/// The hand-written run below `Fixtures/records`.
enum HandWrittenRun {
  static let folder = packageRoot.appending(path: "Fixtures/records")

  static func report() throws -> RunReport {
    let evidence = folder.appending(path: "evidence")
    let records = try FileManager.default.contentsOfDirectory(atPath: evidence.path).map { name in
      let file = evidence.appending(path: name)
      return try EvidenceRecord(json: Data(contentsOf: file), path: file.path)
    }
    let library = try ClaimLibrary(directory: folder.appending(path: "Theorems"))
    return RunReport(claims: try library.requireSound(), records: records)
  }
}

/// Expects a text to be the content of a file below `Fixtures/records`, and names the first line that differs.
func expectSnapshot(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws
{
  let file = HandWrittenRun.folder.appending(path: name)
  let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  let expectedLines = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let difference = zip(lines, expectedLines).enumerated().first { $0.element.0 != $0.element.1 }
  #expect(
    text == expected,
    "\(name), line \(1 + (difference?.offset ?? min(lines.count, expectedLines.count))); the whole is:\n\(text)",
    sourceLocation: sourceLocation)
}
