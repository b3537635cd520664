// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayManuscript

/// What a run says about each of its claims: claim files set beside the records of their checks.
public struct RunReport: Sendable {
  /// The claims of the run, sorted by id.
  public let claims: [Claim]

  /// One claim with the evidence for it.
  public struct Claim: Sendable {
    /// The claim's file.
    public let file: ClaimFile
    /// The records of its checks, in the order of the sources, then by case and check.
    public let checks: [EvidenceRecord]
    /// What the checks together say; nil when there is no evidence at all.
    public let verdict: Verdict?

    /// Whether the verdict is the one that the claim file declares.
    public var asExpected: Bool { verdict?.rawValue == file.expect.rawValue }

    /// The checks whose own verdict is not the one that their test expects.
    public var unexpectedChecks: [EvidenceRecord] { checks.filter { $0.verdict != $0.expected } }

    /// The id without the paper's name.
    var name: String { String(file.id.dropFirst(file.paper.count + 1)) }

    init(file: ClaimFile, checks: [EvidenceRecord]) {
      self.file = file
      self.checks = checks.sorted(by: EvidenceRecord.inReadingOrder)
      verdict = ClaimVerdict.combine(checks)
    }

    /// The check to show for the whole claim: one of the claim's verdict, and of these the one nearest to the
    /// edge of its margin.
    public var critical: EvidenceRecord? {
      // `max` keeps the last of equals; the first in reading order is the one to show.
      checks.reversed().filter { $0.verdict == verdict }.max { $0.strain < $1.strain }
    }
  }

  /// Sets claims and records beside each other.
  ///
  /// - Parameters:
  ///   - claims: the claims that the run was to decide; records of others are left out.
  ///   - records: the records that it left.
  public init(claims: [ClaimFile], records: [EvidenceRecord]) {
    let byClaim = Dictionary(grouping: records, by: \.claim)
    self.claims = claims.sorted { $0.id < $1.id }.map { Claim(file: $0, checks: byClaim[$0.id] ?? []) }
  }

  /// Whether every claim has the verdict that its file declares.
  public var allAsExpected: Bool { claims.allSatisfy(\.asExpected) }

  /// Whether every check, too, has the verdict that its test expects.
  public var allChecksAsExpected: Bool { claims.allSatisfy { $0.unexpectedChecks.isEmpty } }

  /// The records of all claims.
  var checks: [EvidenceRecord] { claims.flatMap(\.checks) }

  /// The error probability spent by all checks together: a bound on the chance that any verdict is wrong.
  public var budget: ErrorBudget { ErrorBudget(checks) }
}
