// SPDX-License-Identifier: GPL-3.0-or-later

/// The ASCII characters that mean something to TeX.
extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let tab = UInt8(ascii: "\t")
  static let space = UInt8(ascii: " ")
  static let backslash = UInt8(ascii: "\\")
  static let percent = UInt8(ascii: "%")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")
  static let openBracket = UInt8(ascii: "[")
  static let closeBracket = UInt8(ascii: "]")
  static let asterisk = UInt8(ascii: "*")
  static let equals = UInt8(ascii: "=")
  static let comma = UInt8(ascii: ",")
  static let hash = UInt8(ascii: "#")
  static let quote = UInt8(ascii: "\"")
  static let less = UInt8(ascii: "<")
  static let greater = UInt8(ascii: ">")

  /// A byte that makes up control words; `@` counts, for packages use it and text after `\@` never needs it.
  var isControlLetter: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "@"): true
    default: false
    }
  }

  /// Space, tab, or a line's end.
  var isBlank: Bool { self == .space || self == .lineFeed || self == .tab || self == .carriageReturn }

  /// LF or CR.
  var isLineEnd: Bool { self == .lineFeed || self == .carriageReturn }
}

extension String {
  /// Creates a string from a stretch of UTF-8 bytes.
  init(_ bytes: [UInt8], _ range: Range<Int>) { self.init(decoding: bytes[range], as: UTF8.self) }

  /// The text with every run of blanks made one space, and none at either end.
  var collapsingBlanks: String {
    split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
  }
}
