// SPDX-License-Identifier: GPL-3.0-or-later

extension String {
  /// The number of terminal columns that the text takes: 0 for combining marks, 2 for wide characters, else 1.
  var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

  /// The text cut to at most so many columns, with "…" in place of what is missing.
  func truncated(toWidth width: Int) -> String {
    guard displayWidth > width else { return self }
    var kept = ""
    var used = 1
    for character in self {
      used += character.displayWidth
      if used > width { break }
      kept.append(character)
    }
    return kept + "…"
  }

  /// The text filled up with blanks to so many columns.
  func padded(toWidth width: Int, _ alignment: TextTable.Alignment) -> String {
    let blanks = String(repeating: " ", count: max(0, width - displayWidth))
    return alignment == .left ? self + blanks : blanks + self
  }
}

extension Character {
  /// A cluster is as wide as its widest scalar: accents and joiners add nothing to their base.
  fileprivate var displayWidth: Int { unicodeScalars.lazy.map(\.displayWidth).max() ?? 0 }
}

extension Unicode.Scalar {
  fileprivate var displayWidth: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: 0
    default: isWide ? 2 : 1
    }
  }

  /// East Asian wide and full-width blocks, and emoji shown as pictures (Unicode Standard Annex 11).
  private var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      true
    default: properties.isEmojiPresentation
    }
  }
}
