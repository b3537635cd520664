// SPDX-License-Identifier: GPL-3.0-or-later

import AssayManuscript
import AssayTestSupport
import Foundation
import Testing

@Suite("Claim files and claim tests")
struct CoverageTests {
  private let library = Result { try ClaimLibrary(directory: packageRoot.appending(path: "Theorems")) }

  @Test("Every claim file can be read")
  func sound() throws {
    #expect(try library.get().errors.map(\.description) == [])
  }

  @Test("Every claim file has a test, every .claim has a file, and both expect the same verdict")
  func covered() throws {
    let index = ClaimIndex(packageRoot: packageRoot)
    #expect(index.gaps(comparedWith: try library.get().claims) == [])
  }

  @Test("A claim without a sampled value says why no rival is near it")
  func reasons() throws {
    // Of the others 'assay rivals' tells from the evidence which of them owe a reason.
    let sampled: Set<ClaimVerb> = [.mean, .probability, .law, .diverges]
    let silent = try library.get().claims.filter {
      sampled.isDisjoint(with: $0.verbs) && $0.noNearRival == nil
    }
    #expect(silent.map(\.id) == [])
  }

  @Test("Every claim file has the sections that a reader needs")
  func sections() throws {
    #expect(try library.get().claims.flatMap(\.bodyProblems) == [])
  }
}
