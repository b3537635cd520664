// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// Decides whether two observables have the same law, by the two-sample Kolmogorov–Smirnov distance.
///
/// Every sample (X, Y and each rival) has its own ``DKWBand`` with an equal part of alpha; two bands added bound the
/// error of a distance. Refuted when X and Y are certainly further apart than the bias bound; corroborated when
/// they are certainly at most a third as far apart as X is from every rival, and within an explicit margin if any.
/// *Guarantee:* exact, for laws with jumps or without.
///
/// - Parameters:
///   - first: X.
///   - second: Y. It reads streams of its own, whatever its name.
///   - question: the rivals and the margin.
///   - key: the family of random streams of X; the others' are derived from it.
///   - settings: effort and workers of the run.
///   - maximumDraws: the cap on draws of each; the effort's unless given.
/// - Returns: the outcome: prediction 0, estimate the distance of the samples, n the draws of each; a rival's value
///   is its sample's distance from X's, and the margin the least third known at the last look.
/// - Throws: ``QuestionError`` before sampling, ``DrawError`` when a trial throws, `CancellationError`.
public func decideSameLaw(
  of first: Observable<Double>, and second: Observable<Double>, question: SameLawQuestion,
  key: StreamKey, settings: RunSettings, maximumDraws: Int? = nil
) async throws -> Outcome {
  var check = try SameLawCheck(question)
  let schedule = try LookSchedule(
    first: 256, cap: maximumDraws ?? settings.effort.maximumDraws, check: question.check)
  var samplers = [ReplicateSampler(of: first, key: key, workers: settings.workers)]
  for (index, observable) in ([second] + question.rivals.map(\.observable)).enumerated() {
    var own = key
    own.check += index == 0 ? " | second sample" : " | rival sample \(index)"
    samplers.append(ReplicateSampler(of: observable, key: own, workers: settings.workers))
  }
  var drawn = 0
  var seconds = 0.0
  for (index, look) in schedule.looks.enumerated() {
    var draws: [[Double]] = []
    for sampler in samplers {
      let next = try await sampler.draw(drawn..<look)
      seconds += next.seconds
      draws.append(next.values)
    }
    drawn = look
    check.look(after: draws, look: index)
    if check.verdict != nil { break }
  }
  return check.outcome(seed: key.seed, seconds: seconds)
}
