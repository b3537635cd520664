// SPDX-License-Identifier: GPL-3.0-or-later

/// What a claim file declares that the evidence must say.
public enum ClaimExpectation: String, Sendable, Codable, CaseIterable {
  /// The claim is believed true; the evidence has to corroborate it.
  case corroborated
  /// A false or popular-but-wrong form that stays in the suite; the evidence has to refute it.
  case refuted
}

/// Where the statement of a claim comes from. A mixed source ("paper/ours") names several.
public enum ClaimSource: String, Sendable, Codable, CaseIterable {
  /// Stated in the paper.
  case paper
  /// A known result.
  case classic
  /// Derived in this project.
  case ours
  /// A reading in circulation that the paper does not state.
  case popular
  /// Stated in a paper that this one builds upon.
  case predecessor
}

/// The logical shape of a claim: which of the `expect…` verbs decides it.
public enum ClaimVerb: String, Sendable, Codable, CaseIterable {
  /// E[X] = value.
  case mean
  /// P(A) =, ≥ or ≤ value.
  case probability
  /// X has this distribution.
  case law
  /// A sequence converges, at a stated rate.
  case converges
  /// A quantity rises, falls or stays along a parameter.
  case trend
  /// An equality for every input, up to rounding.
  case identity
  /// An inequality for every input.
  case bound
  /// A limit does not exist.
  case diverges
}
