// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayNumerics
import Foundation
public import Testing

/// Expects random estimates of rates to have the predicted means: convergence at these rates, not at the rivals'.
///
/// The observable yields rates (slopes of a logarithm against the logarithm or the index of the sequence), one for each
/// prediction; their means go through the same evidence as any mean.
/// - Parameters:
///   - observable: estimated rates, one component a prediction.
///   - rates: what is predicted of each; where the estimate is biased at the sizes that are simulated, state bounds
///     (``Prediction/atLeast(_:_:rivals:)``) or a derived bias.
///   - batch: how many trials are averaged into one observation.
@discardableResult
public func expectConverges(
  of observable: Observable<[Double]>, rates: [Prediction], batch: Int = 16,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws -> [EvidenceRecord] {
  try await decideMeans(of: observable, rates, batch: batch, verb: "converges", at: sourceLocation)
}

/// Expects a computed error to fall (or grow) like a power of a parameter: no chance is involved.
///
/// The estimate is the slope of log y against log x between the last two points, and its interval runs from the smallest to
/// the largest slope between neighbours; the margin is a third of the distance to the nearest rival.
/// - Parameters:
///   - name: what is measured.
///   - setting: for which parameters.
///   - points: (x, y) with x increasing and y positive, at least three.
///   - exponent: the predicted power.
///   - rivals: other powers.
@discardableResult
public func expectConverges(
  _ name: String, in setting: String, points: [(x: Double, y: Double)], exponent: Double,
  rivals: [(name: String, value: Double)], sourceLocation: SourceLocation = #_sourceLocation
) throws -> EvidenceRecord {
  let run = try ClaimRun.forVerb("converges", at: sourceLocation)
  try run.register(case: setting, check: name, at: sourceLocation)
  let outcome = try decidePower(
    check: name, points: points, exponent: exponent, rivals: rivals.map { Rival($0.name, $0.value) },
    seed: run.settings.seed)
  return try run.deliver([outcome], case: setting, verb: "converges", at: sourceLocation)[0]
}
