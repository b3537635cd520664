// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayNumerics
public import Testing

/// Expects a random quantity to have the predicted distribution, and rules out the rival ones.
///
/// *Guarantee:* exact (Dvoretzky–Kiefer–Wolfowitz–Massart band at doubling looks). The margin is a third of the Kolmogorov
/// distance from the predicted law to the nearest rival.
/// - Parameters:
///   - observable: the quantity.
///   - cdf: its predicted distribution function.
///   - rivals: distribution functions of plausible wrong laws.
@discardableResult
public func expectLaw(
  of observable: Observable<Double>, is cdf: @escaping @Sendable (Double) -> Double,
  rivals: [(name: String, cdf: @Sendable (Double) -> Double)],
  sourceLocation: SourceLocation = #_sourceLocation
) async throws -> EvidenceRecord {
  let run = try ClaimRun.forVerb("law", at: sourceLocation)
  try run.register(case: observable.setting, check: observable.name, at: sourceLocation)
  let outcome = try await decideLaw(
    of: observable,
    question: LawQuestion(
      check: observable.name, law: cdf, rivals: rivals.map { RivalLaw($0.name, $0.cdf) }),
    key: run.key(case: observable.setting, check: observable.name), settings: run.settings)
  return try run.deliver([outcome], case: observable.setting, verb: "law", at: sourceLocation)[0]
}

/// Expects two random quantities to have one distribution, nearer to each other than a third of the distance to any rival.
///
/// *Guarantee:* exact (two-sample bands at doubling looks, all within the check's error). All quantities are simulated.
/// - Parameters:
///   - observable: the quantity that the claim is about.
///   - other: the quantity that it is claimed to be distributed as.
///   - rivals: quantities that a plausible mistake would put in its place.
@discardableResult
public func expectSameLaw(
  of observable: Observable<Double>, as other: Observable<Double>,
  rivals: KeyValuePairs<String, Observable<Double>>, sourceLocation: SourceLocation = #_sourceLocation
) async throws -> EvidenceRecord {
  let run = try ClaimRun.forVerb("law", at: sourceLocation)
  let check = "law of \(observable.name)"
  try run.register(case: observable.setting, check: check, at: sourceLocation)
  let outcome = try await decideSameLaw(
    of: observable, and: other,
    question: SameLawQuestion(check: check, rivals: rivals.map { RivalObservable($0.key, $0.value) }),
    key: run.key(case: observable.setting, check: check), settings: run.settings)
  return try run.deliver([outcome], case: observable.setting, verb: "law", at: sourceLocation)[0]
}
