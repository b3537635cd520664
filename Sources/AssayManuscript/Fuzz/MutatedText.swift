// SPDX-License-Identifier: GPL-3.0-or-later

/// Texts that no author would write, each a function of a seed and a number: cut, doubled, spliced and sprinkled.
package struct MutatedText: Sendable {
  private let seeds: [[UInt8]]
  private let fragments: [[UInt8]]
  private let seed: UInt64

  /// Prepares for texts mutated from samples, with fragments put in.
  package init(samples: [String], fragments: [String], seed: UInt64) {
    seeds = samples.map { Array($0.utf8) }
    self.fragments = fragments.map { Array($0.utf8) } + Self.stray
    self.seed = seed
  }

  /// Bytes that make no character, ends of lines, and a byte order mark.
  private static let stray: [[UInt8]] = [
    [0xFF], [0xC3], [0xE2, 0x82], [0x00], [0x0D], [0x0D, 0x0A], [0xEF, 0xBB, 0xBF],
  ]

  /// Returns the text of a number.
  package func callAsFunction(_ number: Int) -> [UInt8] {
    var random = SplitMix(state: seed &+ UInt64(bitPattern: Int64(number)) &* 0x9E37_79B9_7F4A_7C15)
    var text = random.element(of: seeds)
    for _ in 0...random.below(8) {
      switch random.below(6) {
      case 0: text.removeSubrange(random.range(in: text.count, atMost: 40))
      case 1:
        text.insert(
          contentsOf: text[random.range(in: text.count, atMost: 60)], at: random.below(text.count + 1))
      case 2:
        let other = random.element(of: seeds)
        text.insert(
          contentsOf: other[random.range(in: other.count, atMost: 80)], at: random.below(text.count + 1))
      case 3: text = Array(text[..<random.below(text.count + 1)])
      default: text.insert(contentsOf: random.element(of: fragments), at: random.below(text.count + 1))
      }
      if text.count > 2000 { text = Array(text.prefix(2000)) }
    }
    return text
  }
}

/// Steele, Lea and Flood's generator: one multiplication a step, and any state will do.
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number from 0 to `bound` - 1; the bias of the remainder does no harm here.
  mutating func below(_ bound: Int) -> Int { bound <= 1 ? 0 : Int(next() % UInt64(bound)) }

  mutating func element<Element>(of array: [Element]) -> Element { array[below(array.count)] }

  mutating func range(in count: Int, atMost length: Int) -> Range<Int> {
    let start = below(count + 1)
    return start..<min(count, start + below(length + 1))
  }
}
