// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A claim's test that ran to its end, in every case: without it the records that the test left may be only a part of its own.
///
/// A run that is killed, a test that throws and one that was never started leave none; so a claim with a test that has
/// records and no such mark is not decided.
public struct FinishedTest: Sendable, Hashable, Codable {
  /// How the mark's file name ends.
  static let fileExtension = "done"

  /// The layout's version.
  public let schema: Int
  /// The claim's permanent name.
  public let claim: String
  /// The test function with its labels, `closedForm(product:)`.
  public let function: String
  /// Where the test says which claim it decides.
  public let source: SourceReference

  /// The mark of a test.
  public init(claim: String, function: String, source: SourceReference) {
    schema = EvidenceRecord.currentSchema
    (self.claim, self.function, self.source) = (claim, function, source)
  }

  /// The mark's file name: like a record's, of the claim, the function and its place.
  var fileName: String {
    let key = RecordKey(claim: claim, case: function, check: "\(source.file):\(source.line)")
    return key.fileName.dropLast("json".count) + Self.fileExtension
  }
}

extension EvidenceStore {
  /// Keeps the mark of a test that has ended, atomically. Throws ``RecordError`` when it cannot be written.
  public func finish(_ test: FinishedTest) throws {
    try requireOwner()
    let file = directory.appendingPathComponent(test.fileName)
    _ = try DurableFile.create(file, with: EvidenceJSON.encode(test))
  }

  /// The tests that have ended, sorted by claim and function.
  ///
  /// - Throws: ``RecordError`` when the directory or a mark cannot be read.
  public func finishedTests() throws -> [FinishedTest] {
    try files().filter {
      $0.pathExtension == FinishedTest.fileExtension && !$0.lastPathComponent.hasPrefix(".")
    }
    .map { try EvidenceJSON.decode(FinishedTest.self, from: try data(of: $0), path: $0.path) }
    .sorted { ($0.claim, $0.function, $0.source.line) < ($1.claim, $1.function, $1.source.line) }
  }
}
