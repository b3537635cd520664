// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A directory that holds the evidence of one run: a manifest and one JSON file a check.
public struct EvidenceStore: Sendable, Hashable {
  /// Where the files are.
  public let directory: URL

  /// The process that started the run; when it has ended, nothing more is kept.
  public let owner: Int32?

  /// A store in a directory; nothing is touched yet.
  /// - Parameters:
  ///   - directory: where the files are.
  ///   - owner: the process that the records are for; `nil`: this one.
  public init(directory: URL, owner: Int32? = nil) {
    self.directory = directory
    self.owner = owner
  }

  /// Claims the directory for a run, making it if need be. Call it before sampling; calling it again for the same
  /// run does nothing. Throws ``RecordError`` when it cannot be written or holds another run.
  public func open(for manifest: RunManifest) throws {
    try requireOwner()
    do {
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    } catch {
      throw RecordError.unwritable(path: directory.path, reason: Self.reason(error))
    }
    // Most calls find the manifest there; of several first ones at once, one creates it and the others compare.
    if try self.manifest() == nil, try DurableFile.create(manifestFile, with: manifest.json()) { return }
    if let kept = try self.manifest(), let differences = manifest.differences(from: kept) {
      throw RecordError.anotherRun(path: directory.path, differences: differences)
    }
  }

  /// Keeps a record, atomically. The same check may come again with the same result (a repeated test, which
  /// changes nothing); a different result under the same key throws ``RecordError``, as do unwritable places.
  public func write(_ record: EvidenceRecord) throws {
    try requireOwner()
    let file = url(of: record)
    if try DurableFile.create(file, with: record.json()) { return }
    let kept = try read(file)
    guard kept.agrees(with: record) else {
      throw RecordError.duplicate(
        claim: record.claim, case: record.case, check: record.check, first: kept.source,
        second: record.source)
    }
  }

  /// The run the directory belongs to; `nil` when it has no manifest. Throws ``RecordError``.
  public func manifest() throws -> RunManifest? {
    guard FileManager.default.fileExists(atPath: manifestFile.path) else { return nil }
    return try RunManifest(json: try data(of: manifestFile), path: manifestFile.path)
  }

  /// All records, sorted by key, and what was wrong with the files that are not readable.
  ///
  /// - Throws: ``RecordError/noDirectory(path:reason:)`` when the directory cannot be listed.
  public func readAll() throws -> (records: [EvidenceRecord], problems: [RecordError]) {
    var records: [EvidenceRecord] = []
    var problems: [RecordError] = []
    for file in try files().filter(Self.isRecord).sorted(by: { $0.path < $1.path }) {
      do throws(RecordError) {
        records.append(try read(file))
      } catch {
        problems.append(error)
      }
    }
    return (records.sorted { $0.key < $1.key }, problems)
  }

  /// The file of a record: its key in readable letters, then 16 hexadecimal digits of the key's hash.
  public func url(of record: EvidenceRecord) -> URL {
    directory.appendingPathComponent(record.key.fileName)
  }

  /// Removes what runs left: records, manifest, marks, and files that a killed writer did not finish.
  ///
  /// - Throws: what the file system throws.
  public func removeEvidence() throws {
    for file in try files() {
      let isTemporary = file.pathExtension == "tmp" && file.lastPathComponent.hasPrefix(".")
      guard isTemporary || ["json", FinishedTest.fileExtension].contains(file.pathExtension) else { continue }
      try FileManager.default.removeItem(at: file)
    }
  }

  /// Everything in the directory, hidden files too.
  func files() throws -> [URL] {
    do {
      return try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
    } catch {
      throw RecordError.noDirectory(path: directory.path, reason: Self.reason(error))
    }
  }

  /// Tests that outlive `assay verify`, killed before it could stop them, must not write into the evidence of the next run.
  func requireOwner() throws {
    guard let owner, kill(owner, 0) != 0, errno == ESRCH else { return }
    throw RecordError.ownerGone(path: directory.path, process: owner)
  }

  private var manifestFile: URL { directory.appendingPathComponent(RunManifest.fileName) }

  private static func isRecord(_ url: URL) -> Bool {
    url.pathExtension == "json" && url.lastPathComponent != RunManifest.fileName
      && !url.lastPathComponent.hasPrefix(".")
  }

  private func read(_ file: URL) throws(RecordError) -> EvidenceRecord {
    try EvidenceRecord(json: try data(of: file), path: file.path)
  }

  func data(of file: URL) throws(RecordError) -> Data {
    do {
      return try Data(contentsOf: file)
    } catch {
      throw .unreadable(path: file.path, reason: Self.reason(error))
    }
  }

  /// The system's own words for a Foundation error, on one line.
  private static func reason(_ error: any Error) -> String {
    let error = error as NSError
    if let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError,
      underlying.domain == NSPOSIXErrorDomain
    {
      return String(cString: strerror(Int32(underlying.code)))
    }
    return error.localizedDescription.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
