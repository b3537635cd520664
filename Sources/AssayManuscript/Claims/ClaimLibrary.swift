// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// All claim files of a package, sorted by id, with what is wrong in those that cannot be read.
public struct ClaimLibrary: Sendable {
  /// The claims that could be read, sorted by id.
  public let claims: [ClaimFile]
  /// What is wrong in the others, sorted by file.
  public let errors: [ClaimFileError]

  /// Reads every `Theorems/<paper>/<claim>.md`; hidden files and `README.md` are no claims.
  ///
  /// - Parameter directory: the folder `Theorems` of a package.
  /// - Throws: `ClaimFileError` when the folder itself cannot be read; mistakes inside files are collected in `errors`.
  public init(directory: URL) throws {
    let folder = directory.lastPathComponent
    do {
      _ = try FileManager.default.contentsOfDirectory(atPath: directory.path)
    } catch {
      throw ClaimFileError(
        file: folder, line: 1, problem: .unreadable(reason: "\(directory.path) is not a readable folder"))
    }
    var claims: [ClaimFile] = []
    var errors: [ClaimFileError] = []
    for found in Self.files(in: directory) {
      let file = "\(folder)/\(found.path)"
      do {
        guard let place = found.id, found.target == nil else {
          throw ClaimFileError(file: file, line: 1, problem: found.problem)
        }
        let url = directory.appending(path: found.path)
        claims.append(try ClaimFile(contentsOf: url, place: place, file: file))
      } catch let error as ClaimFileError {
        errors.append(Self.namingDuplicate(error, in: directory))
      }
    }
    self.claims = claims.sorted { $0.id < $1.id }
    self.errors = errors.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
  }

  /// Returns the claim of an id, or nil.
  public func claim(_ id: String) -> ClaimFile? { claims.first { $0.id == id } }

  /// Returns the claims.
  ///
  /// - Throws: the first error, when any file could not be read.
  public func requireSound() throws -> [ClaimFile] {
    if let error = errors.first { throw error }
    return claims
  }

  /// A Markdown file below the theorems folder, or a link that leads out of it.
  struct Found {
    /// The path below the theorems folder.
    let path: String
    /// The id that its place gives it; nil when the place gives none.
    let id: ClaimID?
    /// Where the link leads; nil for what stands in the folder.
    let target: String?

    /// Why it is no claim.
    var problem: ClaimFileError.Problem {
      if let target { return .leavesFolder(target: target) }
      return path.split(separator: "/").count == 2 ? .malformedID(String(path.dropLast(3))) : .misplaced
    }
  }

  /// Returns the Markdown files below a folder, and links out of it, sorted, without hidden ones and `README.md`.
  static func files(in directory: URL) -> [Found] {
    let paths = FileManager.default.subpaths(atPath: directory.path) ?? []
    return paths.sorted().compactMap { path in
      let parts = path.split(separator: "/")
      if parts.last == "README.md" || parts.contains(where: { $0.hasPrefix(".") }) { return nil }
      let target = target(ofLink: path, in: directory)
      guard path.hasSuffix(".md") || target != nil else { return nil }
      return Found(path: path, id: ClaimID(String(path.dropLast(3))), target: target)
    }
  }

  /// Returns where a symbolic link leads when that is outside the folder.
  private static func target(ofLink path: String, in directory: URL) -> String? {
    let link = directory.appending(path: path)
    guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: link.path) else {
      return nil
    }
    let home = directory.resolvingSymlinksInPath().standardizedFileURL.path + "/"
    let place = link.deletingLastPathComponent().resolvingSymlinksInPath()
    let end = URL(filePath: target, relativeTo: place).standardizedFileURL.resolvingSymlinksInPath()
    return end.path.hasPrefix(home) ? nil : target
  }

  /// An id that belongs to another file that exists is a copy not renamed: it is named as a duplicate.
  private static func namingDuplicate(_ error: ClaimFileError, in directory: URL) -> ClaimFileError {
    guard case .idDoesNotMatchPath(let id, _) = error.problem,
      FileManager.default.fileExists(atPath: directory.appending(path: "\(id).md").path)
    else { return error }
    return ClaimFileError(
      file: error.file, line: error.line,
      problem: .duplicateID(id, other: "\(directory.lastPathComponent)/\(id).md"))
  }
}
