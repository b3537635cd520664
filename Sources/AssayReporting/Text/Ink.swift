// SPDX-License-Identifier: GPL-3.0-or-later

/// What a piece of text means to a reader, for colours.
public enum Tone: Sendable, Equatable {
  /// Ordinary text.
  case plain
  /// As it should be.
  case good
  /// Not as it should be.
  case bad
  /// Neither: undecided or invalid.
  case open
  /// A heading.
  case strong
  /// Of secondary interest.
  case faint
}

/// Whether text is written with colours.
public enum Ink: Sendable {
  /// No escape sequences at all.
  case plain
  /// ANSI's basic colours.
  case ansi

  /// Chooses by the destination: colours only on a terminal that does not refuse them.
  ///
  /// - Parameters:
  ///   - isTerminal: whether the text goes to a terminal.
  ///   - environment: `NO_COLOR` (set to anything but the empty string) and `TERM=dumb` refuse colours.
  public init(isTerminal: Bool, environment: [String: String]) {
    let refused = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
    self = isTerminal && !refused ? .ansi : .plain
  }

  /// Returns the text in the tone's colour.
  func callAsFunction(_ text: String, _ tone: Tone) -> String {
    guard self == .ansi, let code = tone.code, !text.isEmpty else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}

extension Tone {
  fileprivate var code: String? {
    switch self {
    case .plain: nil
    case .good: "32"
    case .bad: "1;31"
    case .open: "33"
    case .strong: "1"
    case .faint: "2"
    }
  }
}
