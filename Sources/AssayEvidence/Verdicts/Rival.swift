// SPDX-License-Identifier: GPL-3.0-or-later

/// A plausible wrong answer, which the same evidence must exclude.
public struct Rival: Sendable, Hashable {
  /// What mistake it is, for instance "mean-field: ψ at the expected rank".
  public let name: String
  /// The value it predicts. ±∞ is excluded by any finite interval and sets no margin.
  public let value: Double

  /// A rival from its name and its prediction.
  public init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }
}

/// A rival after the evidence: what it predicted, and whether it is excluded.
public struct RivalOutcome: Sendable, Hashable, Codable {
  /// What mistake it is.
  public let name: String
  /// The value it predicts; for a law its distance from the predicted law; for an identity its median residual.
  public let value: Double
  /// Whether the evidence excludes it.
  public let excluded: Bool

  /// A rival's outcome.
  public init(name: String, value: Double, excluded: Bool) {
    self.name = name
    self.value = value
    self.excluded = excluded
  }
}
