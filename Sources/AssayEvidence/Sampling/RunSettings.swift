// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What a run is asked to do, the same for `swift test` and `assay verify`: read from the environment.
///
/// | variable | meaning | unless set |
/// |---|---|---|
/// | `ASSAY_SEED` | seed of every random stream, 0 … 2⁶⁴ − 1 | ``defaultSeed`` |
/// | `ASSAY_EFFORT` | `quick`, `standard` or `thorough` | `standard` |
/// | `ASSAY_WORKERS` | concurrent workers of the process | the number of processors |
/// | `ASSAY_EVIDENCE` | directory for the records | nothing is written |
/// | `ASSAY_OWNER` | the process that the records are for, set by `assay verify`: tests that outlive it keep nothing | this one |
/// | `ASSAY_FILTER` | regular expression that a claim's name must match somewhere | every claim |
/// | `ASSAY_SHARD` | `I/N`: the I-th of N parts, 1 ≤ I ≤ N | the whole |
public struct RunSettings: Sendable, Hashable {
  /// The seed of a run that names none: any constant would do, and changing it would change every record.
  public static let defaultSeed: UInt64 = 2_718_281_828

  /// The seed of every random stream.
  public var seed: UInt64
  /// How much may be spent on a check.
  public var effort: Effort
  /// How many workers compute at once in this process.
  public var workers: Int
  /// Where records are written; `nil`: nowhere.
  public var evidenceDirectory: URL?
  /// The process that the records are for; `nil`: this one.
  public var owner: Int32?
  /// Which claims run.
  public var filter: ClaimFilter
  /// Which part of the run this is; `nil`: the whole.
  public var shard: Shard?

  /// Settings given in code. Precondition: workers ≥ 1.
  public init(
    seed: UInt64 = defaultSeed, effort: Effort = .standard,
    workers: Int = ProcessInfo.processInfo.activeProcessorCount, evidenceDirectory: URL? = nil,
    filter: ClaimFilter = .all, shard: Shard? = nil
  ) {
    precondition(workers >= 1, "a run needs at least one worker")
    self.seed = seed
    self.effort = effort
    self.workers = workers
    self.evidenceDirectory = evidenceDirectory
    self.filter = filter
    self.shard = shard
  }

  /// Settings read from environment variables. Throws ``SettingsError`` for a malformed value; an empty value
  /// counts as unset.
  public init(environment: [String: String]) throws {
    self.init()
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let text = value("ASSAY_SEED") {
      seed = try SettingsError.require(
        UInt64(text), "ASSAY_SEED", text, "not a whole number from 0 to 2^64 − 1",
        "unset it or give one, for instance 7")
    }
    if let text = value("ASSAY_EFFORT") {
      effort = try SettingsError.require(
        Effort(rawValue: text), "ASSAY_EFFORT", text, "not an effort",
        "unset it or give quick, standard or thorough")
    }
    if let text = value("ASSAY_WORKERS") {
      workers = try SettingsError.require(
        Int(text).flatMap { 1...4096 ~= $0 ? $0 : nil }, "ASSAY_WORKERS", text,
        "not a whole number from 1 to 4096", "unset it or give one, for instance 4")
    }
    if let text = value("ASSAY_FILTER") {
      filter = try SettingsError.require(
        ClaimFilter(pattern: text), "ASSAY_FILTER", text, "not a regular expression",
        "unset it or give one, for instance jacobian-spectra/.*gap")
    }
    if let text = value("ASSAY_SHARD") {
      shard = try SettingsError.require(
        Shard(text), "ASSAY_SHARD", text, "not a part I/N with 1 ≤ I ≤ N",
        "unset it or give one, for instance 2/8")
    }
    if let text = value("ASSAY_OWNER") {
      owner = try SettingsError.require(
        Int32(text).flatMap { $0 > 0 ? $0 : nil }, "ASSAY_OWNER", text, "not the number of a process",
        "unset it or give that of 'assay verify'")
    }
    evidenceDirectory = value("ASSAY_EVIDENCE").map { URL(fileURLWithPath: $0, isDirectory: true) }
  }

  /// The settings of this process, from its environment. Throws ``SettingsError``.
  public static func fromEnvironment() throws -> RunSettings {
    try RunSettings(environment: ProcessInfo.processInfo.environment)
  }

  /// Whether a claim (and one of its cases) belongs to this run: it passes the filter and falls into the shard.
  public func includes(claim: String, case: String = "") -> Bool {
    filter.matches(claim) && (shard?.contains("\(claim)\u{0}\(`case`)") ?? true)
  }
}

/// A malformed environment variable.
public struct SettingsError: Error, Equatable, CustomStringConvertible {
  /// The variable's name.
  public let variable: String
  /// Its value.
  public let value: String
  /// What is wrong with the value.
  public let problem: String
  /// What to do.
  public let mend: String

  /// One line: what is wrong, and what to do.
  public var description: String { "\(variable)=\(value): \(problem); \(mend)" }

  static func require<Value>(
    _ parsed: Value?, _ variable: String, _ value: String, _ problem: String, _ mend: String
  ) throws -> Value {
    guard let parsed else {
      throw SettingsError(variable: variable, value: value, problem: problem, mend: mend)
    }
    return parsed
  }
}
