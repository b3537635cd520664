// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

extension Criterion {
  /// Why an interval leaves the question open at the cap, and about how much more it would take.
  ///
  /// - Parameters:
  ///   - interval: the last look's interval.
  ///   - spent: what was spent, for instance "65536 trials".
  ///   - power: the width falls like n^(−1/power): 2 in general, 1 for a probability at its edge 0 or 1.
  ///   - open: the rivals that are not excluded, when they are judged otherwise than by this interval.
  func undecidedReason(
    _ interval: Interval, after spent: String, power: Double = 2, notExcluded open: [String]? = nil
  ) -> String {
    guard interval.isFinite else {
      return "undecided after \(spent): too few for a finite interval; raise the cap"
    }
    var parts = ["undecided after \(spent)"]
    switch relation {
    case .equals:
      if let margin, !isWithin(interval) {
        let reach = interval.reach(from: value)
        parts.append(
          "\(interval) reaches \(sixDigits(reach)) from \(sixDigits(value)), beyond the margin "
            + "\(sixDigits(margin)): a margin of \(sixDigits(reach)) would be decidable now, this one with "
            + "about \(Self.factor(reach / margin, power)) times as many trials")
      }
    case .atLeast, .atMost:
      if !isClear(of: interval) {
        let halfWidth = (interval.upper - interval.lower) / 2
        let distance = abs((interval.upper + interval.lower) / 2 - value) - biasBound
        parts.append(
          distance > 0 && distance < halfWidth
            ? "\(interval) contains the bound \(sixDigits(value)): about "
              + "\(Self.factor(halfWidth / distance, power)) times as many trials are needed"
            : "\(interval) is not clear of the bound \(sixDigits(value))")
      }
    }
    let names = open ?? notExcluded(by: interval)
    if !names.isEmpty {
      parts.append("not excluded: " + names.map { "\"\($0)\"" }.joined(separator: ", "))
    }
    return parts.joined(separator: "; ")
  }

  /// Whether the interval lies on one side of the bound, the bias taken into account.
  private func isClear(of interval: Interval) -> Bool {
    interval.lower > value + biasBound || interval.upper < value - biasBound
  }

  private func isWithin(_ interval: Interval) -> Bool {
    interval.reach(from: value) < (margin ?? .infinity)
  }

  /// How many times as many trials narrow an interval by this ratio; rounded up to a whole number ≥ 2.
  private static func factor(_ ratio: Double, _ power: Double) -> String {
    let factor = max(2, pow(ratio, power)).rounded(.up)
    return factor < 1e6 ? "\(Int(factor))" : sixDigits(factor)
  }
}

extension Criterion {
  /// How an interval contradicts the statement, in one sentence.
  func refutedReason(_ interval: Interval, after spent: String) -> String {
    let claim =
      switch relation {
      case .equals: biasBound > 0 ? "\(sixDigits(value)) ± \(sixDigits(biasBound))" : sixDigits(value)
      case .atLeast: "at least \(sixDigits(value - biasBound))"
      case .atMost: "at most \(sixDigits(value + biasBound))"
      }
    return "after \(spent) the interval \(interval) excludes the claimed \(claim)"
  }
}
