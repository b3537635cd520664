// SPDX-License-Identifier: GPL-3.0-or-later

import AssayManuscript
import Foundation

/// A repository of git, as far as a gate asks: which revisions there are, and what files held and hold.
struct GitRepository {
  /// The repository's top folder.
  let top: URL

  /// Finds the repository around a folder; nil when there is none, or no git.
  init?(around folder: URL) {
    guard let path = try? Self.run(["rev-parse", "--show-toplevel"], in: folder), path.status == 0 else {
      return nil
    }
    let line =
      String(decoding: path.output, as: UTF8.self).split(separator: "\n").first.map(String.init) ?? ""
    top = URL(filePath: line, directoryHint: .isDirectory).resolvingSymlinksInPath()
  }

  /// Returns the full name of a revision, or nil when there is none of that name.
  func commit(_ revision: String) -> String? {
    // A leading dash would be an option of git's.
    guard !revision.hasPrefix("-"),
      let result = try? Self.run(["rev-parse", "--verify", "--quiet", revision + "^{commit}"], in: top),
      result.status == 0
    else { return nil }
    return String(decoding: result.output, as: UTF8.self).split(separator: "\n").first.map(String.init)
  }

  /// Returns the path of a file from the repository's top, or nil when it lies outside.
  func path(of file: URL) -> String? {
    let folder = file.deletingLastPathComponent().resolvingSymlinksInPath().standardizedFileURL.path
    let whole = folder + "/" + file.lastPathComponent
    let prefix = top.path.hasSuffix("/") ? top.path : top.path + "/"
    return whole.hasPrefix(prefix) ? String(whole.dropFirst(prefix.count)) : nil
  }

  /// Returns the paths that a commit holds.
  func files(in commit: String) throws -> Set<String> {
    let result = try Self.run(["ls-tree", "-r", "-z", "--full-tree", "--name-only", commit], in: top)
    return Self.names(result.output)
  }

  /// Returns the bytes of a file in a commit.
  func bytes(of path: String, in commit: String) throws -> [UInt8] {
    [UInt8](try Self.run(["cat-file", "blob", "\(commit):\(path)"], in: top).output)
  }

  /// Returns the paths that differ between a commit and the files on disk, those that git does not know included.
  func changes(since commit: String) throws -> Set<String> {
    let changed = try Self.run(["diff", "--name-only", "-z", "--no-renames", commit], in: top)
    let unknown = try Self.run(["ls-files", "--others", "--exclude-standard", "-z"], in: top)
    return Self.names(changed.output).union(Self.names(unknown.output))
  }

  private static func names(_ output: Data) -> Set<String> {
    Set(output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) })
  }

  private static func run(_ arguments: [String], in folder: URL) throws -> (status: Int32, output: Data) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.currentDirectoryURL = folder
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, data)
  }
}

/// The files of a revision, by the paths that they have on disk.
struct RevisionFiles: SourceFiles {
  private let repository: GitRepository
  private let commit: String
  private let known: Set<String>

  /// Lists the files of a commit.
  init(_ repository: GitRepository, commit: String) throws {
    self.repository = repository
    self.commit = commit
    known = try repository.files(in: commit)
  }

  func bytes(of path: String) throws(ManuscriptError) -> [UInt8]? {
    let file = URL(filePath: path, relativeTo: WorkingFolder.url).standardizedFileURL
    guard let inside = repository.path(of: file), known.contains(inside) else { return nil }
    do {
      return try repository.bytes(of: inside, in: commit)
    } catch {
      throw .unreadable(file: path, reason: "git cannot read it")
    }
  }

  func modificationTime(of path: String) -> Double? { nil }
}
