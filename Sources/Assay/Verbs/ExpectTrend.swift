// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayNumerics
public import Testing

/// How a quantity changes along a parameter.
public enum Trend: Sendable, Hashable {
  /// Its mean rises at every step.
  case increasing
  /// Its mean falls at every step.
  case decreasing
  /// Its mean changes by less than this at every step. There must be a reason for the number: a third of what a rival says.
  case constant(within: Double)
}

/// What is compared at each step of a trend.
public enum TrendReading: Sendable, Hashable {
  /// The mean of the paired differences; asymptotic in the number of batches.
  case mean
  /// Their signs: a step falls when the quantity does in more than half of the trials. *Guarantee:* exact. It needs no mean and
  /// few trials (64 when all agree), so it is for heavy tails and for costly trials.
  case majority
}

/// Expects the mean of a quantity to rise, fall or stay along a parameter, at every step and all steps jointly.
///
/// One trial yields the quantity at every value of the parameter, on common random numbers where that makes sense, so that
/// neighbours are compared in pairs. Each step is a check of its own with its own error; together they bound the chance of any
/// wrong step. "Constant" is the rival of "rising" and "falling", and the other way round.
/// - Parameters:
///   - observable: the quantity at each value of the parameter, in order.
///   - parameter: the values in words, for instance `["L = 2", "L = 4"]`.
///   - trend: what is claimed.
///   - reading: whether the means or the signs of the differences are judged; a constant has a mean only.
///   - batch: how many trials are averaged into one observation.
/// - Returns: one record a step.
@discardableResult
public func expectTrend(
  of observable: Observable<[Double]>, along parameter: [String], is trend: Trend,
  by reading: TrendReading = .mean,
  batch: Int = 16,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws -> [EvidenceRecord] {
  if reading == .majority, case .constant = trend {
    throw QuestionError.plan(
      check: observable.name, what: "reading", value: "majority", mend: "a constant is judged by its mean")
  }
  let steps = zip(parameter, parameter.dropFirst()).map { "\(observable.name): \($0) → \($1)" }
  let count = parameter.count
  let differences = observable.map { values in
    guard values.count == count else {
      throw QuestionError.components(observable: observable.name, expected: count, got: values.count)
    }
    return zip(values, values.dropFirst()).map { $1 - $0 }
  }
  if reading == .majority {
    return try await decideMajorities(
      of: differences.map { $0.map { trend == .increasing ? $0 > 0 : $0 < 0 } }, steps, at: sourceLocation)
  }
  let predictions = steps.map { step -> Prediction in
    switch trend {
    case .increasing: .atLeast(0, step, rivals: [(name: "constant", value: 0)])
    case .decreasing: .atMost(0, step, rivals: [(name: "constant", value: 0)])
    case .constant(let width):
      Prediction(
        step, 0, rivals: [(name: "rising", value: 3 * width), (name: "falling", value: -3 * width)])
    }
  }
  return try await decideMeans(of: differences, predictions, batch: batch, verb: "trend", at: sourceLocation)
}

/// Whether each event happens in more than half of the trials; one that does so in exactly half is the rival.
private func decideMajorities(
  of events: Observable<[Bool]>, _ checks: [String], at place: SourceLocation
) async throws -> [EvidenceRecord] {
  let run = try ClaimRun.forVerb("trend", at: place)
  for check in checks { try run.register(case: events.setting, check: check, at: place) }
  let outcomes = try await decideProbabilities(
    of: events,
    questions: checks.map { .atLeast(0.5, check: $0, rivals: [Rival("as often one way as the other", 0.5)]) },
    key: run.key(case: events.setting, check: events.name), settings: run.settings)
  return try run.deliver(outcomes, case: events.setting, verb: "trend", at: place)
}
