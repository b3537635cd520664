// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// Decides several questions about the component means of one vector observable in one joint sampling loop.
///
/// Batch means go through the ``TMixture`` confidence sequence of each question's alpha at 32, 64, 128, … batches.
/// Each component is a check of its own, frozen at its first deciding look; sampling ends when all are decided or
/// at the cap.
///
/// With Gaussian batch means the 14 looks of a thorough run at alpha = 1e−6 miss with probability below 8.6e−8 (the
/// sum of the looks' t tails), so there is room for what skewness is left in a batch. Half-widths then are 0.37, 0.18,
/// 0.091 and 0.033 standard deviations of a batch mean at 256, 1024, 4096 and 32768 batches.
/// *Guarantee:* asymptotic (the batch means must be near Gaussian; exact if they are). *Does not hold when:* trials
/// read more than their stream, or the variance is infinite; the guards turn what they see of it into `invalid`.
///
/// - Parameters:
///   - observable: one number a question, in the order of the questions.
///   - questions: what is asked of each component.
///   - key: the family of random streams.
///   - settings: seed, effort and workers of the run; the seed read is `key.seed`.
///   - batch: how many trials are averaged into one observation; 16 tames the skewness of log singular values.
///   - maximumBatches: the cap, at least 32; the effort's unless given.
/// - Returns: one outcome a question, in order, with guarantee `asymptotic`.
/// - Throws: ``QuestionError`` before sampling, ``DrawError`` when a trial throws, `CancellationError`.
public func decideMeans(
  of observable: Observable<[Double]>, questions: [MeanQuestion], key: StreamKey,
  settings: RunSettings, batch: Int = 16, maximumBatches: Int? = nil
) async throws -> [Outcome] {
  guard let first = questions.first else { return [] }
  guard batch >= 1, batch <= 1 << 20 else {
    throw QuestionError.plan(
      check: first.check, what: "batch", value: "\(batch)", mend: "average between 1 and 2^20 trials")
  }
  var checks = try questions.map { try MeanCheck($0, batch: batch) }
  let schedule = try LookSchedule(
    first: 32, cap: maximumBatches ?? settings.effort.maximumBatches, check: first.check)
  let sampler = BatchSampler(
    observable: observable, key: key, components: questions.count, batch: batch,
    workers: settings.workers)
  var drawn = 0
  var seconds = 0.0
  for look in schedule.looks {
    let next = try await sampler.draw(drawn..<look)
    drawn = look
    seconds += next.seconds
    for i in checks.indices {
      for batch in next.values { checks[i].append(batch.means[i], firstBad: batch.firstBad[i]) }
      checks[i].look()
    }
    if checks.allSatisfy({ $0.verdict != nil }) { break }
  }
  return checks.map { $0.outcome(seed: key.seed, seconds: seconds / Double(checks.count)) }
}

/// Decides one question about the mean of an observable; see ``decideMeans(of:questions:key:settings:batch:maximumBatches:)``.
public func decideMean(
  of observable: Observable<Double>, question: MeanQuestion, key: StreamKey,
  settings: RunSettings, batch: Int = 16, maximumBatches: Int? = nil
) async throws -> Outcome {
  let outcomes = try await decideMeans(
    of: observable.map { [$0] }, questions: [question], key: key, settings: settings, batch: batch,
    maximumBatches: maximumBatches)
  return outcomes[0]
}
