// SPDX-License-Identifier: GPL-3.0-or-later

/// The state of a law check: the sample's law, its distance from the prediction and from every rival.
struct LawCheck {
  let question: LawQuestion
  private let criterion: Criterion
  private let law: DistributionFunction
  private let rivalLaws: [DistributionFunction]
  private let band: DKWBand
  private let separations: [Double]
  private var sample = EmpiricalLaw()
  private var estimate = 0.0
  private var interval = Interval.everything
  private var excluded: [Bool]
  private var trace: [TracePoint] = []
  private var reason: String?
  private(set) var verdict: Verdict?

  /// Validates the question and takes the margin from the rivals' distances. Throws ``QuestionError``.
  init(_ question: LawQuestion) throws {
    self.question = question
    law = Self.checked(question.law, "the claimed law", question.check)
    rivalLaws = question.rivals.map { Self.checked($0.law, "the rival \"\($0.name)\"", question.check) }
    let (law, grid) = (law, try LawDistance.grid(of: law))
    separations = try rivalLaws.map { try LawDistance.between(law, $0, grid: grid) }
    for (rival, separation) in zip(question.rivals, separations) where separation <= Margin.sameNumber {
      throw QuestionError.indistinguishable(check: question.check, rival: rival.name, value: separation)
    }
    let nearest = zip(question.rivals, separations).min { $0.1 < $1.1 }
    let margin = try Margin.third(
      check: question.check, distance: nearest?.1, rival: nearest?.0.name, explicit: question.margin)
    criterion = try Criterion(
      check: question.check, relation: .equals, value: 0, rivals: [], margin: margin,
      biasBound: question.biasBound, alpha: question.alpha)
    band = try DKWBand(alpha: question.alpha)
    excluded = question.rivals.map { _ in false }
  }

  /// Takes the next draws and looks. Draws of ±∞ are part of the law; NaN ends the check.
  mutating func look(after draws: [Double], look: Int) throws {
    if let bad = draws.firstIndex(where: \.isNaN) {
      verdict = .invalid
      reason = "trial \(sample.sorted.count + bad) drew NaN; throw from the observable, or return ±∞"
      return
    }
    sample.add(draws)
    let width = band.halfWidth(count: sample.sorted.count, look: look)
    estimate = try sample.distance(to: law)
    interval = Interval(max(0, estimate - width), min(1, estimate + width))
    excluded = try rivalLaws.map { try sample.distance(to: $0) > width }
    trace.append(TracePoint(n: sample.sorted.count, interval: interval))
    switch criterion.verdict(of: interval) {
    case .refuted:
      verdict = .refuted
      reason = "after \(sample.sorted.count) draws the distance from the claimed law lies in \(interval)"
    case .corroborated where !excluded.contains(false): verdict = .corroborated
    default: break
    }
  }

  /// What stands when sampling ends.
  func outcome(seed: UInt64, seconds: Double) -> Outcome {
    var outcome = Outcome(
      check: question.check, relation: .equals, prediction: 0, margin: criterion.margin,
      n: sample.sorted.count, alpha: question.alpha, guarantee: .exact,
      verdict: verdict ?? .undecided, seed: seed)
    if !trace.isEmpty { (outcome.estimate, outcome.interval) = (estimate, interval) }
    outcome.rivals = question.rivals.indices.map {
      RivalOutcome(
        name: question.rivals[$0].name, value: separations[$0],
        excluded: excluded[$0] && verdict != .invalid)
    }
    outcome.trace = trace
    outcome.seconds = seconds
    let open = outcome.rivals.filter { !$0.excluded }.map(\.name)
    outcome.reason =
      verdict == nil
      ? criterion.undecidedReason(
        interval, after: "\(sample.sorted.count) draws", notExcluded: open) : reason
    return outcome
  }

  /// The law, with a value outside [0, 1] by more than rounding (2⁻⁴⁰), or NaN, turned into an error.
  private static func checked(
    _ law: @escaping DistributionFunction, _ name: String, _ check: String
  ) -> DistributionFunction {
    { x in
      let value = try law(x)
      guard value >= -0x1p-40, value <= 1 + 0x1p-40 else {
        throw QuestionError.probability(
          check: check, value: value, mend: "\(name) takes it at \(x); it must lie in [0, 1]")
      }
      return min(max(value, 0), 1)
    }
  }
}
