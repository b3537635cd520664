// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// Decides several questions about the probabilities of events of one trial in one joint sampling loop.
///
/// Counts go through the ``BetaBinomialMixture`` confidence sequence of each question's alpha at 64, 128, … trials.
/// *Guarantee:* exact at any probability. *Does not hold when:* trials read more than their stream.
///
/// - Parameters:
///   - observable: whether each event happened, in the order of the questions.
///   - questions: what is asked of each event.
///   - key: the family of random streams.
///   - settings: effort and workers of the run.
///   - maximumTrials: the cap, at least 64; the effort's unless given.
/// - Returns: one outcome a question, in order, with guarantee `exact`.
/// - Throws: ``QuestionError`` before sampling, ``DrawError`` when a trial throws, `CancellationError`.
public func decideProbabilities(
  of observable: Observable<[Bool]>, questions: [ProbabilityQuestion], key: StreamKey,
  settings: RunSettings, maximumTrials: Int? = nil
) async throws -> [Outcome] {
  guard let first = questions.first else { return [] }
  var checks = try questions.map { try ProbabilityCheck($0) }
  let schedule = try LookSchedule(
    first: EventSampler.block, cap: maximumTrials ?? settings.effort.maximumTrials,
    check: first.check)
  let sampler = EventSampler(
    observable: observable, key: key, events: questions.count, workers: settings.workers)
  var drawn = 0
  var seconds = 0.0
  for look in schedule.looks {
    let blocks = look / EventSampler.block
    let next = try await sampler.draw(drawn..<blocks)
    drawn = blocks
    seconds += next.seconds
    for i in checks.indices {
      try checks[i].look(after: next.values.lazy.map { $0[i] }, trials: look)
    }
    if checks.allSatisfy({ $0.verdict != nil }) { break }
  }
  return checks.map { $0.outcome(seed: key.seed, seconds: seconds / Double(checks.count)) }
}

/// Decides one question about a probability; see ``decideProbabilities(of:questions:key:settings:maximumTrials:)``.
public func decideProbability(
  of observable: Observable<Bool>, question: ProbabilityQuestion, key: StreamKey,
  settings: RunSettings, maximumTrials: Int? = nil
) async throws -> Outcome {
  let outcomes = try await decideProbabilities(
    of: observable.map { [$0] }, questions: [question], key: key, settings: settings,
    maximumTrials: maximumTrials)
  return outcomes[0]
}
