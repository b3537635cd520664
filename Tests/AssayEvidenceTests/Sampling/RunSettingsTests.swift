// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import Foundation
import Testing

@Suite("Settings of a run")
struct RunSettingsTests {
  @Test("An empty environment gives the defaults, and so do empty values")
  func defaults() throws {
    #expect(try RunSettings(environment: [:]) == RunSettings())
    #expect(try RunSettings(environment: ["ASSAY_SEED": "", "ASSAY_SHARD": ""]) == RunSettings())
    #expect(RunSettings().effort == .standard)
    #expect(RunSettings().workers >= 1)
    #expect(RunSettings().evidenceDirectory == nil)
  }

  @Test("Every variable is read")
  func all() throws {
    let settings = try RunSettings(environment: [
      "ASSAY_SEED": "18446744073709551615", "ASSAY_EFFORT": "thorough", "ASSAY_WORKERS": "3",
      "ASSAY_EVIDENCE": "some/where", "ASSAY_FILTER": "gap$", "ASSAY_SHARD": "2/8", "ASSAY_OWNER": "17",
      "PATH": "/bin",
    ])
    #expect(settings.seed == .max)
    #expect(settings.effort == .thorough)
    #expect(settings.workers == 3)
    #expect(settings.evidenceDirectory?.relativePath == "some/where")
    #expect(settings.filter.pattern == "gap$")
    #expect(settings.shard?.description == "2/8")
    #expect(settings.owner == 17)
  }

  @Test(
    "A malformed value is one line: the variable, the value, what is wrong, what to do",
    arguments: [
      ("ASSAY_SEED", "-1"), ("ASSAY_SEED", "seven"), ("ASSAY_SEED", "18446744073709551616"),
      ("ASSAY_EFFORT", "fast"), ("ASSAY_EFFORT", "Quick"), ("ASSAY_WORKERS", "abc"), ("ASSAY_WORKERS", "0"),
      ("ASSAY_WORKERS", "1.5"), ("ASSAY_FILTER", "(unclosed"), ("ASSAY_SHARD", "0/3"), ("ASSAY_SHARD", "4/3"),
      ("ASSAY_SHARD", "1"), ("ASSAY_SHARD", "1/2/3"), ("ASSAY_SHARD", "a/b"), ("ASSAY_OWNER", "0"),
      ("ASSAY_OWNER", "me"),
    ])
  func malformed(variable: String, value: String) throws {
    let error = #expect(throws: SettingsError.self) { try RunSettings(environment: [variable: value]) }
    let text = try #require(error?.description)
    #expect(text.hasPrefix("\(variable)=\(value): not "))
    #expect(text.contains("; unset it or give "))
    #expect(text.split(whereSeparator: { $0.isNewline }).count == 1)
  }

  @Test("A filter matches anywhere in a claim's name")
  func filter() throws {
    let filter = try #require(ClaimFilter(pattern: "spectra/.*gap"))
    #expect(filter.matches("jacobian-spectra/top-gap"))
    #expect(!filter.matches("softmax-codes/top-gap"))
    #expect(ClaimFilter.all.matches("anything"))
    #expect(ClaimFilter(pattern: "[") == nil)
  }

  @Test("Shards share out all names, each to one, about evenly")
  func shards() throws {
    let names = (0..<800).map { "paper/claim-\($0)" }
    let shards = (1...4).compactMap { Shard(index: $0, of: 4) }
    let sizes = shards.map { shard in names.count { shard.contains($0) } }
    #expect(sizes.reduce(0, +) == names.count)
    #expect(names.allSatisfy { name in shards.count { $0.contains(name) } == 1 })
    // Binomial(800, ¼) has standard deviation 12; five of them.
    #expect(sizes.allSatisfy { abs($0 - 200) <= 61 }, "\(sizes)")
    #expect(Shard(index: 1, of: 1)?.contains("anything") == true)
  }

  @Test("A run includes what passes the filter and falls into its shard")
  func includes() throws {
    var settings = RunSettings()
    #expect(settings.includes(claim: "p/a"))
    settings.filter = try #require(ClaimFilter(pattern: "^p/"))
    #expect(settings.includes(claim: "p/a") && !settings.includes(claim: "q/a"))
    let parts = (1...3).map { index in
      var part = settings
      part.shard = Shard(index: index, of: 3)
      return part
    }
    for `case` in ["n = 2", "n = 4", "n = 8"] {
      #expect(parts.count { $0.includes(claim: "p/a", case: `case`) } == 1)
    }
  }

  @Test("Effort moves the caps up and nothing down")
  func effort() {
    #expect(Effort.allCases.map(\.maximumBatches) == [1 << 14, 1 << 15, 1 << 18])
    #expect(Effort.allCases.map(\.maximumTrials) == [1 << 19, 1 << 20, 1 << 23])
    #expect(Effort.allCases.map(\.maximumDraws) == [1 << 17, 1 << 18, 1 << 20])
  }
}
