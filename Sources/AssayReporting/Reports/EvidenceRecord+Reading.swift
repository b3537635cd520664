// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import Foundation

extension EvidenceRecord {
  /// How hard the evidence presses against what decides the check: 0 in the middle, 1 at the edge of the margin.
  ///
  /// For an equality |estimate − prediction| / margin; for an inequality, which has no margin, the half-width of
  /// the interval in units of the distance to the bound.
  var strain: Double {
    guard let estimate else { return 0 }
    let distance = abs(estimate - (prediction ?? 0))
    if let margin { return margin > 0 ? distance / margin : .infinity }
    guard let interval, interval.isFinite else { return 0 }
    let halfWidth = (interval.upper - interval.lower) / 2
    return distance > 0 ? halfWidth / distance : .infinity
  }

  /// The rivals that the evidence does not exclude.
  var survivingRivals: [RivalOutcome] { rivals.filter { !$0.excluded } }

  /// The order of the sources, then of the cases and checks, with numbers in names compared as numbers.
  static func inReadingOrder(_ a: EvidenceRecord, _ b: EvidenceRecord) -> Bool {
    if a.source.file != b.source.file { return a.source.file < b.source.file }
    if a.source.line != b.source.line { return a.source.line < b.source.line }
    for (left, right) in [(a.case, b.case), (a.check, b.check)] {
      switch left.compare(right, options: .numeric) {
      case .orderedAscending: return true
      case .orderedDescending: return false
      case .orderedSame: continue
      }
    }
    return (a.case, a.check) < (b.case, b.check)
  }
}
