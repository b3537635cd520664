// SPDX-License-Identifier: GPL-3.0-or-later

/// One question about a probability: does P(A) equal a value, or lie above or below it?
///
/// "With probability one" is `prediction: 1`: a single failure refutes it, and it is corroborated once the interval
/// [p, 1] lies inside the margin with every rival outside. What is then known is that P(A) > 1 − margin, and the
/// record says so; no finite sample can say more.
public struct ProbabilityQuestion: Sendable {
  /// The check's name, unique within its claim and case.
  public var check: String
  /// How the probability is set beside the value.
  public var relation: Relation
  /// The predicted probability, or the bound.
  public var prediction: Double
  /// The wrong answers that the evidence must exclude.
  public var rivals: [Rival]
  /// An explicit margin, at most a third of the distance to the nearest rival; `nil`: exactly that third.
  public var margin: Double?
  /// A derived bound on |P(A) − prediction| if the claim is true; 0 for exact.
  public var biasBound: Double
  /// The check's error probability, over all looks.
  public var alpha: Double

  /// Asks whether a probability equals a prediction. Validated when it is decided.
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

  /// Asks whether a probability is at least a bound in (0, 1); ask for `prediction: 1` instead of a bound of 1.
  public static func atLeast(
    _ bound: Double, check: String, rivals: [Rival] = [], alpha: Double = defaultAlpha
  ) -> ProbabilityQuestion { ProbabilityQuestion(check, .atLeast, bound, rivals, alpha) }

  /// Asks whether a probability is at most a bound in (0, 1); ask for `prediction: 0` instead of a bound of 0.
  public static func atMost(
    _ bound: Double, check: String, rivals: [Rival] = [], alpha: Double = defaultAlpha
  ) -> ProbabilityQuestion { ProbabilityQuestion(check, .atMost, bound, rivals, alpha) }

  /// The question as a criterion. Throws ``QuestionError``.
  func criterion() throws -> Criterion {
    for value in [prediction] + rivals.map(\.value) where !(0...1 ~= value) {
      throw QuestionError.probability(check: check, value: value, mend: "it must lie in [0, 1]")
    }
    if relation != .equals, prediction == 0 || prediction == 1 {
      throw QuestionError.probability(
        check: check, value: prediction, mend: "as a bound it is trivial or an equality; ask for equality")
    }
    return try Criterion(
      check: check, relation: relation, value: prediction, rivals: rivals, margin: margin,
      biasBound: biasBound, alpha: alpha)
  }
}
