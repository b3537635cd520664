// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import AssayManuscript
import Foundation

/// The options by which a command finds the claims of a paper.
struct PaperOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The folder with the claims (default: that of the package).", valueName: "dir"))
  var theorems: String?

  @Option(
    help: ArgumentHelp(
      "The package with the claims (default: the current folder or one above).", valueName: "dir"))
  var packagePath: String?

  @Option(help: ArgumentHelp("The .aux file, where it is not beside the paper.", valueName: "file"))
  var aux: String?
}

/// The claims that papers are set beside, with where everything is, as seen from the current folder.
struct PaperClaims {
  /// The package's folder.
  let root: URL
  /// The claims' folder.
  let theorems: URL
  let claims: [ClaimFile]
  let index: ClaimIndex
  let settings: GateSettings

  /// Finds and reads the claims and `gate.yml`.
  ///
  /// - Throws: `Unusable` when there are none or they cannot be read: one line a file.
  init(_ options: PaperOptions) throws {
    if let given = options.theorems {
      theorems = URL(filePath: given, directoryHint: .isDirectory).standardizedFileURL
      root = theorems.deletingLastPathComponent().standardizedFileURL
    } else {
      root = try ClaimsPackage(path: options.packagePath).root
      theorems = root.appending(path: "Theorems", directoryHint: .isDirectory)
    }
    let library: ClaimLibrary
    do {
      library = try ClaimLibrary(directory: theorems)
    } catch {
      throw Unusable("\(error)")
    }
    guard library.errors.isEmpty else { throw Unusable(lines: library.errors.map(\.description)) }
    claims = library.claims
    index = ClaimIndex(packageRoot: root)
    settings = try Self.settings(in: theorems)
  }

  private static func settings(in theorems: URL) throws -> GateSettings {
    let file = theorems.appending(path: "gate.yml")
    let name = WorkingFolder.path(to: file)
    guard FileManager.default.fileExists(atPath: file.path) else { return GateSettings() }
    guard let yaml = try? String(contentsOf: file, encoding: .utf8) else {
      throw Unusable("\(name):1: cannot be read as UTF-8 text; save it as UTF-8")
    }
    do {
      return try GateSettings(yaml: yaml, file: name)
    } catch {
      throw Unusable("\(error)")
    }
  }

  /// Reads papers as they are on disk.
  ///
  /// - Throws: `Unusable` with file and line.
  func manuscripts(_ paths: [String], aux: String?) throws -> [Manuscript] {
    if aux != nil, paths.count > 1 { throw Unusable("--aux belongs to one paper; gate them one by one") }
    return try paths.map { path in
      do {
        return try Manuscript(reading: path, auxiliary: aux)
      } catch {
        throw Unusable("\(error)")
      }
    }
  }

  /// Returns the slug of a paper's claims.
  func slug(of manuscript: Manuscript) throws -> String {
    do {
      return try GatePaper.slug(of: manuscript, among: claims, settings: settings)
    } catch {
      throw Unusable("\(error)")
    }
  }
}

/// Paths as seen from the current folder.
enum WorkingFolder {
  static var url: URL { URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory) }

  /// Returns the shortest name of a file: below the current folder its path from there, else its whole path.
  static func path(to file: URL) -> String {
    let base = url.standardizedFileURL.path
    let path = file.standardizedFileURL.path
    let prefix = base.hasSuffix("/") ? base : base + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }
}
