// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence

/// The table of verdicts for a terminal: a line a claim, or a line a check.
public struct VerdictTable {
  private let report: RunReport
  private let showsChecks: Bool

  /// - Parameters:
  ///   - report: the run.
  ///   - showsChecks: whether each claim's line is followed by a line for each of its checks.
  public init(_ report: RunReport, showsChecks: Bool = false) {
    self.report = report
    self.showsChecks = showsChecks
  }

  /// Returns the table with its titles, ending in a line end.
  public func text(_ ink: Ink) -> String {
    var table = TextTable([
      .init(title: "claim", alignment: .left),
      .init(title: "verdict", alignment: .left),
      .init(title: "estimate [interval]", alignment: .left),
      .init(title: "predicted", alignment: .left),
      .init(title: "n", alignment: .right),
      .init(title: "rivals", alignment: .right),
      .init(title: "s", alignment: .right),
    ])
    var paper = ""
    for claim in report.claims {
      if claim.file.paper != paper { table.heading(claim.file.paper) }
      paper = claim.file.paper
      table.row(Self.row(claim))
      if showsChecks { for check in claim.checks { table.row(Self.row(check)) } }
    }
    return table.rendered(ink).joined(separator: "\n") + "\n"
  }

  /// The claim's line: the numbers are those of its critical check, rivals and seconds those of all its checks.
  private static func row(_ claim: RunReport.Claim) -> [TextTable.Cell] {
    let checks = claim.checks
    let (verdict, tone) = VerdictWords.of(claim)
    let name = " \(claim.name)" + (checks.count > 1 ? " ×\(checks.count)" : "")
    let numbers = claim.critical.map(NumberCells.init)
    return [
      .init(name), .init(verdict, tone), .init(numbers?.estimate ?? ""), .init(numbers?.predicted ?? ""),
      .init(claim.critical.map { "\($0.n)" } ?? ""), rivals(checks.flatMap(\.rivals)),
      .init(checks.isEmpty ? "" : seconds(checks.reduce(0) { $0 + $1.seconds })),
    ]
  }

  private static func row(_ check: EvidenceRecord) -> [TextTable.Cell] {
    let numbers = NumberCells(check)
    let name = [check.case, check.check].filter { !$0.isEmpty }.joined(separator: " · ")
    return [
      .init("   " + name.truncated(toWidth: 60), .faint), .init(check.verdict.rawValue, .faint),
      .init(numbers.estimate, .faint), .init(numbers.predicted, .faint), .init("\(check.n)", .faint),
      rivals(check.rivals), .init(seconds(check.seconds), .faint),
    ]
  }

  private static func rivals(_ rivals: [RivalOutcome]) -> TextTable.Cell {
    guard !rivals.isEmpty else { return .init("–", .faint) }
    let excluded = rivals.count(where: \.excluded)
    return .init("\(excluded)/\(rivals.count)", excluded == rivals.count ? .plain : .open)
  }

  private static func seconds(_ seconds: Double) -> String { Numerals.number(seconds, decimals: 1) }
}

/// The words for a claim's verdict beside what its file declares.
enum VerdictWords {
  /// Returns the words and their tone; capitals shout that a decided verdict is the opposite of what is declared.
  static func of(_ claim: RunReport.Claim) -> (String, Tone) {
    switch claim.verdict {
    case nil: ("no evidence", .bad)
    case .undecided?: ("undecided", .open)
    case .invalid?: ("invalid", .open)
    case .corroborated?: claim.asExpected ? ("corroborated", .good) : ("CORROBORATED", .bad)
    case .refuted?: claim.asExpected ? ("refuted as expected", .good) : ("REFUTED", .bad)
    }
  }
}

/// The numbers of a check as cells of a table: as many digits as the interval's width leaves.
struct NumberCells {
  let estimate: String
  let predicted: String

  init(_ check: EvidenceRecord) {
    let halfWidth = check.interval.map { ($0.upper - $0.lower) / 2 }
    let decimals = halfWidth.flatMap(Numerals.decimals)
    func show(_ value: Double) -> String { Numerals.number(value, decimals: decimals) }

    let value = check.estimate.map(show) ?? "–"
    if let interval = check.interval, interval.lower < interval.upper {
      estimate = "\(value) [\(show(interval.lower)), \(show(interval.upper))]"
    } else {
      estimate = value
    }

    let marginDecimals = check.margin.flatMap(Numerals.decimals)
    let digits = [decimals, marginDecimals].compactMap(\.self).max()
    let margin = check.margin.map { " ± \(Numerals.number($0, decimals: digits))" } ?? ""
    let prediction = check.prediction.map { Numerals.number($0, decimals: digits) }
    predicted =
      switch check.relation {
      case .equals:
        prediction.map { $0 + margin } ?? check.margin.map { "≤ \(Numerals.significant($0, 2))" } ?? "–"
      case .atLeast: prediction.map { "≥ \($0)" } ?? "–"
      case .atMost: prediction.map { "≤ \($0)" } ?? "–"
      }
  }
}
