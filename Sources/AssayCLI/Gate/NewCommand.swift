// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import AssayManuscript
import Foundation

struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Starts a claim: its page, and a test that compiles and comes out undecided.",
    discussion: "Shapes: \(ClaimVerb.allCases.map(\.rawValue).joined(separator: ", ")).")

  @Argument(help: ArgumentHelp("paper/claim, or the claim alone.", valueName: "id"))
  var id: String

  @Option(help: "The claim in one sentence.")
  var title: String

  @Option(help: "The paper of a claim named alone (default: \(ClaimSkeleton.ownPaper)).")
  var paper: String?

  @Option(help: "The label of the statement in the paper.")
  var label: String?

  @Option(help: "The shape of the claim.")
  var verb = "mean"

  @Option(help: ArgumentHelp("The test target that takes the test.", valueName: "target"))
  var target = "ConjectureTests"

  @Option(
    help: ArgumentHelp(
      "The package with the claims (default: the current folder or one above).", valueName: "dir"))
  var packagePath: String?

  func run() throws {
    guard let verb = ClaimVerb(rawValue: verb) else {
      throw Unusable(
        "'\(verb)' is no shape; give one of \(ClaimVerb.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    let package = try ClaimsPackage(path: packagePath)
    let skeleton: ClaimSkeleton
    do {
      skeleton = try ClaimSkeleton(id: id, title: title, paper: paper, label: label, verb: verb)
    } catch {
      throw Unusable(error.description)
    }
    if let label, let other = package.claims.first(where: { $0.label == label || $0.aliases.contains(label) })
    {
      throw Unusable(
        "\(other.file):1: stands for \(label) already; add to its test, or accept under another label")
    }
    try requireTarget(in: package.root)
    let page = package.root.appending(path: "Theorems").appending(path: skeleton.pagePath)
    let test = package.root.appending(path: skeleton.testPath(target: target))
    try Self.write([(page, skeleton.page), (test, skeleton.test)])
    Console.write(
      """
      \(WorkingFolder.path(to: page))
      \(WorkingFolder.path(to: test))
      Fill in the three parts of the test, then:  swift run assay verify --filter '^\(skeleton.id)$'

      """)
  }

  /// A test in a folder that no target owns would never run.
  private func requireTarget(in root: URL) throws {
    guard target.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }), !target.isEmpty else {
      throw Unusable("'\(target)' is no name of a test target")
    }
    let manifest = (try? String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)) ?? ""
    guard manifest.contains("\"\(target)\"") else {
      throw Unusable(
        "Package.swift has no test target \(target); add .testTarget(name: \"\(target)\", dependencies: [\"Assay\"])"
      )
    }
  }

  /// Writes new files, all or none, and never over one that is there.
  private static func write(_ files: [(url: URL, text: String)]) throws {
    for (url, _) in files where FileManager.default.fileExists(atPath: url.path) {
      throw Unusable("\(WorkingFolder.path(to: url)):1: is there already; choose another id, or remove it")
    }
    var written: [URL] = []
    do {
      for (url, text) in files {
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url, options: .withoutOverwriting)
        written.append(url)
      }
    } catch {
      written.forEach { try? FileManager.default.removeItem(at: $0) }
      let place = files[min(written.count, files.count - 1)].url
      throw Unusable("\(WorkingFolder.path(to: place)):1: cannot be written; check the folder's permissions")
    }
  }
}
