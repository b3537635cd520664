// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// Decides an inequality that is claimed for every input by attacking it, and its rivals with it.
///
/// A rival is a tighter or otherwise different right side that a plausible mistake would claim; an attack of the same kind has
/// to break it, or the input at which the attack on the bound itself came nearest. *Guarantee:* deterministic for the inputs that were tried: a violation refutes, its absence after an attack
/// is evidence and no proof. No alpha is spent.
///
/// - Parameters:
///   - bound: the inequality.
///   - check: the check's name.
///   - rivals: wrong bounds, each of which must be violated somewhere.
///   - sharpness: a ratio left / right that the attack must reach, for a bound that is claimed to be sharp.
///   - attack: how hard to attack; scaled by the effort (quick ½, standard 1, thorough 20).
///   - key: the family of random streams: trial 0 for the bound, 1, 2, … for the rivals.
///   - settings: effort and workers of the run.
/// - Returns: the largest ratio as the estimate; `corroborated` when nothing violates the bound, every rival is broken and
///   the sharpness is reached; `refuted` with a shrunk counterexample; `invalid` when hardly any input met the hypotheses, or
///   the sides could not be computed at more than one in a hundred: the attack has then not been one.
public func decideBound(
  _ bound: Bound, check: String, rivals: [Bound] = [], sharpness: Double? = nil, attack: Attack = Attack(),
  key: StreamKey, settings: RunSettings
) async throws -> Outcome {
  let factor: Double = [.quick: 0.5, .thorough: 20][settings.effort] ?? 1
  let scaled = attack.scaled(by: factor)
  let all = [bound] + rivals
  let (reports, seconds) = try await mapUnits(0..<all.count, key: key, workers: settings.workers) {
    stream, i in
    stream.move(toTrial: UInt64(i))
    return try scaled.run(against: all[i], stream: stream)
  }
  let report = reports[0]
  var outcome = Outcome(
    check: check, relation: .atMost, prediction: 1, margin: nil, n: report.accepted, alpha: 0,
    guarantee: .deterministic, verdict: .corroborated, seed: key.seed)
  outcome.seconds = seconds
  outcome.estimate = report.counterexample?.found.ratio ?? report.best?.ratio
  outcome.trace = report.trace.map { TracePoint(n: $0.evaluations, interval: Interval($0.ratio, $0.ratio)) }
  outcome.rivals = zip(rivals, reports.dropFirst()).map { rival, attack in
    // A search that is stuck on its own must not save a rival that the bound's own best input breaks.
    let shared = report.best.flatMap { try? rival.attempt(sharing: $0, of: bound) }
    let own = attack.counterexample?.found ?? attack.best
    let best = [own, shared].compactMap(\.self).max { $0.ratio < $1.ratio }
    return RivalOutcome(
      name: rival.name, value: best?.ratio ?? 0,
      excluded: attack.counterexample != nil || shared?.violates == true)
  }
  judge(report, sharpness: sharpness, outcome: &outcome)
  return outcome
}

/// Fewer inputs than this are no attack.
private let leastAttempts = 100

private func judge(_ report: AttackReport, sharpness: Double?, outcome: inout Outcome) {
  let open = outcome.rivals.filter { !$0.excluded }.map { "“\($0.name)”" }
  if let counterexample = report.counterexample {
    outcome.verdict = .refuted
    outcome.counterexample = "\(counterexample.shrunk.input)"
    outcome.reason =
      "left = \(sixDigits(counterexample.shrunk.left)) exceeds right = \(sixDigits(counterexample.shrunk.right)) there"
  } else if report.failed > report.accepted / 100 {
    outcome.verdict = .invalid
    outcome.reason =
      "\(report.failed) of the inputs could not be evaluated, the first: \(report.firstFailure ?? "for no known reason")"
  } else if report.accepted < leastAttempts {
    outcome.verdict = .invalid
    outcome.reason =
      "only \(report.accepted) of \(report.accepted + report.rejected) inputs met the hypotheses; draw from families that meet them"
  } else if let sharpness, (report.best?.ratio ?? 0) < sharpness {
    outcome.verdict = .undecided
    outcome.reason = "the attack reached the ratio \(report.best?.ratio ?? 0) only, not \(sharpness)"
  } else if !open.isEmpty {
    outcome.verdict = .undecided
    outcome.reason = "the attack broke no rival " + open.joined(separator: ", ")
  }
}

extension Bound {
  /// Evaluates both sides at an input that another claim's attack found; nil unless both range over the same inputs.
  fileprivate func attempt(sharing found: Attempt, of other: Bound) throws -> Attempt? {
    guard space.isSame(as: other.space) else { return nil }
    return try attempt(at: found.input, origin: found.origin)
  }
}
