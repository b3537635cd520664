// SPDX-License-Identifier: GPL-3.0-or-later

/// The suite's bound on false verdicts: the sum of the error probabilities of the checks actually run.
///
/// By the union bound it holds under any dependence between checks, and adding a check changes no other's verdict.
public struct ErrorBudget: Sendable, Hashable {
  /// The sum of alpha over the statistical checks; deterministic ones spend nothing.
  public let total: Double
  /// How many checks spent any.
  public let checks: Int

  /// The budget spent by these records.
  public init(_ records: some Sequence<EvidenceRecord>) {
    let spent = records.map(\.alpha).filter { $0 > 0 }
    // Sorted, so that the sum does not depend on the order of the records.
    total = spent.sorted().reduce(0, +)
    checks = spent.count
  }
}
