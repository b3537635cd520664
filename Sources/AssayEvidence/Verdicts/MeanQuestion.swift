// SPDX-License-Identifier: GPL-3.0-or-later

/// The error probability of a check unless told: small enough that hundreds of checks together stay below 1e−3.
public let defaultAlpha = 1e-6

/// One question about a mean: does E[X] equal a value, or lie above or below it?
public struct MeanQuestion: Sendable {
  /// The check's name, unique within its claim and case.
  public var check: String
  /// How the mean is set beside the value.
  public var relation: Relation
  /// The predicted mean, or the bound.
  public var prediction: Double
  /// The wrong answers that the evidence must exclude.
  public var rivals: [Rival]
  /// An explicit margin, at most a third of the distance to the nearest finite rival; `nil`: exactly that third.
  public var margin: Double?
  /// A derived bound β on |E[X] − prediction| if the claim is true (finite depth, truncation); 0 for exact.
  public var biasBound: Double
  /// The check's error probability, over all looks.
  public var alpha: Double

  /// Asks whether a mean equals a prediction. Validated when it is decided.
  public init(
    check: String, prediction: Double, rivals: [Rival] = [], margin: Double? = nil,
    biasBound: Double = 0, alpha: Double = defaultAlpha
  ) {
    self.check = check
    relation = .equals
    self.prediction = prediction
    self.rivals = rivals
    self.margin = margin
    self.biasBound = biasBound
    self.alpha = alpha
  }

  private init(_ check: String, _ relation: Relation, _ bound: Double, _ rivals: [Rival], _ alpha: Double) {
    self.init(check: check, prediction: bound, rivals: rivals, alpha: alpha)
    self.relation = relation
  }

  /// Asks whether a mean is at least a bound.
  public static func atLeast(
    _ bound: Double, check: String, rivals: [Rival] = [], alpha: Double = defaultAlpha
  ) -> MeanQuestion { MeanQuestion(check, .atLeast, bound, rivals, alpha) }

  /// Asks whether a mean is at most a bound.
  public static func atMost(
    _ bound: Double, check: String, rivals: [Rival] = [], alpha: Double = defaultAlpha
  ) -> MeanQuestion { MeanQuestion(check, .atMost, bound, rivals, alpha) }

  /// The question as a criterion. Throws ``QuestionError``.
  func criterion() throws -> Criterion {
    try Criterion(
      check: check, relation: relation, value: prediction, rivals: rivals, margin: margin,
      biasBound: biasBound, alpha: alpha)
  }
}
