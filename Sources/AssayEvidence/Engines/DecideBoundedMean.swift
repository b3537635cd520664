// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// Decides a question about the mean of a bounded observable by hedged-capital betting: no central limit theorem.
///
/// Values are scaled to [0, 1] and go through ``HedgedCapital`` in the order of their trials, looked at after
/// 64, 128, … draws. A value outside the range by more than rounding (2⁻⁴⁰ of its width) makes the check invalid.
/// *Guarantee:* exact. *Does not hold when:* trials read more than their stream.
///
/// - Parameters:
///   - observable: the bounded quantity.
///   - range: where its values lie, by mathematics and not by observation.
///   - question: the question, in the observable's own units.
///   - key: the family of random streams.
///   - settings: effort and workers of the run.
///   - maximumDraws: the cap, at least 64; the effort's unless given.
/// - Returns: the outcome, with guarantee `exact`.
/// - Throws: ``QuestionError`` before sampling, ``DrawError`` when a trial throws, `CancellationError`.
public func decideBoundedMean(
  of observable: Observable<Double>, in range: ClosedRange<Double> = 0...1, question: MeanQuestion,
  key: StreamKey, settings: RunSettings, maximumDraws: Int? = nil
) async throws -> Outcome {
  var check = try BoundedMeanCheck(question, range: range)
  let schedule = try LookSchedule(
    first: 64, cap: maximumDraws ?? settings.effort.maximumDraws, check: question.check)
  let sampler = ReplicateSampler(of: observable, key: key, workers: settings.workers)
  var drawn = 0
  var seconds = 0.0
  for look in schedule.looks {
    let next = try await sampler.draw(drawn..<look)
    drawn = look
    seconds += next.seconds
    check.look(after: next.values)
    if check.verdict != nil { break }
  }
  return check.outcome(seed: key.seed, seconds: seconds)
}

/// The state of a bounded-mean check.
private struct BoundedMeanCheck {
  let question: MeanQuestion
  private let criterion: Criterion
  private let range: ClosedRange<Double>
  private var capital: HedgedCapital
  private var sum = 0.0
  private var interval: Interval?
  private var trace: [TracePoint] = []
  private var reason: String?
  private(set) var verdict: Verdict?

  init(_ question: MeanQuestion, range: ClosedRange<Double>) throws {
    guard range.lowerBound < range.upperBound, (range.upperBound - range.lowerBound).isFinite else {
      throw QuestionError.plan(
        check: question.check, what: "range", value: "\(range)",
        mend: "give a finite range of positive width")
    }
    self.question = question
    self.range = range
    criterion = try question.criterion()
    capital = try HedgedCapital(alpha: question.alpha)
  }

  mutating func look(after draws: [Double]) {
    let width = range.upperBound - range.lowerBound
    for value in draws {
      let scaled = (value - range.lowerBound) / width
      guard scaled >= -0x1p-40, scaled <= 1 + 0x1p-40 else {
        verdict = .invalid
        reason = "trial \(capital.count) drew \(sixDigits(value)), outside \(range)"
        return
      }
      capital.append(min(max(scaled, 0), 1))
      sum += value
    }
    let unit = capital.interval
    let interval = Interval(
      range.lowerBound + width * unit.lower, range.lowerBound + width * unit.upper)
    self.interval = interval
    trace.append(TracePoint(n: capital.count, interval: interval))
    verdict = criterion.verdict(of: interval)
    if verdict == .refuted {
      reason = criterion.refutedReason(interval, after: "\(capital.count) draws")
    }
  }

  func outcome(seed: UInt64, seconds: Double) -> Outcome {
    var outcome = Outcome(
      check: question.check, relation: question.relation, prediction: question.prediction,
      margin: criterion.margin, n: capital.count, alpha: question.alpha, guarantee: .exact,
      verdict: verdict ?? .undecided, seed: seed)
    outcome.estimate = capital.count > 0 ? sum / Double(capital.count) : nil
    outcome.interval = interval
    outcome.rivals = criterion.rivalOutcomes(verdict == .invalid ? nil : interval)
    outcome.trace = trace
    outcome.seconds = seconds
    outcome.reason =
      verdict == nil
      ? criterion.undecidedReason(interval ?? .everything, after: "\(capital.count) draws") : reason
    return outcome
  }
}
