// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

extension EvidenceRecord {
  /// The record as JSON: indented, keys sorted, a newline at the end; ±∞ as the strings "Infinity" and "-Infinity".
  public func json() throws -> Data { try EvidenceJSON.encode(self) }

  /// Reads a record. Throws ``RecordError`` naming the file when it is unreadable or of a newer schema.
  ///
  /// - Parameters:
  ///   - json: the file's bytes.
  ///   - path: the file's path, for the error's sake.
  public init(json: Data, path: String) throws(RecordError) {
    self = try EvidenceJSON.decode(EvidenceRecord.self, from: json, path: path)
  }
}

extension RunManifest {
  /// The manifest as JSON.
  func json() throws -> Data { try EvidenceJSON.encode(self) }

  /// Reads a manifest. Throws ``RecordError`` naming the file when it is unreadable or of a newer schema.
  init(json: Data, path: String) throws(RecordError) {
    self = try EvidenceJSON.decode(RunManifest.self, from: json, path: path)
  }
}
