// SPDX-License-Identifier: GPL-3.0-or-later

/// A question about an identity that holds for every input up to rounding. No randomness, no alpha.
public struct ResidualQuestion: Sendable {
  /// The check's name, unique within its claim and case.
  public var check: String
  /// left − right for each input, in units of that problem's rounding error; only its size counts, and it is ∞
  /// where a side overflowed.
  public var residuals: [Double]
  /// The largest residual that rounding can explain, derived and not fitted.
  public var limit: Double
  /// Wrong identities with their residuals on inputs of the same kind.
  public var rivals: [RivalResiduals]

  /// Asks whether every residual is within the limit and every rival's typical residual far beyond it.
  public init(check: String, residuals: [Double], limit: Double, rivals: [RivalResiduals] = []) {
    self.check = check
    self.residuals = residuals
    self.limit = limit
    self.rivals = rivals
  }
}

/// A plausible wrong identity and its residuals.
public struct RivalResiduals: Sendable {
  /// What mistake it is.
  public let name: String
  /// Its residuals, in the same units.
  public let residuals: [Double]

  /// A rival from its name and its residuals.
  public init(_ name: String, _ residuals: [Double]) {
    self.name = name
    self.residuals = residuals
  }
}

/// How many times the limit a rival's median residual must reach: wrong formulas are wrong by far more than rounding.
public let rivalResidualFactor = 1000.0

/// Decides an identity from the residuals of its inputs.
///
/// Any residual above the limit refutes, the largest being the counterexample. Corroborated when none is and every
/// rival is excluded: its lower median is at least ``rivalResidualFactor`` limits, that is, at least half of the
/// inputs tell it apart (a wrong identity may well hold on a few inputs, such as symmetric ones). Otherwise
/// undecided: inputs that tell the rivals apart are missing. A residual that is NaN makes the check invalid.
/// *Guarantee:* deterministic, for the inputs examined.
///
/// - Parameters:
///   - question: residuals, limit and rivals.
///   - seed: the seed from which the inputs were made, for the record.
///   - seconds: what computing the residuals took, for the record.
///   - describe: says what input i was, so that a reader can try the counterexample.
/// - Returns: the outcome: prediction 0, margin the limit, estimate the largest residual; a rival's value is its
///   lower median.
/// - Throws: ``QuestionError`` for no inputs, a limit that is not positive, or a rival without residuals.
public func decideResiduals(
  _ question: ResidualQuestion, seed: UInt64, seconds: Double = 0,
  describe: (Int) -> String = { "input \($0)" }
) throws -> Outcome {
  let rivals = try rivalOutcomes(of: question)
  var outcome = Outcome(
    check: question.check, relation: .equals, prediction: 0, margin: question.limit,
    n: question.residuals.count, alpha: 0, guarantee: .deterministic, verdict: .corroborated,
    seed: seed)
  outcome.seconds = seconds
  outcome.rivals = rivals
  if let input = question.residuals.firstIndex(where: \.isNaN) {
    outcome.verdict = .invalid
    outcome.reason = "the residual of \(describe(input)) is not a number"
    return outcome
  }
  let sizes = question.residuals.map(abs)
  let largest = sizes.reduce(0, max)
  let worst = sizes.firstIndex(of: largest) ?? 0
  outcome.estimate = largest
  let open = rivals.filter { !$0.excluded }.map { "\"\($0.name)\"" }
  if largest > question.limit {
    outcome.verdict = .refuted
    outcome.reason =
      "the residual of \(describe(worst)) is \(sixDigits(largest)), rounding explains \(sixDigits(question.limit))"
    outcome.counterexample = describe(worst)
  } else if !open.isEmpty {
    outcome.verdict = .undecided
    outcome.reason =
      "the identity holds on \(question.residuals.count) inputs, but half of them do not tell it from "
      + open.joined(separator: ", ") + "; choose inputs that do"
  }
  return outcome
}

/// Validates the question and judges its rivals.
private func rivalOutcomes(of question: ResidualQuestion) throws -> [RivalOutcome] {
  let check = question.check
  guard !question.residuals.isEmpty else {
    throw QuestionError.plan(check: check, what: "inputs", value: "none", mend: "give at least one residual")
  }
  guard question.limit > 0, question.limit.isFinite else {
    throw QuestionError.plan(
      check: check, what: "limit", value: "\(question.limit)", mend: "give a finite number > 0")
  }
  return try question.rivals.map { rival in
    guard !rival.residuals.isEmpty, !rival.residuals.contains(where: \.isNaN) else {
      throw QuestionError.plan(
        check: check, what: "residuals of the rival \"\(rival.name)\"", value: "none or NaN",
        mend: "give its residual on every input")
    }
    let median = rival.residuals.map(abs).sorted()[(rival.residuals.count - 1) / 2]
    return RivalOutcome(
      name: rival.name, value: median, excluded: median >= rivalResidualFactor * question.limit)
  }
}
