// SPDX-License-Identifier: GPL-3.0-or-later

/// How much two statements share: the Jaccard index of their runs of three tokens.
struct StatementSimilarity: Sendable {
  private let shingles: Set<UInt64>

  /// Cuts a statement into its runs of three tokens; a shorter one is one run.
  init(_ form: NormalForm) {
    let hashes = form.tokens.map { token in
      token.text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
    func run(_ hashes: ArraySlice<UInt64>) -> UInt64 {
      hashes.reduce(0x9E37_79B9_7F4A_7C15) { ($0 &* 0x100_0000_01b3) ^ ($1 &* 0xff51_afd7_ed55_8ccd) }
    }
    let count = hashes.count
    shingles = count < 3 ? [run(hashes[...])] : Set((0...(count - 3)).map { run(hashes[$0..<$0 + 3]) })
  }

  /// Returns a number from 0, nothing in common, to 1, the same runs.
  func callAsFunction(_ other: StatementSimilarity) -> Double {
    // Sets of very different sizes share little, whatever they hold.
    let bound =
      Double(min(shingles.count, other.shingles.count)) / Double(max(shingles.count, other.shingles.count))
    if bound < StatementMatching.reusedBelow { return bound }
    let common = shingles.count { other.shingles.contains($0) }
    return Double(common) / Double(shingles.count + other.shingles.count - common)
  }
}
