// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayNumerics
public import Testing

/// How far an identity, and each of its rivals, is from holding on one input, in units of the problem's own rounding.
public struct Residuals: Sendable, Hashable {
  /// The residual of the identity.
  public let identity: Double
  /// The residuals of the rivals, in the order of their names.
  public let rivals: [(name: String, value: Double)]
  /// The input, as one could type it in; kept for a counterexample.
  public let input: String?

  /// The residuals of one input.
  public init(of identity: Double, rivals: [(name: String, value: Double)] = [], input: String? = nil) {
    self.identity = identity
    self.rivals = rivals
    self.input = input
  }

  /// Two residuals are equal when all their numbers and names are.
  public static func == (a: Residuals, b: Residuals) -> Bool {
    a.identity == b.identity && a.input == b.input
      && a.rivals.elementsEqual(b.rivals) { $0.name == $1.name && $0.value == $1.value }
  }

  /// Feeds the identity's residual and the rivals' names.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(identity)
    for rival in rivals { hasher.combine(rival.name) }
  }
}

/// Expects an equality to hold on every input, up to rounding, where each rival formula fails by far.
///
/// *Guarantee:* deterministic, for the inputs that were tried; no error is spent.
/// - Parameters:
///   - observable: draws an input and measures the residuals on it.
///   - inputs: how many inputs.
///   - limit: the largest residual that rounding can explain, in the units of the residuals; 1e-3 for integers.
@discardableResult
public func expectIdentity(
  _ observable: Observable<Residuals>, inputs: Int, limit: Double,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws -> EvidenceRecord {
  let run = try ClaimRun.forVerb("identity", at: sourceLocation)
  try run.register(case: observable.setting, check: observable.name, at: sourceLocation)
  let sampler = ReplicateSampler(
    of: observable, key: run.key(case: observable.setting, check: observable.name),
    workers: run.settings.workers)
  let (residuals, seconds) = try await sampler.draw(0..<inputs)
  let names = residuals.first?.rivals.map(\.name) ?? []
  let outcome = try decideResiduals(
    ResidualQuestion(
      check: observable.name, residuals: residuals.map(\.identity), limit: limit,
      rivals: names.indices.map { i in RivalResiduals(names[i], residuals.map { $0.rivals[i].value }) }),
    seed: run.settings.seed, seconds: seconds, describe: { residuals[$0].input ?? "input \($0)" })
  return try run.deliver([outcome], case: observable.setting, verb: "identity", at: sourceLocation)[0]
}
