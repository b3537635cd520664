// SPDX-License-Identifier: GPL-3.0-or-later

/// What an interval is held against: the prediction, its margin and bias bound, and the rivals.
///
/// An interval C refutes "θ = θ₀" when it misses [θ₀ − β, θ₀ + β] (β: the declared bias bound, 0 for an exact
/// statement), and corroborates it when C ⊂ (θ₀ − δ, θ₀ + δ) and no rival lies in C. It corroborates "θ ≥ θ₀" when
/// it lies above θ₀ + β with every rival outside, and refutes it when it lies below θ₀ − β; likewise "≤".
/// Every wrong verdict lies inside the one event that the confidence sequence ever misses.
struct Criterion: Sendable {
  let relation: Relation
  let value: Double
  /// The margin δ of an equality; unused for the other relations.
  let margin: Double?
  let biasBound: Double
  let rivals: [Rival]

  /// Validates a question at the door. Throws ``QuestionError``.
  init(
    check: String, relation: Relation, value: Double, rivals: [Rival], margin: Double?,
    biasBound: Double, alpha: Double
  ) throws {
    guard value.isFinite else {
      throw QuestionError.notFinite(check: check, what: "the prediction", value: value)
    }
    guard alpha > 0, alpha < 1 else { throw QuestionError.alpha(check: check, alpha: alpha) }
    if relation == .equals {
      let margin = try Margin.resolve(
        check: check, prediction: value, rivals: rivals, explicit: margin)
      guard biasBound >= 0, biasBound < margin else {
        throw QuestionError.biasBound(check: check, biasBound: biasBound, margin: margin)
      }
      self.margin = margin
    } else {
      guard margin == nil else {
        throw QuestionError.plan(
          check: check, what: "margin of an inequality", value: "\(margin ?? 0)",
          mend: "an inequality has none; put the slack into its bound")
      }
      if let rival = rivals.first(where: { $0.value.isNaN }) {
        throw QuestionError.notFinite(check: check, what: "the rival \"\(rival.name)\"", value: rival.value)
      }
      guard biasBound >= 0, biasBound.isFinite else {
        throw QuestionError.biasBound(check: check, biasBound: biasBound, margin: .infinity)
      }
      self.margin = nil
    }
    self.relation = relation
    self.value = value
    self.biasBound = biasBound
    self.rivals = rivals
  }

  /// The verdict of one look's interval; `nil` when it decides nothing.
  func verdict(of interval: Interval) -> Verdict? {
    let below = interval.upper < value - biasBound
    let above = interval.lower > value + biasBound
    switch relation {
    case .equals where below || above: return .refuted
    case .atLeast where below, .atMost where above: return .refuted
    default: break
    }
    guard notExcluded(by: interval).isEmpty else { return nil }
    switch relation {
    case .equals: return isWithinMargin(interval) ? .corroborated : nil
    case .atLeast: return above ? .corroborated : nil
    case .atMost: return below ? .corroborated : nil
    }
  }

  /// The rivals, each with whether the interval excludes it.
  func rivalOutcomes(_ interval: Interval?) -> [RivalOutcome] {
    rivals.map { rival in
      RivalOutcome(
        name: rival.name, value: rival.value,
        excluded: interval.map { excludes($0, rival) } ?? false)
    }
  }

  /// The names of the rivals that the interval does not exclude.
  func notExcluded(by interval: Interval) -> [String] {
    rivals.filter { !excludes(interval, $0) }.map(\.name)
  }

  private func excludes(_ interval: Interval, _ rival: Rival) -> Bool {
    rival.value.isFinite ? !interval.contains(rival.value) : interval.isFinite
  }

  private func isWithinMargin(_ interval: Interval) -> Bool {
    guard let margin else { return false }
    return interval.lower > value - margin && interval.upper < value + margin
  }
}
