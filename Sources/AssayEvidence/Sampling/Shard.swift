// SPDX-License-Identifier: GPL-3.0-or-later

/// One of N parts of a run, for machines that share the work: what falls into it depends on names alone.
public struct Shard: Sendable, Hashable, CustomStringConvertible {
  /// Which part, from 1.
  public let index: Int
  /// How many parts there are.
  public let count: Int

  /// The index-th of count parts; `nil` unless 1 ≤ index ≤ count.
  public init?(index: Int, of count: Int) {
    guard index >= 1, index <= count else { return nil }
    self.index = index
    self.count = count
  }

  /// Reads `I/N`; `nil` when malformed.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]) else { return nil }
    self.init(index: index, of: count)
  }

  /// The part as text, `I/N`.
  public var description: String { "\(index)/\(count)" }

  /// Whether a name falls into this part; every name falls into exactly one.
  public func contains(_ name: String) -> Bool {
    Int(stableHash(name) % UInt64(count)) == index - 1
  }
}

/// A 64-bit hash that is the same on every machine and in every version: FNV-1a with SplitMix64's finaliser.
func stableHash(_ text: String) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
  hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
  return hash ^ (hash >> 31)
}
