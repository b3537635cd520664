// SPDX-License-Identifier: GPL-3.0-or-later

/// One event of a joint probability check: its count so far, and its verdict once a look has decided.
struct ProbabilityCheck {
  let question: ProbabilityQuestion
  private let criterion: Criterion
  private let sequence: BetaBinomialMixture
  private var successes = 0
  private var trials = 0
  private var firstSuccess: Int?
  private var firstFailure: Int?
  private var interval: Interval?
  private var trace: [TracePoint] = []
  private(set) var verdict: Verdict?

  /// Validates the question. Throws ``QuestionError``.
  init(_ question: ProbabilityQuestion) throws {
    self.question = question
    criterion = try question.criterion()
    sequence = try BetaBinomialMixture(alpha: question.alpha)
  }

  /// Counts the next block of trials, then looks.
  mutating func look(after blocks: some Sequence<EventTally>, trials: Int) throws {
    guard verdict == nil else { return }
    for block in blocks {
      successes += block.successes
      if firstSuccess == nil { firstSuccess = block.firstSuccess }
      if firstFailure == nil { firstFailure = block.firstFailure }
    }
    self.trials = trials
    let interval = try sequence.interval(successes: successes, of: trials)
    self.interval = interval
    trace.append(TracePoint(n: trials, interval: interval))
    verdict = criterion.verdict(of: interval)
  }

  /// What stands when sampling ends.
  func outcome(seed: UInt64, seconds: Double) -> Outcome {
    var outcome = Outcome(
      check: question.check, relation: question.relation, prediction: question.prediction,
      margin: criterion.margin, n: trials, alpha: question.alpha, guarantee: .exact,
      verdict: verdict ?? .undecided, seed: seed)
    outcome.estimate = Double(successes) / Double(max(trials, 1))
    outcome.interval = interval
    outcome.rivals = criterion.rivalOutcomes(interval)
    outcome.trace = trace
    outcome.seconds = seconds
    let spent = "\(trials) trials"
    switch verdict {
    case nil:
      let atEdge = successes == 0 || successes == trials
      outcome.reason = criterion.undecidedReason(
        interval ?? .everything, after: spent, power: atEdge ? 1 : 2)
    case .refuted:
      outcome.reason = criterion.refutedReason(interval ?? .everything, after: spent)
      outcome.counterexample = counterexample
    default: break
    }
    return outcome
  }

  /// The first trial that goes against "always" or "never".
  private var counterexample: String? {
    guard question.relation == .equals else { return nil }
    switch question.prediction {
    case 1: return firstFailure.map { "trial \($0), in which the event failed" }
    case 0: return firstSuccess.map { "trial \($0), in which the event happened" }
    default: return nil
    }
  }
}
