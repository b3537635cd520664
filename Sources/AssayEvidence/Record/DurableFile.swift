// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Synchronization

/// Creating files so that a reader sees all bytes or no file, even after a crash, and two writers cannot both win.
enum DurableFile {
  private static let serial = Atomic<Int>(0)

  /// Creates a file with its whole content at once: writes beside it, flushes to the device, then gives it its name.
  ///
  /// - Returns: false when the file exists already; it is then left alone.
  /// - Throws: ``RecordError`` when it cannot be written.
  static func create(_ url: URL, with data: Data) throws -> Bool {
    let temporary = try writeTemporary(data, beside: url)
    defer { unlink(temporary) }
    if link(temporary, url.path) != 0 {
      if errno == EEXIST { return false }
      // A file system without hard links: look, then rename, which is atomic but not exclusive.
      if access(url.path, F_OK) == 0 { return false }
      guard rename(temporary, url.path) == 0 else {
        throw RecordError.unwritable(path: url.path, reason: lastError())
      }
    }
    flushDirectory(of: url)
    return true
  }

  private static func writeTemporary(_ data: Data, beside url: URL) throws -> String {
    let number = serial.wrappingAdd(1, ordering: .relaxed).oldValue
    let process = ProcessInfo.processInfo.processIdentifier
    let path = url.deletingLastPathComponent()
      .appendingPathComponent(".\(process)-\(number).tmp").path
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw RecordError.unwritable(path: path, reason: lastError()) }
    let failure = writeAll(data, to: file)
    close(file)
    if let failure {
      unlink(path)
      throw RecordError.unwritable(path: path, reason: failure)
    }
    return path
  }

  /// Writes and flushes; returns what went wrong, if anything (a full disk shows here).
  private static func writeAll(_ data: Data, to file: Int32) -> String? {
    var rest = data[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return lastError() }
      rest = rest.dropFirst(written)
    }
    return fsync(file) == 0 ? nil : lastError()
  }

  /// Makes the name durable. A file system that cannot flush a directory needs no telling.
  private static func flushDirectory(of url: URL) {
    let directory = open(url.deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
    guard directory >= 0 else { return }
    fsync(directory)
    close(directory)
  }

  private static func lastError() -> String { String(cString: strerror(errno)) }
}
