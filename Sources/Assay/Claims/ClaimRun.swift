// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayManuscript
import Foundation
import Synchronization
import Testing

/// The claim that the running test decides, with the run's settings and where its evidence goes.
final class ClaimRun: Sendable {
  @TaskLocal static var current: ClaimRun?

  let claim: ClaimFile
  let expected: Verdict
  let test: String
  let settings: RunSettings
  let store: EvidenceStore?
  private let checks = Mutex<[String: String]>([:])

  private init(
    claim: ClaimFile, expected: Verdict, test: String, settings: RunSettings, store: EvidenceStore?
  ) {
    (self.claim, self.expected, self.test) = (claim, expected, test)
    (self.settings, self.store) = (settings, store)
  }

  /// Opens a claim for a test.
  /// - Throws: `ClaimFileError`, ``ClaimMismatch``, or an error of the settings or the evidence folder.
  static func open(
    _ id: String, expecting: Verdict, paper: String?, test: String, from location: SourceLocation,
    settings given: RunSettings? = nil
  ) throws -> ClaimRun {
    let claim = try ClaimFile.load(id: id, in: try theoremsDirectory(near: location.filePath))
    guard claim.expect.rawValue == expecting.rawValue else {
      throw ClaimMismatch(
        "\(claim.file): expects the claim to be \(claim.expect.rawValue), but the test declares \(expecting.rawValue)",
        mend: "let both say the same")
    }
    if let paper, paper != claim.paper {
      throw ClaimMismatch(
        "\(claim.file): belongs to paper '\(claim.paper)', but its suite declares .paper(\"\(paper)\")",
        mend: "let both say the same")
    }
    let settings = try given ?? RunSettings.fromEnvironment()
    let store = settings.evidenceDirectory.map { EvidenceStore(directory: $0, owner: settings.owner) }
    try store?.open(for: RunManifest(settings, revision: revision))
    return ClaimRun(claim: claim, expected: expecting, test: test, settings: settings, store: store)
  }

  /// Whether the run's filter selects this claim.
  var isSelected: Bool { settings.includes(claim: claim.id) }

  /// How many checks have been delivered.
  var checksSoFar: Int { checks.withLock { $0.count } }

  /// The streams of one check of this claim.
  func key(case: String, check: String) -> StreamKey {
    StreamKey(seed: settings.seed, claim: claim.id, case: `case`, check: check)
  }

  /// Makes sure that no two checks share a name, since they would share their streams and overwrite each other's record.
  func register(case: String, check: String, at place: SourceLocation) throws {
    let here = "\(place.fileName):\(place.line)"
    try checks.withLock { checks in
      if let other = checks.updateValue(here, forKey: "\(`case`)\u{1F}\(check)") {
        throw ClaimMismatch(
          "\(here): the check '\(check)' of '\(`case`)' was already made at \(other)",
          mend: "give one of them another name")
      }
    }
  }

  /// The folder Theorems of the package that a source file belongs to.
  private static func theoremsDirectory(near path: String) throws -> URL {
    var folder = URL(filePath: path).deletingLastPathComponent()
    while folder.pathComponents.count > 1 {
      if FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
        return folder.appending(path: "Theorems", directoryHint: .isDirectory)
      }
      folder.deleteLastPathComponent()
    }
    throw ClaimMismatch("\(path): stands in no package", mend: "keep claim tests below a Package.swift")
  }
}

/// A test and its claim file that do not fit each other.
struct ClaimMismatch: Error, CustomStringConvertible {
  let description: String

  init(_ problem: String, mend: String) { description = "\(problem); \(mend)" }
}
