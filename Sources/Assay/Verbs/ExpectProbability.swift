// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayNumerics
public import Testing

/// Expects an event to have the predicted probability, and rules out the rivals.
///
/// *Guarantee:* exact (beta-binomial confidence sequence). *Reference:* ``decideProbability(of:question:key:settings:maximumTrials:)``.
/// - Parameters:
///   - event: whether the event happened, one trial a draw.
///   - value: its predicted probability; 0 and 1 are allowed, and one exception refutes them.
///   - rivals: plausible wrong values; the margin is a third of the distance to the nearest.
///   - margin: a narrower margin.
@discardableResult
public func expectProbability(
  of event: Observable<Bool>, equals value: Double, rivals: [(name: String, value: Double)] = [],
  margin: Double? = nil, sourceLocation: SourceLocation = #_sourceLocation
) async throws -> EvidenceRecord {
  try await decide(
    event,
    ProbabilityQuestion(
      check: event.name, prediction: value, rivals: rivals.map { Rival($0.name, $0.value) }, margin: margin),
    verb: "probability", at: sourceLocation)
}

/// Expects an event to have at least the stated probability, and rules out the rivals.
@discardableResult
public func expectProbability(
  of event: Observable<Bool>, atLeast bound: Double, rivals: [(name: String, value: Double)] = [],
  sourceLocation: SourceLocation = #_sourceLocation
) async throws -> EvidenceRecord {
  try await decide(
    event, .atLeast(bound, check: event.name, rivals: rivals.map { Rival($0.name, $0.value) }),
    verb: "probability",
    at: sourceLocation)
}

/// Expects an event to have at most the stated probability, and rules out the rivals.
@discardableResult
public func expectProbability(
  of event: Observable<Bool>, atMost bound: Double, rivals: [(name: String, value: Double)] = [],
  sourceLocation: SourceLocation = #_sourceLocation
) async throws -> EvidenceRecord {
  try await decide(
    event, .atMost(bound, check: event.name, rivals: rivals.map { Rival($0.name, $0.value) }),
    verb: "probability",
    at: sourceLocation)
}

/// Expects a limit not to exist: along a subsequence, each oscillation keeps happening with at least this probability.
///
/// - Parameters:
///   - oscillations: for each step of the subsequence, whether the quantity moved by more than a fixed amount.
///   - probability: bounded away from 0 along the subsequence.
///   - rivals: the probability that a convergent sequence would show.
@discardableResult
public func expectDiverges(
  _ oscillations: [Observable<Bool>], withProbabilityAtLeast probability: Double,
  rivals: [(name: String, value: Double)], sourceLocation: SourceLocation = #_sourceLocation
) async throws -> [EvidenceRecord] {
  var records: [EvidenceRecord] = []
  for oscillation in oscillations {
    records.append(
      try await decide(
        oscillation,
        .atLeast(probability, check: oscillation.name, rivals: rivals.map { Rival($0.name, $0.value) }),
        verb: "diverges", at: sourceLocation))
  }
  return records
}

/// Expects a limit not to exist: between two depths of a subsequence the quantity swings by a predicted amount.
///
/// - Parameters:
///   - difference: the quantity at one depth less that at the other, on one product.
///   - swing: its predicted mean.
///   - rivals: other swings; a convergent sequence's is 0.
///   - bias: a derived bound on what finite depth adds.
@discardableResult
public func expectDiverges(
  of difference: Observable<Double>, swing: Double, rivals: [(name: String, value: Double)], bias: Double = 0,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws -> EvidenceRecord {
  try await decideMeans(
    of: difference.map { [$0] }, [Prediction(difference.name, swing, rivals: rivals, bias: bias)], batch: 16,
    verb: "diverges", at: sourceLocation)[0]
}

private func decide(
  _ event: Observable<Bool>, _ question: ProbabilityQuestion, verb: String, at place: SourceLocation
) async throws -> EvidenceRecord {
  let run = try ClaimRun.forVerb(verb, at: place)
  try run.register(case: event.setting, check: event.name, at: place)
  let outcome = try await decideProbability(
    of: event, question: question, key: run.key(case: event.setting, check: event.name),
    settings: run.settings)
  return try run.deliver([outcome], case: event.setting, verb: verb, at: place)[0]
}
