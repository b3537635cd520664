// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// Decides whether an observable has a predicted law, by the Kolmogorov–Smirnov distance D.
///
/// At 256, 512, … draws the ``DKWBand`` b gives the distance of the true law from the predicted one as
/// [D − b, D + b], and from each rival likewise, all in one event of probability 1 − α. Refuted when the lower end
/// exceeds the bias bound; corroborated when the upper end is inside the margin and every rival is at a positive
/// distance. The margin is a third of the nearest rival's distance from the predicted law, found to within 1/256
/// from below. Draws of ±∞ count as values.
/// *Guarantee:* exact, for laws with jumps or without. *Does not hold when:* trials read more than their stream.
///
/// - Parameters:
///   - observable: the quantity whose law is claimed.
///   - question: the law, its rivals and its margin.
///   - key: the family of random streams.
///   - settings: effort and workers of the run.
///   - maximumDraws: the cap, at least 256; the effort's unless given.
/// - Returns: the outcome: prediction 0, estimate D, interval the distance's; a rival's value is its distance from
///   the predicted law.
/// - Throws: ``QuestionError`` before sampling, ``DrawError`` when a trial throws, `CancellationError`, and whatever
///   a distribution function throws.
public func decideLaw(
  of observable: Observable<Double>, question: LawQuestion, key: StreamKey, settings: RunSettings,
  maximumDraws: Int? = nil
) async throws -> Outcome {
  var check = try LawCheck(question)
  let schedule = try LookSchedule(
    first: 256, cap: maximumDraws ?? settings.effort.maximumDraws, check: question.check)
  let sampler = ReplicateSampler(of: observable, key: key, workers: settings.workers)
  var drawn = 0
  var seconds = 0.0
  for (index, look) in schedule.looks.enumerated() {
    let next = try await sampler.draw(drawn..<look)
    drawn = look
    seconds += next.seconds
    try check.look(after: next.values, look: index)
    if check.verdict != nil { break }
  }
  return check.outcome(seed: key.seed, seconds: seconds)
}
