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
    /// The tests that decide it and did not run to their end, though others left evidence.
    public let unfinished: [ClaimUse]
    /// What the checks together say; undecided while a test has not ended that could still say no; nil when there is no
    /// evidence at all.
    public let verdict: Verdict?

    /// Whether the verdict is the one that the claim file declares.
    public var asExpected: Bool { verdict?.rawValue == file.expect.rawValue }

    /// The checks whose own verdict is not the one that their test expects.
    public var unexpectedChecks: [EvidenceRecord] { checks.filter { $0.verdict != $0.expected } }

    /// The id without the paper's name.
    var name: String { String(file.id.dropFirst(file.paper.count + 1)) }

    init(file: ClaimFile, checks: [EvidenceRecord], unfinished: [ClaimUse] = []) {
      self.file = file
      self.checks = checks.sorted(by: EvidenceRecord.inReadingOrder)
      self.unfinished = checks.isEmpty ? [] : unfinished
      let combined = ClaimVerdict.combine(checks)
      let isOpen = !self.unfinished.isEmpty && combined?.rawValue == file.expect.rawValue
      verdict = isOpen ? .undecided : combined
    }

    /// The check to show for the whole claim: one of the claim's verdict, and of these the one nearest to the
    /// edge of its margin.
    public var critical: EvidenceRecord? {
      // `max` keeps the last of equals; the first in reading order is the one to show.
      let combined = ClaimVerdict.combine(checks)
      return checks.reversed().filter { $0.verdict == combined }.max { $0.strain < $1.strain }
    }
  }

  /// Sets claims and records beside each other.
  ///
  /// - Parameters:
  ///   - claims: the claims that the run was to decide; records of others are left out.
  ///   - records: the records that it left.
  ///   - unfinished: the tests of these claims that did not run to their end (``ClaimIndex/unfinished(_:)``).
  public init(claims: [ClaimFile], records: [EvidenceRecord], unfinished: [ClaimUse] = []) {
    let byClaim = Dictionary(grouping: records, by: \.claim)
    self.claims = claims.sorted { $0.id < $1.id }.map { claim in
      Claim(
        file: claim, checks: byClaim[claim.id] ?? [], unfinished: unfinished.filter { $0.id == claim.id })
    }
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

extension ClaimIndex {
  /// Returns the uses of claims whose tests left no mark that they ran to their end.
  ///
  /// Tests are told apart by claim and function; of several with one name, in different suites, as many have to have ended.
  public func unfinished(_ finished: [FinishedTest]) -> [ClaimUse] {
    var left = Dictionary(grouping: finished) { [$0.claim, $0.function] }.mapValues(\.count)
    return uses.filter { use in
      let key = [use.id, use.function ?? ""]
      guard let count = left[key], count > 0 else { return true }
      left[key] = count - 1
      return false
    }
  }
}
