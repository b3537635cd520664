// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayManuscript

/// How the gate's decision is written; each gives the same bytes for the same decision.
public enum GateFormat: String, CaseIterable, Sendable {
  /// For a terminal.
  case text
  /// Workflow commands that GitHub shows as annotations.
  case github
  /// SARIF 2.1.0, for code scanning.
  case sarif
  /// JUnit's XML, for every other CI.
  case junit
  /// A table for a step's summary.
  case markdown
  /// For programs.
  case json
}

/// What is shown beside a decision.
public struct GateReport: Sendable {
  /// The decision.
  public let outcome: GateOutcome
  /// The error probability that the evidence spent; nil when there is none.
  public let budget: ErrorBudget?
  /// The folder of the claims, as shown.
  public let theorems: String
  /// The program's version.
  public let version: String

  /// Creates a report.
  public init(_ outcome: GateOutcome, budget: ErrorBudget?, theorems: String = "Theorems", version: String) {
    self.outcome = outcome
    self.budget = budget
    self.theorems = theorems
    self.version = version
  }

  /// Returns the report in a format.
  ///
  /// - Parameters:
  ///   - ink: the colours of the text; the other formats have none.
  ///   - dialect: which attributes JUnit's XML may have.
  public func rendered(
    _ format: GateFormat, ink: Ink = .plain, dialect: JUnitDialect = .rich
  ) throws -> String {
    switch format {
    case .text: GateText(self).text(ink)
    case .github: GateAnnotations(self).text
    case .sarif: try GateSARIF(self).json()
    case .junit: GateJUnit(self, dialect: dialect).xml
    case .markdown: GateMarkdown(self).markdown
    case .json: try GateJSON(self).json()
    }
  }

  /// "3 problems, 1 warning, 1 note."
  var counts: String {
    let findings = outcome.findings
    let problems = findings.count(where: \.isBlocking)
    let notes = findings.count { !$0.isBlocking && $0.level == .note }
    let parts = [
      (problems, "problem"), (findings.count - problems - notes, "warning"), (notes, "note"),
    ]
    let shown = parts.filter { $0.0 > 0 }.map { Numerals.count($0.0, $0.1) }
    return shown.isEmpty ? "Nothing to say against it." : shown.joined(separator: ", ") + "."
  }

  /// "paper/main.tex + 6 files, 9 statements (4 theorems, 3 propositions, 2 corollaries); numbers from main.aux".
  func summary(of paper: GateOutcome.Paper) -> String {
    let statements = paper.kinds.reduce(0) { $0 + $1.count }
    let kinds = paper.kinds.map { "\($0.count) \(Self.plural($0.kind, $0.count))" }.joined(separator: ", ")
    let others = paper.fileCount > 1 ? " + \(Numerals.count(paper.fileCount - 1, "file"))" : ""
    let numbers = paper.auxiliary.map { "; numbers from \($0)" } ?? "; no .aux file, so no numbers"
    let since = paper.revision.map { "; compared with \($0)" } ?? ""
    return "\(paper.path)\(others), \(Numerals.count(statements, "statement")) (\(kinds))\(numbers)\(since)"
  }

  /// "8 of 9 covered by Theorems/jacobian-spectra; false-verdict bound 1.4e-4 (142 checks)".
  func coverage(of paper: GateOutcome.Paper) -> String {
    let bound = budget.map {
      "; false-verdict bound \(Numerals.significant($0.total, 2)) (\(Numerals.count($0.checks, "statistical check")))"
    }
    return "\(paper.covered) of \(paper.required) covered by \(theorems)/\(paper.slug)\(bound ?? "")"
  }

  private static func plural(_ kind: String, _ count: Int) -> String {
    let word = kind.lowercased()
    if count == 1 { return word }
    return word.hasSuffix("y") ? word.dropLast() + "ies" : word + "s"
  }
}

extension GateRule {
  /// The rule in one word or two, as a table's first column has it; capitals where something is to be done.
  func word(_ level: GateLevel) -> String { level == .note ? word : word.uppercased() }

  private var word: String {
    switch self {
    case .refuted: "refuted"
    case .unexpectedlyCorroborated: "holds"
    case .undecided: "open"
    case .invalidAssumption: "invalid"
    case .evidenceMissing: "untested"
    case .evidenceStale: "stale"
    case .statementChanged: "changed"
    case .statementUnaccepted: "unaccepted"
    case .definitionUnrecorded: "macro"
    case .labelReused: "reused"
    case .claimRemoved: "removed"
    case .claimUncovered: "new"
    case .labelRenamed: "renamed"
    case .labelDuplicate: "duplicate"
    case .labelMissing: "no label"
    case .numberChanged: "moved"
    case .hardCodedNumber: "typed"
    case .staleAux: "old .aux"
    case .parseRecovered: "guessed"
    case .exemptionUnused: "exempt"
    }
  }
}
