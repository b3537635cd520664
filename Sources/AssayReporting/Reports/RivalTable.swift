// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence

/// The nearest rival of each claim, in units of what its evidence could tell apart: is any rival a straw man?
///
/// The unit is three times the half-width that the interval would have at the cap of standard effort: a rival at that
/// distance sets a margin of that half-width. A claim whose nearest rival is within three units is tested about as
/// sharply as its evidence allows; the page of any other says why nobody would write down a nearer formula.
public struct RivalTable {
  private let report: RunReport
  /// How many units away a claim's nearest rival may be.
  static let reach = 3.0

  /// - Parameter report: the run.
  public init(_ report: RunReport) { self.report = report }

  /// Whether a claim was corroborated with a rival left, which no engine should ever do.
  public var hasSurvivor: Bool { !survivors.isEmpty }

  /// Whether every rival of some claim is far, and its page does not say why.
  public var hasStrawMen: Bool { !unexplained.isEmpty }

  /// The ids of the claims with evidence but neither a near rival nor a reason.
  private var unexplained: [String] {
    report.claims.filter { !$0.checks.isEmpty && !$0.hasNearRival && $0.file.noNearRival == nil }
      .map(\.file.id)
  }

  private var survivors: [EvidenceRecord] {
    report.checks.filter { $0.verdict == .corroborated && !$0.survivingRivals.isEmpty }
  }

  /// Returns a line a claim, why no nearer rival exists where that is so, then the claims that owe the reason and
  /// the rivals left, ending in a line end.
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
    for claim in report.claims {
      if claim.file.paper != paper { table.heading(claim.file.paper) }
      paper = claim.file.paper
      table.row(Self.row(claim))
    }
    var lines = table.rendered(ink)
    let far = report.claims.filter { !$0.hasNearRival && !$0.checks.isEmpty }
    let reasons = far.compactMap { claim in claim.file.noNearRival.map { "  \(claim.file.id): \($0)" } }
    if !reasons.isEmpty {
      lines.append("\nNo rival within \(Numerals.significant(Self.reach, 2)) units, and why:")
      lines += reasons
    }
    if hasStrawMen {
      lines.append(
        "\nNeither a near rival nor a reason ('no-near-rival' in the page's front matter): "
          + unexplained.joined(separator: ", "))
    }
    for check in survivors {
      lines.append("Corroborated with a rival left: \(check.claim), \(check.case) · \(check.check)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func row(_ claim: RunReport.Claim) -> [TextTable.Cell] {
    let nearest = claim.nearestRival
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
  /// Whether a rival lies within reach.
  var hasNearRival: Bool { nearestRival.map { $0.units <= RivalTable.reach } ?? false }

  /// The rival that is the fewest units away, of those that the statistical checks excluded.
  var nearestRival: NearestRival? {
    checks.flatMap { check in
      check.rivals.compactMap { rival -> NearestRival? in
        guard rival.excluded, let unit = check.resolvableDistance, rival.value.isFinite else { return nil }
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
