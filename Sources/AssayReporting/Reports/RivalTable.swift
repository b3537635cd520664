// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence

/// The nearest rival of each claim, in units of what its evidence could tell apart: is any rival a straw man?
///
/// The unit is three times the half-width that the interval would have at the cap of standard effort: a rival at that
/// distance sets a margin of that half-width. A claim whose nearest rival is within three units is tested about as
/// sharply as its evidence allows.
public struct RivalTable {
  private let report: RunReport
  /// How many units away a claim's nearest rival may be.
  static let reach = 3.0

  /// - Parameter report: the run.
  public init(_ report: RunReport) { self.report = report }

  /// Whether a claim was corroborated with a rival left, which no engine should ever do.
  public var hasSurvivor: Bool { !survivors.isEmpty }

  private var survivors: [EvidenceRecord] {
    report.checks.filter { $0.verdict == .corroborated && !$0.survivingRivals.isEmpty }
  }

  /// Returns a line a claim, then the claims whose rivals are all far and the rivals left, ending in a line end.
  public func text(_ ink: Ink) -> String {
    var table = TextTable([
      .init(title: "claim", alignment: .left),
      .init(title: "excluded", alignment: .right),
      .init(title: "nearest rival", alignment: .left, maximumWidth: 44),
      .init(title: "distance", alignment: .right),
      .init(title: "unit", alignment: .right),
      .init(title: "units away", alignment: .right),
    ])
    var paper = ""
    var far: [String] = []
    for claim in report.claims {
      if claim.file.paper != paper { table.heading(claim.file.paper) }
      paper = claim.file.paper
      let nearest = claim.nearestRival
      if let nearest, nearest.units > Self.reach { far.append(claim.file.id) }
      table.row(Self.row(claim, nearest))
    }
    var lines = table.rendered(ink)
    if !far.isEmpty {
      let units = Numerals.significant(Self.reach, 2)
      lines.append("Every rival is more than \(units) units away: " + far.joined(separator: ", "))
    }
    for check in survivors {
      lines.append("Corroborated with a rival left: \(check.claim), \(check.case) · \(check.check)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func row(_ claim: RunReport.Claim, _ nearest: NearestRival?) -> [TextTable.Cell] {
    let rivals = claim.checks.flatMap(\.rivals)
    let excluded = rivals.count(where: \.excluded)
    return [
      .init(" \(claim.name)"),
      .init("\(excluded)/\(rivals.count)", excluded == rivals.count ? .plain : .open),
      .init(nearest?.name ?? "– (no statistical rival)", nearest == nil ? .faint : .plain),
      .init(nearest.map { Numerals.significant($0.distance, 3) } ?? ""),
      .init(nearest.map { Numerals.significant($0.unit, 2) } ?? ""),
      .init(nearest.map { Numerals.number($0.units, decimals: 1) } ?? ""),
    ]
  }
}

/// A rival, how far it is, and how far the nearest rival could be that standard effort would still tell apart.
struct NearestRival {
  let name: String
  let distance: Double
  let unit: Double
  var units: Double { distance / unit }
}

extension RunReport.Claim {
  /// The rival of all statistical checks that is the fewest units away.
  var nearestRival: NearestRival? {
    checks.flatMap { check in
      check.rivals.compactMap { rival -> NearestRival? in
        guard let unit = check.resolvableDistance, rival.value.isFinite else { return nil }
        // An inequality sets its rivals beside what was seen, an equality beside what is predicted.
        let origin = (check.relation == .equals ? check.prediction : check.estimate) ?? 0
        return NearestRival(name: rival.name, distance: abs(rival.value - origin), unit: unit)
      }
    }
    .min { $0.units < $1.units }
  }
}

extension EvidenceRecord {
  /// Three times the half-width that the interval would have at the cap of standard effort; nil when nothing was
  /// sampled or the interval says nothing.
  ///
  /// Half-widths fall like n^(−1/2), and like 1/n where a probability is at its edge 0 or 1.
  var resolvableDistance: Double? {
    guard guarantee != .deterministic, n > 0, let interval, interval.isFinite, interval.lower < interval.upper
    else { return nil }
    let cap =
      guarantee == .asymptotic
      ? Effort.standard.maximumBatches * batch
      : ["probability", "diverges"].contains(verb)
        ? Effort.standard.maximumTrials : Effort.standard.maximumDraws
    let ratio = Double(n) / Double(max(cap, n))
    let isEdge = guarantee == .exact && (estimate == 0 || estimate == 1)
    // At an edge, and at distance 0 from a law, the interval lies on one side only: all of it is reach.
    let isOneSided = isEdge || interval.lower == 0
    let reach = (interval.upper - interval.lower) / (isOneSided ? 1 : 2)
    return 3 * reach * (isEdge ? ratio : ratio.squareRoot())
  }
}
