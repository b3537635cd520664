// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import Foundation
import Testing

@Suite("assay list")
struct ListCommandTests {
  @Test("The claims are shown with what they expect and the tests that decide them, from any folder inside")
  func text() throws {
    try SamplePackage.with { package in
      let result = try AssayBinary.run(
        ["list", "--filter", "spectra/(r|n)"], in: package.root.appending(path: "Tests/SpectraTests"))
      #expect(result.errors.isEmpty)
      #expect(result.status == 0)
      #expect(
        result.output == """
          spectra
            not-universal  expect refuted · mean · ours
              The closed form holds for any entries.
              Tests/SpectraTests/Claims.swift:2  SpectraTests/claim1()
            rank  expect corroborated · identity · ours
              The rank is the least of the gates' ranks.
              Tests/SpectraTests/Claims.swift:3  SpectraTests/claim2()

          """)
    }
  }

  @Test("As JSON it is an array of the front matter with the tests")
  func json() throws {
    try SamplePackage.with { package in
      let result = try package.assay("list", "--format", "json", "--filter", "not-universal")
      #expect(
        result.output == """
          [
            {
              "aliases" : [

              ],
              "expect" : "refuted",
              "file" : "Theorems/spectra/not-universal.md",
              "id" : "spectra/not-universal",
              "paper" : "spectra",
              "settings" : [

              ],
              "source" : [
                "ours"
              ],
              "tests" : [
                {
                  "file" : "Tests/SpectraTests/Claims.swift",
                  "line" : 2,
                  "name" : "SpectraTests/claim1()",
                  "title" : "Claim 1"
                }
              ],
              "title" : "The closed form holds for any entries.",
              "verb" : [
                "mean"
              ]
            }
          ]

          """)
      #expect(result.errors.isEmpty && result.status == 0)
    }
  }

  @Test(
    "Bad input is one line on stderr, nothing on stdout, and status 2",
    arguments: [
      (
        ["--filter", "gamma"],
        "assay: --filter 'gamma' matches none of the 9 claims; 'assay list' shows their ids\n"
      ),
      (["--filter", "("], "assay: --filter '(' is not a regular expression\n"),
      (
        ["--package-path", "Tests"], "assay: 'Tests' has no Package.swift with a Theorems folder beside it\n"
      ),
      (
        ["--format", "yaml"],
        "assay: The value 'yaml' is invalid for '--format <format>'. Please provide one of 'text' and 'json'.\n"
      ),
    ])
  func badInput(arguments: [String], complaint: String) throws {
    try SamplePackage.with { package in
      let result = try AssayBinary.run(["list"] + arguments, in: package.root)
      #expect(result.errors == complaint)
      #expect(result.output.isEmpty && result.status == 2)
    }
  }

  @Test("Every claim file that cannot be read is named, a line each")
  func brokenFiles() throws {
    try SamplePackage.with { package in
      let folder = package.root.appending(path: "Theorems/spectra")
      try Data("---\nid: x\n---\n".utf8).write(to: folder.appending(path: "half.md"))
      try Data("text".utf8).write(to: folder.appending(path: "plain.md"))
      let result = try package.assay("list")
      #expect(
        result.errors == """
          assay: Theorems/spectra/half.md:1: the front matter has no 'title'; add it
          assay: Theorems/spectra/plain.md:1: no front matter; the first line must be '---', followed by YAML \
          and another '---'

          """)
      #expect(result.output.isEmpty && result.status == 2)
    }
  }

  @Test("Outside a package with claims there is nothing to list")
  func noPackage() throws {
    try ScratchFolder.with { folder in
      let result = try AssayBinary.run(["list"], in: folder.url)
      #expect(
        result.errors.hasPrefix("assay: no Package.swift with a Theorems folder beside it, here or above; "))
      #expect(result.complaints.count == 1 && result.status == 2)
    }
  }
}
