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

/// Expects the mean of a quantity to rise, fall or stay along a parameter, at every step and all steps jointly.
///
/// One trial yields the quantity at every value of the parameter, on common random numbers where that makes sense, so that
/// neighbours are compared in pairs. Each step is a check of its own with its own error; together they bound the chance of any
/// wrong step. "Constant" is the rival of "rising" and "falling", and the other way round.
/// - Parameters:
///   - observable: the quantity at each value of the parameter, in order.
///   - parameter: the values in words, for instance `["L = 2", "L = 4"]`.
///   - trend: what is claimed.
///   - batch: how many trials are averaged into one observation.
/// - Returns: one record a step.
@discardableResult
public func expectTrend(
  of observable: Observable<[Double]>, along parameter: [String], is trend: Trend, batch: Int = 16,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws -> [EvidenceRecord] {
  let steps = zip(parameter, parameter.dropFirst()).map { "\(observable.name): \($0) → \($1)" }
  let count = parameter.count
  let differences = observable.map { values in
    guard values.count == count else {
      throw QuestionError.components(observable: observable.name, expected: count, got: values.count)
    }
    return zip(values, values.dropFirst()).map { $1 - $0 }
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
