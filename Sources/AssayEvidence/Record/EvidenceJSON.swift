// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// How records and manifests become bytes and back: indented, keys sorted, a newline at the end, infinities as the
/// strings "Infinity" and "-Infinity" (JSON has no numbers for them).
enum EvidenceJSON {
  static func encode(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return try encoder.encode(value) + Data("\n".utf8)
  }

  /// Reads a value whose document has a `schema` no newer than this build's. Throws ``RecordError`` with the path.
  static func decode<Value: Decodable>(
    _ type: Value.Type, from json: Data, path: String
  ) throws(RecordError) -> Value {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    let version: Int
    do {
      version = try decoder.decode(SchemaVersion.self, from: json).schema
      if version <= EvidenceRecord.currentSchema { return try decoder.decode(type, from: json) }
    } catch {
      let reason = (error as? DecodingError)?.oneLine ?? "not valid JSON"
      throw .unreadable(path: path, reason: reason)
    }
    throw .newerSchema(path: path, found: version, known: EvidenceRecord.currentSchema)
  }

  private struct SchemaVersion: Decodable { let schema: Int }
}

extension DecodingError {
  /// What is wrong and where in the document, on one line.
  var oneLine: String {
    func place(_ context: Context) -> String {
      let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
      return path.isEmpty ? "the document" : path.joined(separator: ".")
    }
    switch self {
    case .keyNotFound(let key, let context): return "\(place(context)) lacks \"\(key.stringValue)\""
    case .typeMismatch(let type, let context): return "\(place(context)) is not \(type)"
    case .valueNotFound(let type, let context): return "\(place(context)) is null, not \(type)"
    case .dataCorrupted(let context):
      return context.codingPath.isEmpty
        ? "not valid JSON" : "\(place(context)): \(context.debugDescription)"
    @unknown default: return "not what this program writes"
    }
  }
}
