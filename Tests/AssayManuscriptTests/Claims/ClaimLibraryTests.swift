// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import Foundation
import Testing

@testable import AssayManuscript

@Suite("The library of claim files")
struct ClaimLibraryTests {
  @Test("Claims come sorted by id, whatever else lies in the folder")
  func sorted() throws {
    try ScratchFolder.with(
      named: "Theorems",
      files: [
        "spectra/top-gap.md": claimText(),
        "spectra/alpha.md": claimText(id: "spectra/alpha"),
        "codes/zeta.md": claimText(id: "codes/zeta", changing: ["paper": "codes"]),
        "README.md": "# Claims", "spectra/README.md": "# Spectra", "gate.yml": "exempt: []",
        "spectra/.draft.md": "", ".git/x.md": "",
      ]
    ) { folder in
      let library = try ClaimLibrary(directory: folder.url)
      #expect(library.claims.map(\.id) == ["codes/zeta", "spectra/alpha", "spectra/top-gap"])
      #expect(library.errors.isEmpty)
      #expect(library.claim("spectra/alpha")?.file == "Theorems/spectra/alpha.md")
      #expect(library.claim("spectra/omega") == nil)
    }
  }

  @Test("A page or a folder that is a link out of the claims' folder is an error, one within it is read")
  func links() throws {
    try ScratchFolder.with(
      named: "Theorems",
      files: ["spectra/top-gap.md": claimText(), "elsewhere/alpha.txt": claimText(id: "codes/alpha")]
    ) { folder in
      let files = FileManager.default
      func link(_ path: String, to target: String) throws {
        let url = folder.url.appending(path: path)
        try files.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try files.createSymbolicLink(atPath: url.path, withDestinationPath: target)
      }
      try link("spectra/out.md", to: "../../out.md")
      try link("more", to: "/")
      try link("spectra/gap.md", to: "top-gap.md")
      let library = try ClaimLibrary(directory: folder.url)
      #expect(
        library.errors.map(\.description) == [
          "Theorems/more:1: is a link to /, outside the claims' folder; put the file itself here",
          "Theorems/spectra/gap.md:2: id 'spectra/top-gap' is already declared by Theorems/spectra/top-gap.md; "
            + "give one of them another",
          "Theorems/spectra/out.md:1: is a link to ../../out.md, outside the claims' folder; put the file itself here",
        ])
      #expect(library.claims.map(\.id) == ["spectra/top-gap"])
    }
  }

  @Test("The mistakes of all files are collected, and the sound files still load")
  func errors() throws {
    try ScratchFolder.with(
      named: "Theorems",
      files: [
        "spectra/top-gap.md": claimText(),
        "spectra/copy.md": claimText(),
        "spectra/Capital.md": claimText(id: "spectra/Capital"),
        "spectra/deep/er.md": claimText(),
        "stray.md": claimText(),
      ]
    ) { folder in
      try folder.write(Data([0x2D, 0x2D, 0x2D, 0x0A, 0x69, 0x0A, 0xC3, 0x28]), to: "spectra/latin.md")
      let library = try ClaimLibrary(directory: folder.url)
      #expect(library.claims.map(\.id) == ["spectra/top-gap"])
      #expect(
        library.errors.map(\.description) == [
          "Theorems/spectra/Capital.md:1: 'spectra/Capital' is not an id; write <paper>/<claim>, both in "
            + "lower-case words joined by hyphens",
          "Theorems/spectra/copy.md:2: id 'spectra/top-gap' is already declared by Theorems/spectra/top-gap.md; "
            + "give one of them another",
          "Theorems/spectra/deep/er.md:1: a claim file stands in Theorems/<paper>/; move it there, or call "
            + "it README.md",
          "Theorems/spectra/latin.md:3: is not UTF-8 text; save the file as UTF-8",
          "Theorems/stray.md:1: a claim file stands in Theorems/<paper>/; move it there, or call it README.md",
        ])
      #expect(throws: library.errors[0]) { try library.requireSound() }
    }
  }

  @Test("A folder that cannot be read is an error, not an empty library")
  func noFolder() throws {
    #expect(throws: ClaimFileError.self) {
      try ClaimLibrary(directory: URL(filePath: "/nowhere/Theorems"))
    }
  }

  @Test("One claim is loaded by its id")
  func load() throws {
    try ScratchFolder.with(named: "Theorems", files: ["spectra/top-gap.md": claimText()]) { folder in
      let claim = try ClaimFile.load(id: "spectra/top-gap", in: folder.url)
      #expect(claim.title == "The gap falls like 1/n.")
    }
  }

  @Test(
    "An id without a file is one line, with the ids that resemble it",
    arguments: [
      (
        "spectra/topgap",
        "Theorems/spectra/topgap.md:1: there is no claim 'spectra/topgap'; did you mean 'spectra/top-gap'?"
      ),
      (
        "spectra/separation",
        "Theorems/spectra/separation.md:1: there is no claim 'spectra/separation'; write this file or correct the id"
      ),
      (
        "../spectra/top-gap",
        "Theorems:1: '../spectra/top-gap' is not an id; write <paper>/<claim>, both in lower-case words "
          + "joined by hyphens"
      ),
    ])
  func missing(id: String, says: String) throws {
    try ScratchFolder.with(named: "Theorems", files: ["spectra/top-gap.md": claimText()]) { folder in
      #expect {
        try ClaimFile.load(id: id, in: folder.url)
      } throws: {
        "\($0)" == says
      }
    }
  }

  @Test(
    "The edit distance is Levenshtein's",
    arguments: [
      ("", "", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("flaw", "lawn", 2), ("abc", "abc", 0),
    ])
  func editDistance(a: String, b: String, distance: Int) {
    #expect(ClaimID.editDistance(Array(a.utf8), Array(b.utf8)) == distance)
    #expect(ClaimID.editDistance(Array(b.utf8), Array(a.utf8)) == distance)
  }
}
