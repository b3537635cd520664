// SPDX-License-Identifier: GPL-3.0-or-later

/// The state of a two-sample check: the laws of X, Y and the rivals, and the distances between them.
struct SameLawCheck {
  let question: SameLawQuestion
  private let band: DKWBand
  private var first = EmpiricalLaw()
  private var second = EmpiricalLaw()
  private var others: [EmpiricalLaw]
  private var width = 0.0
  private var distance = 0.0
  private var otherDistances: [Double] = []
  private var interval = Interval.everything
  private var trace: [TracePoint] = []
  private var reason: String?
  private(set) var verdict: Verdict?

  /// Validates the question; each of the 2 + rivals samples gets an equal part of alpha. Throws ``QuestionError``.
  init(_ question: SameLawQuestion) throws {
    self.question = question
    let check = question.check
    guard question.alpha > 0, question.alpha < 1 else {
      throw QuestionError.alpha(check: check, alpha: question.alpha)
    }
    if question.rivals.isEmpty, question.margin == nil { throw QuestionError.noMargin(check: check) }
    if let margin = question.margin, !(margin > 0 && margin < 1) {
      throw QuestionError.margin(check: check, margin: margin, widest: 1, rival: nil)
    }
    guard question.biasBound >= 0, question.biasBound < question.margin ?? 1 else {
      throw QuestionError.biasBound(
        check: check, biasBound: question.biasBound, margin: question.margin ?? 1)
    }
    others = question.rivals.map { _ in EmpiricalLaw() }
    band = try DKWBand(alpha: question.alpha / Double(2 + question.rivals.count))
  }

  /// Takes the next draws of X, Y and every rival, and looks. NaN ends the check.
  mutating func look(after draws: [[Double]], look: Int) {
    if draws.contains(where: { $0.contains(where: \.isNaN) }) {
      verdict = .invalid
      reason = "a trial drew NaN; throw from the observable, or return ±∞"
      return
    }
    first.add(draws[0])
    second.add(draws[1])
    for i in others.indices { others[i].add(draws[2 + i]) }
    width = 2 * band.halfWidth(count: first.sorted.count, look: look)
    distance = first.distance(to: second)
    otherDistances = others.map { first.distance(to: $0) }
    interval = Interval(max(0, distance - width), min(1, distance + width))
    trace.append(TracePoint(n: first.sorted.count, interval: interval))
    if interval.lower > question.biasBound {
      verdict = .refuted
      reason = "after \(first.sorted.count) draws a side the distance between the laws lies in \(interval)"
    } else if isNear, open.isEmpty {
      verdict = .corroborated
    }
  }

  /// What stands when sampling ends.
  func outcome(seed: UInt64, seconds: Double) -> Outcome {
    let thirds = otherDistances.map { max(0, $0 - width) / 3 }
    let margin = ([question.margin].compactMap { $0 } + thirds).min()
    var outcome = Outcome(
      check: question.check, relation: .equals, prediction: 0, margin: margin,
      n: first.sorted.count, alpha: question.alpha, guarantee: .exact,
      verdict: verdict ?? .undecided, seed: seed)
    outcome.trace = trace
    outcome.seconds = seconds
    outcome.reason = verdict == nil ? undecidedReason : reason
    guard !trace.isEmpty else { return outcome }
    (outcome.estimate, outcome.interval) = (distance, interval)
    outcome.rivals = question.rivals.indices.map {
      RivalOutcome(
        name: question.rivals[$0].name, value: otherDistances[$0],
        excluded: excludes($0) && verdict != .invalid)
    }
    return outcome
  }

  private var isNear: Bool { interval.upper <= question.margin ?? .infinity }

  /// A rival is excluded when X is at least three times as far from it as it can be from Y.
  private func excludes(_ rival: Int) -> Bool {
    interval.upper <= max(0, otherDistances[rival] - width) / 3
  }

  private var open: [String] {
    question.rivals.indices.filter { !excludes($0) }.map { question.rivals[$0].name }
  }

  private var undecidedReason: String {
    var parts = ["undecided after \(first.sorted.count) draws a side: the distance lies in \(interval)"]
    if let margin = question.margin, !isNear {
      parts.append("beyond the margin \(sixDigits(margin))")
    }
    for rival in question.rivals.indices where !excludes(rival) {
      parts.append(
        "not a third of the distance from \"\(question.rivals[rival].name)\", which is at least "
          + sixDigits(max(0, otherDistances[rival] - width)))
    }
    return parts.joined(separator: "; ")
  }
}
