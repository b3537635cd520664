// SPDX-License-Identifier: GPL-3.0-or-later

/// What a control word or an environment name means, found straight from its bytes, without making a string.
struct WordTable<Value: Sendable>: Sendable {
  private var slots: [UInt64: [(name: [UInt8], value: Value)]] = [:]

  /// Creates a table from names and their meanings.
  init(_ meanings: [String: Value] = [:]) {
    for (name, value) in meanings { self[name] = value }
  }

  /// The meaning of a name.
  subscript(name: String) -> Value? {
    get {
      let bytes = Array(name.utf8)
      return self[bytes, 0..<bytes.count]
    }
    set {
      let bytes = Array(name.utf8)
      let key = Self.hash(bytes, 0..<bytes.count)
      var slot = slots[key, default: []].filter { $0.name != bytes }
      if let newValue { slot.append((bytes, newValue)) }
      slots[key] = slot
    }
  }

  /// The meaning of the name that stands in a range of bytes.
  subscript(bytes: [UInt8], range: Range<Int>) -> Value? {
    guard let slot = slots[Self.hash(bytes, range)] else { return nil }
    return slot.first { $0.name.elementsEqual(bytes[range]) }?.value
  }

  /// FNV-1a, 64 bits.
  private static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in range { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
    return hash
  }
}
