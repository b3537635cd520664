// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import Foundation
import Testing

@testable import AssayManuscript

@Suite("The index of claims in tests")
struct ClaimIndexTests {
  private static let spectra = """
    import Assay

    @Suite("Depth (and its scaling)", .paper("spectra"))
    struct Exponents {
      // @Test(.claim("spectra/commented-out"))
      @Test("The gap falls like 1/n",
            .claim("spectra/top-gap"), arguments: [1, 2].map { $0 + 1 })
      @MainActor func gap<T>(of product: T, _ k: [Int: (Int, Int)]) async throws where T: Sendable {
        print("@Test(.claim(\\"spectra/quoted\\")) func no() {}")
      }

      enum Inner {
        @Testing.Test(.claim("spectra/inner", expecting: .refuted)) static func falseForm() {}
      }
    }

    extension Outer.Deeper {
      @Test func unrelated() { _ = Trait.claim("spectra/not-a-trait") }

      @Test("Two at once", .claim("spectra/top-gap"), .claim("spectra/two"))
      func two() {}
    }

    @Suite("Whole", .claim("spectra/whole")) final class Whole {}
    """

  @Test("Every use is found with its claim, expectation, test, display name, file and line")
  func uses() throws {
    try ScratchFolder.with(files: ["Tests/SpectraTests/Depth/Exponents.swift": Self.spectra]) { package in
      let index = ClaimIndex(packageRoot: package.url)
      let found = index.uses.map { "\($0.line) \($0.id) \($0.expect) \($0.test) \($0.title ?? "-")" }
      #expect(
        found == [
          "13 spectra/inner refuted SpectraTests.Exponents/Inner/falseForm() -",
          "7 spectra/top-gap corroborated SpectraTests.Exponents/gap(of:_:) The gap falls like 1/n",
          "20 spectra/top-gap corroborated SpectraTests.Outer/Deeper/two() Two at once",
          "20 spectra/two corroborated SpectraTests.Outer/Deeper/two() Two at once",
          "24 spectra/whole corroborated SpectraTests.Whole Whole",
        ])
      #expect(index.errors.isEmpty)
      #expect(index.uses.allSatisfy { $0.file == "Tests/SpectraTests/Depth/Exponents.swift" })
      #expect(index.targets(deciding: ["spectra/two", "spectra/unknown"]) == ["SpectraTests"])
    }
  }

  @Test("A use that cannot be read from the source is an error, and the rest of the file is still read")
  func errors() throws {
    let source = """
      @Test("a", .claim(Self.id)) func a() {}
      @Test("b", .claim("spectra/\\(name)")) func b() {}
      @Test("c", .claim("spectra/c", expecting: outcome)) func c() {}
      @Test("d", .claim("spectra/d")) func d() {}
      """
    try ScratchFolder.with(files: ["Tests/SpectraTests/A.swift": source]) { package in
      let index = ClaimIndex(packageRoot: package.url)
      #expect(
        index.errors.map(\.description) == [
          "Tests/SpectraTests/A.swift:1: .claim needs its id as a plain string literal",
          "Tests/SpectraTests/A.swift:2: .claim needs its id as a plain string literal",
          "Tests/SpectraTests/A.swift:3: .claim(\"spectra/c\", …) must end in 'expecting: .corroborated' or "
            + "'expecting: .refuted'",
        ])
      #expect(index.uses.map(\.test) == ["SpectraTests/d()"])
    }
  }

  @Test("The unit tests of a room claim nothing")
  func rooms() throws {
    try ScratchFolder.with(
      files: [
        "Tests/AssayTests/A.swift": Self.spectra, "Tests/AssayTestSupport/B.swift": "",
        "Tests/Stray.swift": Self.spectra,
      ]
    ) { package in
      #expect(ClaimIndex(packageRoot: package.url).uses.isEmpty)
    }
  }

  @Test("Gaps between claim files and tests are named, both ways, with the place to mend")
  func gaps() throws {
    let source = """
      @Test(.claim("spectra/top-gap", expecting: .refuted)) func a() {}
      @Test(.claim("spectra/typo")) func b() {}
      """
    try ScratchFolder.with(
      files: [
        "Tests/SpectraTests/A.swift": source,
        "Theorems/spectra/top-gap.md": claimText(),
        "Theorems/spectra/typos.md": claimText(id: "spectra/typos"),
      ]
    ) { package in
      let library = try ClaimLibrary(directory: package.url.appending(path: "Theorems"))
      #expect(
        ClaimIndex(packageRoot: package.url).gaps(comparedWith: library.claims) == [
          "Theorems/spectra/typos.md:1: no test says .claim(\"spectra/typos\")",
          "Tests/SpectraTests/A.swift:1: the test expects 'spectra/top-gap' to be refuted, "
            + "Theorems/spectra/top-gap.md says corroborated",
          "Tests/SpectraTests/A.swift:2: there is no claim 'spectra/typo'; did you mean 'spectra/typos'?",
        ])
    }
  }
}
