// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Where a paper's files come from: the disk, a revision in git, or memory.
public protocol SourceFiles: Sendable {
  /// Returns a file's bytes, or nil when there is no such file.
  ///
  /// - Throws: `ManuscriptError.unreadable` when something is there that cannot be read.
  func bytes(of path: String) throws(ManuscriptError) -> [UInt8]?

  /// Returns when a file was last written, in seconds, or nil when the source does not know.
  func modificationTime(of path: String) -> Double?
}

/// Files held in memory, by path; they have no modification time.
public struct MemoryFiles: SourceFiles {
  /// Every file's bytes, by its path.
  public let contents: [String: [UInt8]]

  /// Creates a source from the bytes of each file.
  public init(_ contents: [String: [UInt8]]) { self.contents = contents }

  /// Creates a source from the text of each file.
  public init(texts: [String: String]) { contents = texts.mapValues { Array($0.utf8) } }

  /// Returns the bytes held for this path.
  public func bytes(of path: String) -> [UInt8]? { contents[path] }

  /// Returns nil: memory has no clock.
  public func modificationTime(of path: String) -> Double? { nil }
}

/// Files on disk; relative paths start from `directory`, or from the working directory.
public struct DiskFiles: SourceFiles {
  private let directory: String?

  /// Creates a source rooted at a directory; nil means the working directory.
  public init(directory: String? = nil) { self.directory = directory }

  private func location(_ path: String) -> String {
    guard let directory, !path.hasPrefix("/") else { return path }
    return directory + "/" + path
  }

  /// Reads a regular file; a folder, a device or a pipe is unreadable, for reading one may never end.
  public func bytes(of path: String) throws(ManuscriptError) -> [UInt8]? {
    var status = stat()
    guard stat(location(path), &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .unreadable(file: path, reason: String(cString: strerror(errno)))
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(file: path, reason: "not a regular file")
    }
    guard let data = FileManager.default.contents(atPath: location(path)) else {
      throw .unreadable(file: path, reason: "permission denied, or it vanished")
    }
    return [UInt8](data)
  }

  /// Returns the modification time of the file that the path leads to.
  public func modificationTime(of path: String) -> Double? {
    let resolved = URL(fileURLWithPath: location(path)).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: resolved)
    return (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970
  }
}
