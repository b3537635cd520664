// SPDX-License-Identifier: GPL-3.0-or-later

/// One component of a joint mean check: its data so far, and its verdict once a look has decided.
struct MeanCheck {
  let question: MeanQuestion
  private let criterion: Criterion
  private let sequence: TMixture
  private let batch: Int
  private var values: [Double] = []
  private var moments: Moments?
  private var interval: Interval?
  private var trace: [TracePoint] = []
  private var reason: String?
  private(set) var verdict: Verdict?

  /// Validates the question. Throws ``QuestionError``.
  init(_ question: MeanQuestion, batch: Int) throws {
    self.question = question
    self.batch = batch
    criterion = try question.criterion()
    sequence = try TMixture(alpha: question.alpha, tightestAt: 256)
  }

  /// Takes the next batch mean. A draw that is not finite ends the check at once.
  mutating func append(_ mean: Double, firstBad: BatchSampler.BadDraw?) {
    guard verdict == nil else { return }
    if let firstBad {
      freeze(.invalid, "trial \(firstBad.trial) drew \(sixDigits(firstBad.value)), which has no mean")
    } else if !mean.isFinite {
      freeze(.invalid, "a batch mean overflowed; rescale the observable")
    } else {
      values.append(mean)
    }
  }

  /// Looks at the data: guards first, then the interval.
  mutating func look() {
    guard verdict == nil else { return }
    let moments = Moments(of: values)
    let interval = sequence.interval(mean: moments.mean, sd: moments.sd, count: values.count)
    self.moments = moments
    self.interval = interval
    trace.append(TracePoint(n: trials, interval: interval))
    if let violation = BatchGuards.violation(
      in: values, moments: moments, scale: abs(question.prediction))
    {
      freeze(.invalid, violation)
    } else if let verdict = criterion.verdict(of: interval) {
      freeze(
        verdict, verdict == .refuted ? criterion.refutedReason(interval, after: spent) : nil)
    }
  }

  /// What stands when sampling ends.
  func outcome(seed: UInt64, seconds: Double) -> Outcome {
    var outcome = Outcome(
      check: question.check, relation: question.relation, prediction: question.prediction,
      margin: criterion.margin, n: trials, alpha: question.alpha, guarantee: .asymptotic,
      verdict: verdict ?? .undecided, seed: seed)
    outcome.batch = batch
    outcome.estimate = moments?.mean
    outcome.interval = interval
    outcome.rivals = criterion.rivalOutcomes(verdict == .invalid ? nil : interval)
    outcome.trace = trace
    outcome.reason =
      verdict == nil ? criterion.undecidedReason(interval ?? .everything, after: spent) : reason
    outcome.seconds = seconds
    return outcome
  }

  private var trials: Int { values.count * batch }
  private var spent: String { "\(trials) trials" }

  private mutating func freeze(_ verdict: Verdict, _ reason: String?) {
    self.verdict = verdict
    self.reason = reason
  }
}
