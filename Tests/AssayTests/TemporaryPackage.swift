// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Assay

/// A package in a temporary folder with one claim file, `paper/claim`; removed with the value.
final class TemporaryPackage {
  let root: URL

  init(expect: String = "corroborated") throws {
    root = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID().uuidString)")
    let theorems = root.appending(path: "Theorems/paper")
    try FileManager.default.createDirectory(at: theorems, withIntermediateDirectories: true)
    try Data().write(to: root.appending(path: "Package.swift"))
    let page = """
      ---
      id: paper/claim
      title: A claim
      paper: paper
      expect: \(expect)
      source: ours
      verb: mean
      ---

      """
    try Data(page.utf8).write(to: theorems.appending(path: "claim.md"))
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  /// A place in a test file of this package.
  var place: SourceLocation {
    SourceLocation(
      fileID: "Tests/Some.swift", filePath: root.appending(path: "Tests/SomeTests/Some.swift").path, line: 12,
      column: 3)
  }

  /// Opens the claim as a test of this package would.
  func open(
    _ id: String = "paper/claim", expecting: Verdict = .corroborated, paper: String? = "paper",
    workers: Int = 2, evidence: URL? = nil
  ) throws -> ClaimRun {
    try ClaimRun.open(
      id, expecting: expecting, paper: paper, test: "a test", from: place,
      settings: RunSettings(seed: 5, effort: .quick, workers: workers, evidenceDirectory: evidence))
  }
}
