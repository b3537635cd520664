// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// A claim that a limit fails to exist: between successive depths the value still moves, with probability at least
/// a bound that does not fall with depth.
public struct OscillationQuestion: Sendable {
  /// The checks' common name; each pair of depths adds "from depth a to b".
  public var check: String
  /// The increasing depths at which a trial's values are read, at least two.
  public var depths: [Int]
  /// How far a value must move to count, > 0.
  public var threshold: Double
  /// The probability of such a move, at least, at every pair of depths; in (0, 1).
  public var probability: Double
  /// The error probability of each check.
  public var alpha: Double

  /// Asks whether |x(next depth) − x(depth)| > threshold with at least this probability, at every depth.
  public init(
    check: String, depths: [Int], threshold: Double, probability: Double,
    alpha: Double = defaultAlpha
  ) {
    self.check = check
    self.depths = depths
    self.threshold = threshold
    self.probability = probability
    self.alpha = alpha
  }

  /// One question a pair of successive depths. Throws ``QuestionError``.
  func probabilityQuestions() throws -> [ProbabilityQuestion] {
    let pairs = zip(depths, depths.dropFirst())
    guard depths.count >= 2, pairs.allSatisfy({ $0 < $1 }) else {
      throw QuestionError.plan(
        check: check, what: "depths", value: "\(depths)", mend: "give at least two, increasing")
    }
    guard threshold > 0, threshold.isFinite else {
      throw QuestionError.plan(
        check: check, what: "threshold", value: "\(threshold)", mend: "give a finite number > 0")
    }
    return pairs.map { .atLeast(probability, check: "\(check), from depth \($0) to \($1)", alpha: alpha) }
  }
}

/// Decides whether a value keeps moving as depth grows: a joint "at least" question for each pair of depths.
///
/// Corroborated as a whole when every pair is: a sequence with a limit, even a random one, moves beyond any fixed
/// threshold with a probability that tends to 0. Two values that are the same infinity have not moved.
/// *Guarantee:* exact, for the depths examined; the extrapolation to all depths is the claim's.
///
/// - Parameters:
///   - observable: a trial's values at the depths, in order, all on one stream.
///   - question: the depths, the threshold and the probability.
///   - key: the family of random streams.
///   - settings: effort and workers of the run.
///   - maximumTrials: the cap; the effort's unless given.
/// - Returns: one outcome a pair of successive depths.
/// - Throws: ``QuestionError``, ``DrawError`` (also for a value that is not a number), `CancellationError`.
public func decideOscillation(
  of observable: Observable<[Double]>, question: OscillationQuestion, key: StreamKey,
  settings: RunSettings, maximumTrials: Int? = nil
) async throws -> [Outcome] {
  let questions = try question.probabilityQuestions()
  let (threshold, depths, name) = (question.threshold, question.depths.count, observable.name)
  let moves = observable.map { values in
    guard values.count == depths else {
      throw QuestionError.components(observable: name, expected: depths, got: values.count)
    }
    return try zip(values, values.dropFirst()).map { a, b in
      guard !a.isNaN, !b.isNaN else { throw NotANumber(observable: name) }
      return a != b && abs(b - a) > threshold
    }
  }
  return try await decideProbabilities(
    of: moves, questions: questions, key: key, settings: settings, maximumTrials: maximumTrials)
}

/// An observable yielded NaN where only a number, finite or not, makes sense.
public struct NotANumber: Error, Equatable, CustomStringConvertible {
  /// The observable's name.
  public let observable: String

  /// One line: what is wrong, and what to do.
  public var description: String { "\(observable) is not a number; throw from the observable, or return ±∞" }
}
