// SPDX-License-Identifier: GPL-3.0-or-later

/// Something a reader of the scan has to be told: a guess that was made, a label that is missing or doubled.
public struct ScanNote: Hashable, Sendable {
  /// Which of the gate's rules it falls under.
  public let rule: GateRule
  /// One line: what was seen, and what was made of it.
  public let message: String
  /// Where it stands.
  public let position: SourcePosition
  /// The label it is about, if any.
  public let label: String?
  /// Other places that belong to it, such as a label's first use.
  public let related: [SourcePosition]

  /// How the note on a brace without its partner starts: the one guess that cannot change what a statement says.
  static let openBrace = "this brace is never closed"

  /// Creates a note.
  public init(
    _ rule: GateRule, _ message: String, at position: SourcePosition, label: String? = nil,
    related: [SourcePosition] = []
  ) {
    self.rule = rule
    self.message = message
    self.position = position
    self.label = label
    self.related = related
  }
}
