// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import Foundation

/// The folder that holds the evidence of one run, locked against other runs until this process ends.
struct EvidenceFolder {
  let url: URL
  let store: EvidenceStore
  /// What the tests printed.
  var log: URL { url.appending(path: "swift-test.log") }

  /// Locks a folder, making it if need be, and removes the evidence of the run before.
  ///
  /// Only what reads as evidence is removed: a folder with other JSON files in it is refused.
  ///
  /// - Throws: `Unusable` when it cannot be written, is in use, or holds files that are no evidence.
  init(preparing url: URL) throws {
    self.url = url
    store = EvidenceStore(directory: url)
    do {
      if FileManager.default.fileExists(atPath: url.path) { try requireOnlyEvidence() }
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      try Self.lock(url.appending(path: ".lock"), of: url)
      try store.removeEvidence()
      try Data().write(to: log)
    } catch let error as CocoaError {
      throw Unusable(
        "cannot keep evidence in '\(url.path)': \(Self.reason(error)); give another --evidence folder")
    }
  }

  private func requireOnlyEvidence() throws {
    do {
      if let problem = try store.readAll().problems.first { throw problem }
      _ = try store.manifest()
      _ = try store.finishedTests()
    } catch RecordError.unreadable(let path, _), RecordError.newerSchema(let path, _, _) {
      throw Unusable(
        "'\(path)' is no evidence that may be replaced; remove it, or give another --evidence folder")
    } catch RecordError.noDirectory(_, let reason) {
      throw Unusable("cannot keep evidence in '\(url.path)': \(reason); give another --evidence folder")
    }
  }

  /// Takes the lock without waiting; the system gives it back when this process ends, however it ends.
  private static func lock(_ file: URL, of folder: URL) throws {
    let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw CocoaError(.fileWriteUnknown, userInfo: [NSUnderlyingErrorKey: posixError()])
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw Unusable(
        "'\(folder.path)' is in use by another run; wait for it, or give another --evidence folder")
    }
  }

  private static func posixError() -> NSError { NSError(domain: NSPOSIXErrorDomain, code: Int(errno)) }

  /// The system's own words, on one line.
  private static func reason(_ error: CocoaError) -> String {
    guard let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError,
      underlying.domain == NSPOSIXErrorDomain
    else { return error.localizedDescription }
    return String(cString: strerror(Int32(underlying.code)))
  }
}
