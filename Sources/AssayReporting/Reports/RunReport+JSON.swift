// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayManuscript

extension RunReport {
  /// Returns the run as JSON, whose layout is stable:
  ///
  ///     {"schema": 1, "seed": …, "alpha": sum spent, "claims": [{"id", "title", "paper", "expected",
  ///      "verdict", "asExpected": bool, "unfinished": ["file:line"], "checks": [records]}]}
  ///
  /// The verdict of a claim without evidence is null. Infinities are the strings "Infinity" and "-Infinity".
  ///
  /// - Parameter seed: the run's seed.
  /// - Throws: errors of the encoder.
  public func json(seed: UInt64) throws -> String {
    try JSONText.encode(Document(report: self, seed: seed))
  }

  private struct Document: Encodable {
    let schema = 1
    let seed: UInt64
    let alpha: Double
    let claims: [Entry]

    init(report: RunReport, seed: UInt64) {
      self.seed = seed
      alpha = report.budget.total
      claims = report.claims.map(Entry.init)
    }
  }

  private struct Entry: Encodable {
    let claim: Claim

    enum Key: String, CodingKey { case id, title, paper, expected, verdict, asExpected, unfinished, checks }

    // By hand, so that a missing verdict is an explicit null.
    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(claim.file.id, forKey: .id)
      try object.encode(claim.file.title, forKey: .title)
      try object.encode(claim.file.paper, forKey: .paper)
      try object.encode(claim.file.expect, forKey: .expected)
      try object.encode(claim.verdict, forKey: .verdict)
      try object.encode(claim.asExpected, forKey: .asExpected)
      try object.encode(claim.unfinished.map { "\($0.file):\($0.line)" }, forKey: .unfinished)
      try object.encode(claim.checks, forKey: .checks)
    }
  }
}
