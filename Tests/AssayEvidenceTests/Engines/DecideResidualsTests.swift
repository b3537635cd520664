// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import Foundation
import Testing

@Suite("Deciding identities from residuals")
struct DecideResidualsTests {
  static let far = RivalResiduals("wrong factor", [0, 1e6, 2e6, 1e5])

  static func decide(
    _ residuals: [Double], limit: Double = 8, rivals: [RivalResiduals] = [far]
  ) throws -> Outcome {
    try decideResiduals(
      ResidualQuestion(check: "c", residuals: residuals, limit: limit, rivals: rivals), seed: 3
    ) { "matrix \($0)" }
  }

  @Test("Within the limit, with rivals far beyond it, is corroborated and spends no alpha")
  func corroborated() throws {
    let outcome = try Self.decide([0, 1.5, -8])
    #expect(outcome.verdict == .corroborated && outcome.alpha == 0)
    #expect(outcome.guarantee == .deterministic && outcome.estimate == 8 && outcome.n == 3)
    #expect(outcome.rivals == [RivalOutcome(name: "wrong factor", value: 1e5, excluded: true)])
  }

  @Test("One residual beyond the limit refutes, and names the worst input", arguments: [8.0001, .infinity])
  func refuted(size: Double) throws {
    let outcome = try Self.decide([0, 8.00001, -size, 1])
    #expect(outcome.verdict == .refuted && outcome.counterexample == "matrix 2")
  }

  @Test("A rival that half of the inputs do not tell apart leaves it undecided")
  func undecided() throws {
    let weak = RivalResiduals("symmetric", [0, 0, 7999, 1e9])
    let outcome = try Self.decide([0, 0, 0, 0], rivals: [Self.far, weak])
    #expect(outcome.verdict == .undecided)
    #expect(outcome.rivals.map(\.excluded) == [true, false])
    #expect(outcome.reason?.contains("\"symmetric\"") == true)
    let enough = RivalResiduals("symmetric", [0, 8000, 9000, 1e9])
    #expect(try Self.decide([0, 0, 0, 0], rivals: [enough]).verdict == .corroborated)
  }

  @Test("NaN is invalid; nonsense is refused")
  func nonsense() throws {
    #expect(try Self.decide([0, .nan]).verdict == .invalid)
    #expect(throws: QuestionError.self) { try Self.decide([]) }
    #expect(throws: QuestionError.self) { try Self.decide([0], limit: 0) }
    #expect(throws: QuestionError.self) { try Self.decide([0], rivals: [RivalResiduals("r", [])]) }
    #expect(throws: QuestionError.self) { try Self.decide([0], rivals: [RivalResiduals("r", [.nan])]) }
  }
}
