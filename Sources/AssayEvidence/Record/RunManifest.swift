// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Which run a directory of evidence belongs to: the file `run.json` beside its records.
public struct RunManifest: Sendable, Hashable, Codable {
  /// The manifest's file name, which no record has.
  public static let fileName = "run.json"

  /// The layout's version.
  public let schema: Int
  /// The run's seed.
  public var seed: UInt64
  /// The run's effort.
  public var effort: Effort
  /// The run's filter; `nil`: every claim.
  public var filter: String?
  /// The part of a shared run, `I/N`; `nil`: the whole.
  public var shard: String?
  /// The package's revision; `nil` when unknown.
  public var revision: String?
  /// The process that writes the records.
  public var process: Int32

  /// The manifest of this process's run.
  public init(_ settings: RunSettings, revision: String? = nil) {
    schema = EvidenceRecord.currentSchema
    seed = settings.seed
    effort = settings.effort
    filter = settings.filter.pattern
    shard = settings.shard?.description
    self.revision = revision
    process = ProcessInfo.processInfo.processIdentifier
  }

  /// Where another manifest differs, in words; `nil` when both describe the same run.
  func differences(from other: RunManifest) -> String? {
    let pairs: [(String, String, String)] = [
      ("seed", "\(other.seed)", "\(seed)"),
      ("effort", other.effort.rawValue, effort.rawValue),
      ("filter", other.filter ?? "none", filter ?? "none"),
      ("shard", other.shard ?? "none", shard ?? "none"),
      ("revision", other.revision ?? "unknown", revision ?? "unknown"),
      ("process", "\(other.process)", "\(process)"),
    ]
    let words = pairs.filter { $0.1 != $0.2 }.map { "\($0.0) \($0.1), not \($0.2)" }
    return words.isEmpty ? nil : words.joined(separator: "; ")
  }
}
