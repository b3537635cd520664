// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import Foundation

/// What a reader of a failed check needs: what was claimed, what was seen, how sure, and how to see it again.
struct FailureParagraph: CustomStringConvertible {
  let record: EvidenceRecord

  init(_ record: EvidenceRecord) { self.record = record }

  var description: String {
    """
    \(record.claim) came out \(record.verdict.rawValue), not \(record.expected.rawValue)
      check    \(record.check)
      case     \(record.case)
      claimed  \(claimed)
      seen     \(seen)
      sure     \(sureness)
    \(details)  replay   assay verify --filter '^\(record.claim)$' --seed \(record.seed)
    """
  }

  private var claimed: String {
    guard let prediction = record.prediction else { return record.check }
    let value = digits(prediction)
    return switch record.relation {
    case .equals: "\(value)" + (record.margin.map { " ± \(digits($0, 3))" } ?? "")
    case .atLeast: "at least \(value)"
    case .atMost: "at most \(value)"
    }
  }

  private var seen: String {
    let estimate = record.estimate.map { digits($0) } ?? "no estimate"
    let interval = record.interval.map { " in [\(digits($0.lower)), \(digits($0.upper))]" } ?? ""
    return "\(estimate)\(interval), n = \(record.n)"
  }

  private var sureness: String {
    switch record.guarantee {
    case .deterministic: "no chance involved"
    case .exact: "false with probability at most \(digits(record.alpha, 2)), exactly"
    case .asymptotic:
      "false with probability at most \(digits(record.alpha, 2)), asymptotically in the number of batches"
    }
  }

  private var details: String {
    var lines: [String] = []
    if let reason = record.reason { lines.append("  why      \(reason)") }
    let open = record.rivals.filter { !$0.excluded }
    if !open.isEmpty {
      lines.append("  open     " + open.map { "\($0.name) (\(digits($0.value)))" }.joined(separator: "; "))
    }
    if let counterexample = record.counterexample { lines.append("  example  \(counterexample)") }
    return lines.map { $0 + "\n" }.joined()
  }

  private func digits(_ x: Double, _ count: Int = 6) -> String { String(format: "%.\(count)g", x) }
}
