// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayNumerics
public import Testing

/// Expects the components of a random quantity to have the predicted means, and rules out the rivals.
///
/// One sampling run serves all components; each is a check of its own. *Guarantee:* asymptotic in the number of batches
/// (time-uniform t-mixture confidence sequence). *Reference:* ``decideMeans(of:questions:key:settings:batch:maximumBatches:)``.
/// - Parameters:
///   - observable: the quantity, one number for each prediction.
///   - predictions: what is predicted, in the order of the components.
///   - batch: how many trials are averaged into one observation.
/// - Returns: the records, in order.
@discardableResult
public func expectMeans(
  of observable: Observable<[Double]>, equal predictions: [Prediction], batch: Int = 16,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws -> [EvidenceRecord] {
  try await decideMeans(of: observable, predictions, batch: batch, verb: "mean", at: sourceLocation)
}

/// Expects a random quantity to have the predicted mean, and rules out the rivals.
/// - Parameters:
///   - observable: the quantity.
///   - value: the predicted mean.
///   - rivals: plausible wrong values; the margin is a third of the distance to the nearest.
///   - margin: a narrower margin; required, with a reason beside it, where there is no rival.
///   - bias: a derived bound on how far the mean may lie from the value if the claim is true.
///   - batch: how many trials are averaged into one observation.
/// - Returns: the record.
@discardableResult
public func expectMean(
  of observable: Observable<Double>, equals value: Double, rivals: [(name: String, value: Double)] = [],
  margin: Double? = nil, bias: Double = 0, batch: Int = 16, sourceLocation: SourceLocation = #_sourceLocation
) async throws -> EvidenceRecord {
  try await expectMeans(
    of: observable.map { [$0] },
    equal: [Prediction(observable.name, value, rivals: rivals, margin: margin, bias: bias)], batch: batch,
    sourceLocation: sourceLocation)[0]
}

/// What every verb about means does.
func decideMeans(
  of observable: Observable<[Double]>, _ predictions: [Prediction], batch: Int, verb: String,
  at place: SourceLocation
) async throws -> [EvidenceRecord] {
  let run = try ClaimRun.forVerb(verb, at: place)
  let setting = observable.setting
  for prediction in predictions {
    try run.register(case: setting, check: prediction.question.check, at: place)
  }
  let outcomes = try await decideMeans(
    of: observable, questions: predictions.map(\.question),
    key: run.key(case: setting, check: observable.name),
    settings: run.settings, batch: batch)
  return try run.deliver(outcomes, case: setting, verb: verb, at: place)
}
