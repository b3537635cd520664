// SPDX-License-Identifier: GPL-3.0-or-later

/// How much sampling a run may spend on a check. Moves the caps only: never alpha, margins or the schedule.
public enum Effort: String, Sendable, Hashable, Codable, CaseIterable {
  /// For a change in progress: seconds for a suite whose claims are as expected.
  case quick
  /// The default.
  case standard
  /// For a release or a paper: hours.
  case thorough

  /// The cap on batches of a mean: 2¹⁴, 2¹⁵, 2¹⁸.
  public var maximumBatches: Int { [.quick: 1 << 14, .standard: 1 << 15][self] ?? 1 << 18 }

  /// The cap on trials of a probability: 2¹⁹, 2²⁰, 2²³.
  public var maximumTrials: Int { [.quick: 1 << 19, .standard: 1 << 20][self] ?? 1 << 23 }

  /// The cap on draws, from each side, of a law or a bounded mean: 2¹⁷, 2¹⁸, 2²⁰.
  public var maximumDraws: Int { [.quick: 1 << 17, .standard: 1 << 18][self] ?? 1 << 20 }
}
