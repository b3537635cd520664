// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
public import Testing

/// Expects an inequality to hold for every input, and attacks it: families of inputs first, then optimisers.
///
/// A violation refutes the claim and is shrunk to few, small, round numbers. *Guarantee:* deterministic, for the inputs that
/// were tried; surviving the attack is evidence, no proof. No error is spent.
/// - Parameters:
///   - bound: the inequality, with its hypotheses and the inputs that it ranges over.
///   - setting: for which parameters, for instance "n = 4, k = 2".
///   - rivals: bounds that a plausible mistake would claim (``Bound/rival(_:right:)``); the attack must break each.
///   - sharpness: a ratio of the two sides that the attack must reach, for a bound that is claimed to be sharp.
///   - attack: how hard to attack at standard effort.
@discardableResult
public func expectBound(
  _ bound: Bound, in setting: String, rivals: [Bound] = [], sharpness: Double? = nil,
  attack: Attack = Attack(),
  sourceLocation: SourceLocation = #_sourceLocation
) async throws -> EvidenceRecord {
  let run = try ClaimRun.forVerb("bound", at: sourceLocation)
  try run.register(case: setting, check: bound.name, at: sourceLocation)
  let outcome = try await decideBound(
    bound, check: bound.name, rivals: rivals, sharpness: sharpness, attack: attack,
    key: run.key(case: setting, check: bound.name), settings: run.settings)
  return try run.deliver([outcome], case: setting, verb: "bound", at: sourceLocation)[0]
}
