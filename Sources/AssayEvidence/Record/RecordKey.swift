// SPDX-License-Identifier: GPL-3.0-or-later

/// What names a record, and with the seed its random streams: the claim, the case and the check.
public struct RecordKey: Sendable, Hashable, Comparable {
  /// The claim's permanent name.
  public let claim: String
  /// What is simulated.
  public let `case`: String
  /// The check's name.
  public let check: String

  /// A key from its three names.
  public init(claim: String, case: String, check: String) {
    self.claim = claim
    self.case = `case`
    self.check = check
  }

  /// By claim, then case, then check.
  public static func < (a: RecordKey, b: RecordKey) -> Bool {
    (a.claim, a.case, a.check) < (b.claim, b.case, b.check)
  }

  /// A file name that is safe everywhere: the names' ASCII letters and digits, at most 80, then a hash that tells
  /// apart what the letters do not.
  var fileName: String {
    var slug = ""
    for character in "\(claim) \(`case`) \(check)".lowercased() where slug.count < 80 {
      if character.isASCII, character.isLetter || character.isNumber {
        slug.append(character)
      } else if !slug.isEmpty, slug.last != "-" {
        slug.append("-")
      }
    }
    let digits = String(stableHash("\(claim)\u{0}\(`case`)\u{0}\(check)"), radix: 16)
    let hash = String(repeating: "0", count: 16 - digits.count) + digits
    if slug.last == "-" { slug.removeLast() }
    return slug.isEmpty ? "\(hash).json" : "\(slug)-\(hash).json"
  }
}

extension EvidenceRecord {
  /// The record's key.
  public var key: RecordKey { RecordKey(claim: claim, case: `case`, check: check) }
}
