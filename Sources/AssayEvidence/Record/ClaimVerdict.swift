// SPDX-License-Identifier: GPL-3.0-or-later

/// A claim's verdict from the records of its checks.
public enum ClaimVerdict {
  /// Corroborated when every check is, refuted when any is, else invalid when any is, else undecided; `nil` when
  /// there is no record: a claim that was not run has no verdict.
  public static func combine(_ records: some Sequence<EvidenceRecord>) -> Verdict? {
    Verdict.combine(records.map(\.verdict))
  }
}
