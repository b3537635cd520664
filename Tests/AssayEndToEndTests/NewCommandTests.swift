// SPDX-License-Identifier: GPL-3.0-or-later

import AssayManuscript
import AssayTestSupport
import Foundation
import Testing

@Suite("assay new")
struct NewCommandTests {
  private func withPackage(_ body: (PaperRepository) throws -> Void) throws {
    try PaperRepository.with { repository in
      try repository.write(".testTarget(name: \"ConjectureTests\")\n", to: "Package.swift")
      try body(repository)
    }
  }

  @Test("A page and a test are written, and the command that runs it is said")
  func new() throws {
    try withPackage { repository in
      let result = try repository.assay(
        "new", "spectra/top-gap", "--title", "The top gap of \"J\" is $\\lambda_1$", "--label", "thm:top-gap",
        "--verb", "identity")
      #expect(result.status == 0, "\(result.errors)")
      #expect(
        result.output == """
          Theorems/spectra/top-gap.md
          Tests/ConjectureTests/SpectraTopGapConjecture.swift
          Fill in the three parts of the test, then:  swift run assay verify --filter '^spectra/top-gap$'

          """)
      let list = try repository.assay("list", "--filter", "top-gap")
      #expect(
        list.output == """
          spectra
            top-gap  expect corroborated · identity · paper
              The top gap of "J" is $\\lambda_1$
              Tests/ConjectureTests/SpectraTopGapConjecture.swift:12  ConjectureTests.SpectraTopGapConjecture/decide()

          """)
      let gate = try repository.assay("gate", "paper/main.tex")
      #expect(gate.output.contains("REMOVED") && gate.output.contains("thm:top-gap"))
    }
  }

  @Test("A claim alone is the team's own")
  func own() throws {
    try withPackage { repository in
      let result = try repository.assay("new", "2-body", "--title", "Two")
      #expect(result.status == 0, "\(result.errors)")
      let page = try repository.read("Theorems/conjectures/2-body.md")
      #expect(page.contains("source: ours\nverb: mean\n"))
      let test = try repository.read("Tests/ConjectureTests/The2BodyConjecture.swift")
      #expect(test.contains("struct The2BodyConjecture {"))
    }
  }

  @Test(
    "What cannot be started is one line, status 2, and nothing is written",
    arguments: [
      (["spectra/rank", "--title", "T"], "Theorems/spectra/rank.md:1: is there already"),
      (["taken", "--title", "T"], "Tests/ConjectureTests/TakenConjecture.swift:1: is there already"),
      (["Top Gap", "--title", "T"], "'conjectures/Top Gap' is no id"),
      (["../../etc/passwd", "--title", "T"], "'../../etc/passwd' is no id"),
      (["a", "--paper", "..", "--title", "T"], "'../a' is no id"),
      (["p/a", "--paper", "q", "--title", "T"], "the id says paper 'p' and --paper says 'q'"),
      (["a", "--title", "two\nlines"], "the title must be one sentence on one line"),
      (["a", "--title", "  "], "the title must be one sentence on one line"),
      (["a", "--title", "T", "--verb", "sum"], "'sum' is no shape; give one of mean, "),
      (
        ["a", "--title", "T", "--label", "lem:margins"],
        "Theorems/spectra/rank.md:1: stands for lem:margins already"
      ),
      (["a", "--title", "T", "--target", "Nowhere"], "Package.swift has no test target Nowhere"),
      (["a", "--title", "T", "--target", "../x"], "'../x' is no name of a test target"),
      (["a"], "Missing expected argument '--title <title>'"),
    ])
  func unusable(arguments: [String], part: String) throws {
    try withPackage { repository in
      try repository.write("// mine\n", to: "Tests/ConjectureTests/TakenConjecture.swift")
      let before = try repository.contents()
      let result = try AssayBinary.run(["new"] + arguments, in: repository.root)
      #expect(result.status == 2)
      #expect(result.complaints.count == 1, "\(result.errors)")
      #expect(result.errors.contains(part), "\(result.errors)")
      #expect(try repository.contents() == before)
    }
  }

  /// Where the modules of this build are.
  private static let products = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
  private static let moduleMaps = [
    products.appending(path: "CAssay.build/module.modulemap"),
    packageRoot.appending(path: "Sources/CGSL/module.modulemap"),
    products.appending(path: "../../checkouts/Yams/Sources/CYaml/include/module.modulemap")
      .standardizedFileURL,
  ]

  @Test(
    "The test of every shape compiles against this build, in Swift 6 and without a warning",
    .enabled(
      if: moduleMaps.allSatisfy { FileManager.default.fileExists(atPath: $0.path) },
      "the modules of this build are elsewhere; the tests were not compiled"))
  func compiles() throws {
    let tests = try ClaimVerb.allCases.map { verb in
      let skeleton = try ClaimSkeleton(
        id: "claim-\(verb.rawValue)", title: "\"Quoted\" \\(not interpolated) */ λ", verb: verb)
      return (skeleton.typeName + ".swift", skeleton.test)
    }
    try ScratchFolder.with(files: Dictionary(uniqueKeysWithValues: tests)) { folder in
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments =
        [
          "swiftc", "-typecheck", "-swift-version", "6", "-warnings-as-errors", "-module-name",
          "ConjectureTests",
          "-I", Self.products.appending(path: "Modules").path,
        ] + Self.moduleMaps.flatMap { ["-Xcc", "-fmodule-map-file=\($0.path)"] } + tests.map(\.0)
      process.currentDirectoryURL = folder.url
      let output = Pipe()
      process.standardError = output
      try process.run()
      let text = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(String(decoding: text, as: UTF8.self))")
    }
  }

  @Test("A page is a claim file with all that a page must have", arguments: ClaimVerb.allCases)
  func page(verb: ClaimVerb) throws {
    let skeleton = try ClaimSkeleton(
      id: "p/a", title: "\"Quoted\" \\ {x}: #1", label: "thm:a, b", verb: verb)
    try ScratchFolder.with(named: "Theorems", files: [skeleton.pagePath: skeleton.page]) { folder in
      let claim = try ClaimFile.load(id: "p/a", in: folder.url)
      #expect(claim.title == "\"Quoted\" \\ {x}: #1")
      #expect(claim.label == "thm:a, b")
      #expect(claim.verbs == [verb])
      #expect(claim.bodyProblems.isEmpty)
    }
  }
}
