// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayNumerics
import Foundation
import Testing

extension ClaimRun {
  /// The claim of the running test, for a verb.
  /// - Throws: ``ClaimMismatch`` when the test carries no `.claim`.
  static func forVerb(_ verb: String, at place: SourceLocation) throws -> ClaimRun {
    guard let run = current else {
      throw ClaimMismatch(
        "\(place.fileName):\(place.line): \(verb) stands in a test without a claim",
        mend: "add .claim(\"paper/claim\") to the test")
    }
    return run
  }

  /// Keeps the outcomes as records, and fails the test for each that is not what the claim file expects.
  func deliver(
    _ outcomes: [Outcome], case: String, verb: String, at place: SourceLocation
  ) throws -> [EvidenceRecord] {
    try outcomes.map { outcome in
      let context = EvidenceContext(
        claim: claim.id, paper: claim.paper, test: test, case: `case`, verb: verb, expected: expected,
        source: SourceReference(file: Self.shortened(place.filePath), line: place.line),
        effort: settings.effort,
        revision: Self.revision, blasCore: BuildInformation.blasCore)
      let record = EvidenceRecord(outcome, in: context)
      try store?.write(record)
      if record.verdict != expected {
        Issue.record("\(FailureParagraph(record))", sourceLocation: place)
      }
      return record
    }
  }

  /// The package's revision as `assay verify` passes it on; unknown in a plain test run.
  static let revision = ProcessInfo.processInfo.environment["ASSAY_REVISION"]

  /// A source file's path from the package's folder on.
  static func shortened(_ path: String) -> String {
    path.range(of: "/Tests/", options: .backwards).map { "Tests/" + path[$0.upperBound...] } ?? path
  }
}
