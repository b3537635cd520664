// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import Foundation

/// A repository of git with a paper, its claims, their tests and their evidence; all as it should be.
struct PaperRepository {
  let root: URL

  static let paper = """
    \\documentclass{article}
    \\usepackage{amsthm}
    \\newtheorem{theorem}{Theorem}
    \\newtheorem{lemma}[theorem]{Lemma}
    \\newcommand{\\R}{\\mathbb{R}}
    \\begin{document}
    \\begin{theorem}\\label{thm:closed-form}
      For every $x \\in \\R$ the exponent is $\\psi(x)$.
    \\end{theorem}
    \\input{sections/rest}
    \\end{document}
    """

  static let rest = """
    \\begin{lemma}\\label{lem:margins}
      The margins of the code are at least one half, whatever the number of classes.
    \\end{lemma}
    """

  /// Makes the repository in a folder of its own, with everything committed, and removes it after the body.
  static func with(_ body: (PaperRepository) throws -> Void) throws {
    try ScratchFolder.with(named: "repository") { folder in
      let repository = PaperRepository(root: folder.url)
      try folder.write("// swift-tools-version: 6.2\n", to: "Package.swift")
      try folder.write(paper, to: "paper/main.tex")
      try folder.write(rest, to: "paper/sections/rest.tex")
      try folder.write(
        page(
          "closed-form", "thm:closed-form",
          "\\newcommand{\\R}{\\mathbb{R}}\nFor every $x \\in \\R$ the exponent is $\\psi(x)$."),
        to: "Theorems/spectra/closed-form.md")
      try folder.write(
        page(
          "rank", "lem:margins",
          "The margins of the code are at least one half, whatever the number of classes."),
        to: "Theorems/spectra/rank.md")
      try folder.write(
        "@Test(.claim(\"spectra/closed-form\")) func a() {}\n@Test(.claim(\"spectra/rank\")) func b() {}\n",
        to: "Tests/SpectraTests/Claims.swift")
      // The evidence is that of the hand-written run, written after everything else.
      let evidence = packageRoot.appending(path: "Fixtures/records/evidence")
      for name in try FileManager.default.contentsOfDirectory(atPath: evidence.path) {
        let data = try Data(contentsOf: evidence.appending(path: name))
        let text = String(decoding: data, as: UTF8.self)
        guard text.contains("\"spectra/closed-form\"") || text.contains("\"spectra/rank\"") else { continue }
        try folder.write(data, to: ".assay/evidence/\(name)")
      }
      for (index, claim) in ["closed-form", "rank"].enumerated() {
        let mark = SamplePackage.finishedTest("spectra/\(claim)", ["a()", "b()"][index], line: index + 1)
        try folder.write(mark, to: ".assay/evidence/\(claim).done")
      }
      try repository.touchEvidence()
      try folder.write(".assay/\n", to: ".gitignore")
      try repository.git("init", "--quiet", "--initial-branch=main")
      try repository.commit("first")
      try body(repository)
    }
  }

  /// A claim's page.
  static func page(_ name: String, _ label: String, _ statement: String) -> String {
    """
    ---
    id: spectra/\(name)
    title: The claim of \(name)
    paper: spectra
    label: \(label)
    expect: corroborated
    source: paper
    verb: mean
    ---

    ## Statement

    ```latex
    \(statement)
    ```

    """
  }

  func assay(_ arguments: String..., environment: [String: String] = [:]) throws -> AssayBinary.Result {
    try AssayBinary.run(arguments, in: root, environment: environment)
  }

  func read(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  func write(_ text: String, to path: String) throws {
    let file = root.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Replaces a text in a file.
  func edit(_ path: String, _ old: String, _ new: String) throws {
    try write(try read(path).replacing(old, with: new), to: path)
  }

  func commit(_ message: String) throws {
    try git("add", "--all")
    try git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", message)
  }

  /// Every file below the root that is the user's, with what it holds.
  func contents() throws -> [String: String] {
    var contents: [String: String] = [:]
    for path in FileManager.default.subpaths(atPath: root.path) ?? [] where !path.hasPrefix(".git/") {
      contents[path] = try? read(path)
    }
    return contents
  }

  /// Makes the evidence younger than everything else, by a time that is said and not waited for.
  func touchEvidence() throws {
    let folder = root.appending(path: ".assay/evidence")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: 3600)], ofItemAtPath: folder.appending(path: name).path
      )
    }
  }

  /// Writes the current commit into every record.
  func nameCommitInEvidence() throws {
    let commit = try git("rev-parse", "HEAD").split(separator: "\n").first.map(String.init) ?? ""
    let folder = root.appending(path: ".assay/evidence")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".json")
    {
      try edit(".assay/evidence/\(name)", "\n  \"schema\"", "\n  \"revision\": \"\(commit)\",\n  \"schema\"")
    }
  }

  @discardableResult
  private func git(_ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.currentDirectoryURL = root
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    return String(decoding: text, as: UTF8.self)
  }
}
