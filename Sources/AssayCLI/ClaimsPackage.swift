// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import AssayEvidence
import AssayManuscript
import Foundation

/// A package with claims: its root holds `Package.swift` and `Theorems`.
struct ClaimsPackage {
  let root: URL
  /// The claim files, sorted by id.
  let claims: [ClaimFile]
  /// The uses of claims in the tests.
  let index: ClaimIndex

  /// Finds the package and reads its claims.
  ///
  /// - Parameter path: the package's folder; nil looks in the current folder and those above it.
  /// - Throws: `Unusable` when there is no such package or a claim file cannot be read: one line a file.
  init(path: String?) throws {
    root = try path.map(Self.package(at:)) ?? Self.enclosingPackage()
    let library: ClaimLibrary
    do {
      library = try ClaimLibrary(directory: root.appending(path: "Theorems"))
    } catch {
      throw Unusable("\(error)")
    }
    guard library.errors.isEmpty else { throw Unusable(lines: library.errors.map(\.description)) }
    claims = library.claims
    index = ClaimIndex(packageRoot: root)
  }

  /// Returns the claims whose id a regular expression matches somewhere, sorted.
  ///
  /// - Parameter pattern: the expression; nil selects every claim.
  /// - Throws: `Unusable` when it selects none: a run that decides nothing must not look like success.
  func claims(matching pattern: String?) throws -> [ClaimFile] {
    guard let filter = pattern.map(ClaimFilter.init(pattern:)) ?? .all else {
      throw Unusable("--filter '\(pattern ?? "")' is not a regular expression")
    }
    let found = claims.filter { filter.matches($0.id) }
    guard !found.isEmpty else {
      throw Unusable(
        claims.isEmpty
          ? "there are no claim files in Theorems"
          : "--filter '\(pattern ?? "")' matches none of the \(claims.count) claims; 'assay list' shows their ids"
      )
    }
    return found
  }

  private static func isPackage(_ folder: URL) -> Bool {
    ["Package.swift", "Theorems"].allSatisfy {
      FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
    }
  }

  private static func package(at path: String) throws -> URL {
    let folder = URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL
    guard isPackage(folder) else {
      throw Unusable("'\(path)' has no Package.swift with a Theorems folder beside it")
    }
    return folder
  }

  private static func enclosingPackage() throws -> URL {
    var folder = URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
    while !isPackage(folder) {
      let parent = folder.deletingLastPathComponent().standardizedFileURL
      guard parent.path.count < folder.path.count else {
        throw Unusable(
          "no Package.swift with a Theorems folder beside it, here or above; go there or give --package-path")
      }
      folder = parent
    }
    return folder
  }
}

/// The options by which a command finds its claims.
struct SelectionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only claims whose id this regular expression matches.", valueName: "regex"))
  var filter: String?

  @Option(
    help: ArgumentHelp(
      "The package with the claims (default: the current folder or one above).", valueName: "dir"))
  var packagePath: String?
}
