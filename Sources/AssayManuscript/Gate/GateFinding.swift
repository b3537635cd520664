// SPDX-License-Identifier: GPL-3.0-or-later

/// One thing that the gate has to say, for any of its output formats.
public struct GateFinding: Hashable, Sendable {
  /// The rule.
  public let rule: GateRule
  /// How much it matters.
  public let level: GateLevel
  /// Whether it makes the gate say no.
  public let isBlocking: Bool
  /// The statement's label, where there is one.
  public let label: String?
  /// The statement in a reader's words: `Theorem 3.2`; empty when it is about no statement.
  public let subject: String
  /// The claims concerned, by id.
  public let claims: [String]
  /// Where it is; the end is absent when only a place is known.
  public let place: SourcePosition
  /// One past the end of what it is about.
  public let end: SourcePosition?
  /// What it is about, for a line that stands by itself: `thm:a (Theorem 3.2)`; empty when the text says it.
  public let heading: String
  /// One line: what is so, and what to do.
  public let text: String
  /// More lines: the old and the new statement, the command that replays.
  public let details: [String]
  /// Other places that belong to it, each with what stands there.
  public let related: [Related]
  /// The statement's fingerprint, where there is a statement.
  public let fingerprint: String?
  /// Numbers for machines, in order.
  public let properties: [Property]
  /// How the statement stands to the revision that was compared with.
  public let baseline: Baseline?

  /// A place that belongs to a finding.
  public struct Related: Hashable, Sendable {
    /// Where.
    public let place: SourcePosition
    /// What stands there.
    public let message: String

    /// Creates a related place.
    public init(place: SourcePosition, message: String) {
      self.place = place
      self.message = message
    }
  }

  /// A named value.
  public struct Property: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The value, as text.
    public let value: String

    /// Creates a property.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// How a statement stands to an older revision, in SARIF's words.
  public enum Baseline: String, Sendable {
    case new, unchanged, updated
  }

  /// Creates a finding.
  public init(
    _ rule: GateRule, level: GateLevel? = nil, isBlocking: Bool? = nil, label: String? = nil,
    subject: String = "", claims: [String] = [], place: SourcePosition, end: SourcePosition? = nil,
    heading: String = "", text: String, details: [String] = [], related: [Related] = [],
    fingerprint: String? = nil,
    properties: [Property] = [], baseline: Baseline? = nil
  ) {
    self.rule = rule
    self.level = level ?? rule.level
    self.isBlocking = isBlocking ?? rule.isBlocking
    self.label = label
    self.subject = subject
    self.claims = claims
    self.place = place
    self.end = end
    self.heading = heading
    self.text = text
    self.details = details
    self.related = related
    self.fingerprint = fingerprint
    self.properties = properties
    self.baseline = baseline
  }

  /// One line that stands by itself: what it is about, what is so, and what to do.
  public var message: String { heading.isEmpty ? text : "\(heading): \(text)" }
}
