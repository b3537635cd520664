// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Decides by which power of a parameter a computed quantity falls or grows. No chance is involved and no alpha is spent.
///
/// The slopes d log y / d log x between neighbouring points converge to the power when there is one; the estimate is the last
/// of them and the interval spans them all, so a sequence that has not settled reaches out of the margin.
///
/// - Parameters:
///   - check: the check's name.
///   - points: at least three points with x increasing and positive, y positive.
///   - exponent: the predicted power.
///   - rivals: other powers; the margin is a third of the distance to the nearest.
///   - seed: the run's seed, for the record's sake.
/// - Returns: `corroborated` when every slope lies within the margin and no rival between them; `refuted` when none does.
/// - Throws: ``QuestionError`` for points that have no slopes, or no finite rival.
public func decidePower(
  check: String, points: [(x: Double, y: Double)], exponent: Double, rivals: [Rival], seed: UInt64
) throws -> Outcome {
  let increasing = zip(points, points.dropFirst()).allSatisfy { $0.x < $1.x }
  guard points.count >= 3, increasing, points.allSatisfy({ $0.x > 0 && $0.y > 0 && $0.y.isFinite }) else {
    throw QuestionError.plan(
      check: check, what: "points", value: "\(points.map { [$0.x, $0.y] })",
      mend: "give at least three points with x increasing and y positive")
  }
  let criterion = try Criterion(
    check: check, relation: .equals, value: exponent, rivals: rivals, margin: nil, biasBound: 0,
    alpha: defaultAlpha)
  let slopes = zip(points, points.dropFirst()).map { log($1.y / $0.y) / log($1.x / $0.x) }
  let interval = Interval(slopes.min() ?? .nan, slopes.max() ?? .nan)
  let margin = criterion.margin ?? 0
  let within = interval.lower > exponent - margin && interval.upper < exponent + margin
  let without = interval.upper <= exponent - margin || interval.lower >= exponent + margin
  var outcome = Outcome(
    check: check, relation: .equals, prediction: exponent, margin: margin, n: points.count, alpha: 0,
    guarantee: .deterministic,
    verdict: without
      ? .refuted : within && criterion.notExcluded(by: interval).isEmpty ? .corroborated : .undecided,
    seed: seed)
  outcome.estimate = slopes.last
  outcome.interval = interval
  outcome.rivals = criterion.rivalOutcomes(interval)
  if outcome.verdict != .corroborated {
    outcome.reason = "the slopes run from \(interval.lower) to \(interval.upper)"
  }
  return outcome
}
