// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence

/// What is predicted of one component of a quantity, and the wrong formulas that the same evidence must rule out.
public struct Prediction: Sendable {
  let question: MeanQuestion

  /// Predicts that a mean equals a value.
  /// - Parameters:
  ///   - name: the check's name, for instance "λ_2".
  ///   - value: the predicted mean.
  ///   - rivals: plausible wrong values; the margin is a third of the distance to the nearest finite one.
  ///   - margin: a narrower margin; required, with a reason beside it, where there is no rival.
  ///   - bias: a derived bound on how far the mean may lie from the value if the claim is true.
  public init(
    _ name: String, _ value: Double, rivals: [(name: String, value: Double)] = [], margin: Double? = nil,
    bias: Double = 0
  ) {
    question = MeanQuestion(
      check: name, prediction: value, rivals: rivals.map { Rival($0.name, $0.value) }, margin: margin,
      biasBound: bias)
  }

  private init(_ question: MeanQuestion) { self.question = question }

  /// Predicts that a mean is at least a value.
  public static func atLeast(
    _ value: Double, _ name: String, rivals: [(name: String, value: Double)] = []
  ) -> Prediction {
    Prediction(.atLeast(value, check: name, rivals: rivals.map { Rival($0.name, $0.value) }))
  }

  /// Predicts that a mean is at most a value.
  public static func atMost(
    _ value: Double, _ name: String, rivals: [(name: String, value: Double)] = []
  ) -> Prediction {
    Prediction(.atMost(value, check: name, rivals: rivals.map { Rival($0.name, $0.value) }))
  }
}
