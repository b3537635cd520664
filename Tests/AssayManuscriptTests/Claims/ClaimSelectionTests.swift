// SPDX-License-Identifier: GPL-3.0-or-later

import AssayManuscript
import Testing

@Suite("The selection of claims")
struct ClaimSelectionTests {
  private let ids = [
    "codes/margins", "spectra/top-gap", "spectra/alpha", "spectra/triangular-law", "codes/zeta",
  ]

  @Test(
    "A filter is searched for anywhere in the id",
    arguments: [
      (nil, ["codes/margins", "codes/zeta", "spectra/alpha", "spectra/top-gap", "spectra/triangular-law"]),
      ("spectra/", ["spectra/alpha", "spectra/top-gap", "spectra/triangular-law"]),
      ("law$|^codes.z", ["codes/zeta", "spectra/triangular-law"]),
    ] as [(String?, [String])])
  func filter(pattern: String?, selected: [String]) throws {
    #expect(try ClaimSelection(filter: pattern).selected(from: ids) == selected)
  }

  @Test("The shards together select each claim once, however the ids come", arguments: 1...5)
  func shards(count: Int) throws {
    let shares = try (1...count).map { index in
      try ClaimSelection(shard: .init("\(index)/\(count)")).selected(from: ids.reversed())
    }
    #expect(shares.joined().sorted() == ids.sorted())
    #expect(shares.allSatisfy { abs($0.count - ids.count / count) <= 1 })
  }

  @Test("A selection of nothing is an error, never an empty success")
  func nothing() throws {
    #expect(throws: ClaimSelectionError.noMatch(filter: "gamma", claims: 5)) {
      try ClaimSelection(filter: "gamma").selected(from: ids)
    }
    #expect(throws: ClaimSelectionError.noMatch(filter: nil, claims: 0)) {
      try ClaimSelection().selected(from: [])
    }
    let shard = try ClaimSelection.Shard("6/6")
    #expect(throws: ClaimSelectionError.emptyShard(shard, claims: 5)) {
      try ClaimSelection(shard: shard).selected(from: ids)
    }
  }

  @Test(
    "Malformed filters and shards are refused",
    arguments: ["1", "0/2", "3/2", "a/b", "1/2/3", "-1/2", "1/", "/"])
  func malformedShard(text: String) {
    #expect(throws: ClaimSelectionError.malformedShard(text)) { try ClaimSelection.Shard(text) }
    #expect(throws: ClaimSelectionError.malformedShard(text)) {
      try ClaimSelection(environment: ["ASSAY_SHARD": text])
    }
  }

  @Test("The environment carries the selection; empty variables are unset ones")
  func environment() throws {
    #expect(throws: ClaimSelectionError.malformedFilter("(")) {
      try ClaimSelection(environment: ["ASSAY_FILTER": "("])
    }
    #expect(try ClaimSelection(environment: ["ASSAY_FILTER": "", "ASSAY_SHARD": ""]) == ClaimSelection())
    let selection = try ClaimSelection(environment: ["ASSAY_FILTER": "gap", "ASSAY_SHARD": "2/3"])
    #expect(selection.filter == "gap")
    #expect(selection.shard?.description == "2/3")
  }
}
