// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayManuscript
import Foundation

/// Whether evidence is younger than the claim's tests and the sources that they use.
///
/// A record that names a clean commit is compared with that commit; one that does not, by the times of the files.
final class Freshness {
  private let root: URL
  private let index: ClaimIndex
  /// When the oldest record was written: the run that left the records saw nothing younger.
  private let written: Double?
  private let repository: GitRepository?
  /// What changed since a commit, by commit; nil where git does not know the commit.
  private var changes: [String: Set<String>?] = [:]
  /// The folders that a test target uses, by target.
  private var uses: [String: [String]] = [:]
  /// The first file younger than the records in a list of folders, by that list; nil where there is none.
  private var younger: [[String]: String?] = [:]

  init(root: URL, index: ClaimIndex, evidence: URL) {
    self.root = root
    self.index = index
    let records =
      (try? FileManager.default.contentsOfDirectory(at: evidence, includingPropertiesForKeys: nil)) ?? []
    written = records.filter { $0.pathExtension == "json" && $0.lastPathComponent != RunManifest.fileName }
      .compactMap(Self.time).min()
    repository = GitRepository(around: root)
  }

  /// Returns why a record is older than what it is about, or nil.
  func staleness(of record: EvidenceRecord) -> String? {
    let targets = Set(index.uses(of: record.claim).map(\.target)).sorted()
    let folders = targets.flatMap { used(by: $0) } + ["Package.swift"]
    if let revision = record.revision, !revision.hasSuffix("-dirty"), let repository {
      return staleness(since: revision, in: folders, repository)
    }
    guard let written else { return "its record cannot be dated" }
    return file(in: folders, youngerThan: written).map { "\($0) changed after it" }
  }

  /// Many records are of claims that use the same folders: these are walked once.
  private func file(in folders: [String], youngerThan written: Double) -> String? {
    if let known = younger[folders] { return known }
    let found = Self.files(in: folders, below: root).first {
      Self.time(root.appending(path: $0)) ?? 0 > written
    }
    younger[folders] = .some(found)
    return found
  }

  private func staleness(since revision: String, in folders: [String], _ repository: GitRepository) -> String?
  {
    let changed: Set<String>?
    if let known = changes[revision] {
      changed = known
    } else {
      changed = repository.commit(revision).flatMap { try? repository.changes(since: $0) }
      changes[revision] = .some(changed)
    }
    guard let changed else {
      return "git does not know its commit \(revision.prefix(12)); fetch the whole history"
    }
    let prefix = repository.path(of: root.appending(path: "x")).map { $0.dropLast() } ?? ""
    let touched = changed.sorted().first { path in
      folders.contains { path == prefix + $0 || path.hasPrefix(prefix + $0 + "/") }
    }
    return touched.map { "\($0) changed since commit \(revision.prefix(12))" }
  }

  /// Returns the folders of a test target and of the modules that it imports, directly or through others.
  private func used(by target: String) -> [String] {
    if let known = uses[target] { return known }
    var found = ["Tests/\(target)"]
    var next = 0
    while next < found.count {
      for module in Self.imports(in: root.appending(path: found[next])) {
        let folder = "Sources/\(module)"
        let isLocal = FileManager.default.fileExists(atPath: root.appending(path: folder).path)
        if isLocal, !found.contains(folder) { found.append(folder) }
      }
      next += 1
    }
    uses[target] = found
    return found
  }

  /// Returns the modules that a folder's Swift files import.
  private static func imports(in folder: URL) -> [String] {
    let paths = (FileManager.default.subpaths(atPath: folder.path) ?? []).filter { $0.hasSuffix(".swift") }
    let lines = paths.sorted().flatMap { path in
      String(decoding: (try? Data(contentsOf: folder.appending(path: path))) ?? Data(), as: UTF8.self)
        .split(separator: "\n")
    }
    let modules = lines.compactMap { line -> String? in
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      guard let keyword = words.firstIndex(of: "import"), keyword < 3, keyword + 1 < words.count,
        words[..<keyword].allSatisfy({ $0.hasPrefix("@") || ["public", "internal", "private"].contains($0) })
      else { return nil }
      return words[keyword + 1].split(separator: ".").first.map(String.init)
    }
    return Array(Set(modules)).sorted()
  }

  /// Returns the files of folders, sorted; a name of a file is that file.
  private static func files(in folders: [String], below root: URL) -> [String] {
    folders.flatMap { folder -> [String] in
      guard let inside = FileManager.default.subpaths(atPath: root.appending(path: folder).path) else {
        return [folder]
      }
      return inside.isEmpty ? [folder] : inside.map { "\(folder)/\($0)" }.filter { !$0.hasSuffix("/") }
    }
    .filter { path in
      var isFolder = false as ObjCBool
      return FileManager.default.fileExists(atPath: root.appending(path: path).path, isDirectory: &isFolder)
        && !isFolder.boolValue
    }
    .sorted()
  }

  private static func time(_ file: URL) -> Double? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
    return (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970
  }
}
