// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayNumerics
import Foundation
import Testing

@Suite("Deciding means")
struct DecideMeansTests {
  /// Means 0.5, −0.635… and 0.
  static let triple = Planted.observable("triple") { stream in
    [0.5 + stream.gaussian(), Planted.logAbs(stream), stream.uniform() - stream.uniform()]
  }
  static let questions = [
    MeanQuestion(check: "true", prediction: 0.5, rivals: [Rival("a", 0.8), Rival("dies", -.infinity)]),
    MeanQuestion(check: "shifted", prediction: -0.56, rivals: [Rival("b", -0.4)]),
    MeanQuestion(check: "no margin to speak of", prediction: 0, rivals: [Rival("c", 1e-4)]),
  ]

  static func decide(workers: Int) async throws -> [Outcome] {
    try await decideMeans(
      of: triple, questions: questions, key: Planted.key("triple"),
      settings: Planted.settings(workers: workers), maximumBatches: 2048)
  }

  @Test("The true mean is corroborated, a shifted one refuted, a rival too near left undecided")
  func planted() async throws {
    let outcomes = try await Self.decide(workers: 2)
    #expect(outcomes.map(\.verdict) == [.corroborated, .refuted, .undecided])
    #expect(outcomes.map(\.check) == ["true", "shifted", "no margin to speak of"])
    let (truth, shifted, open) = (outcomes[0], outcomes[1], outcomes[2])
    #expect(truth.rivals.map(\.excluded) == [true, true])
    #expect(truth.reason == nil)
    #expect(truth.guarantee == .asymptotic && truth.batch == 16 && truth.alpha == 1e-6)
    #expect(shifted.reason?.contains("excludes the claimed -0.56") == true)
    #expect(shifted.interval?.contains(-0.635181422730739) == true)
    #expect(open.n == 2048 * 16)
    #expect(open.rivals.map(\.excluded) == [false])
    #expect(open.reason?.contains("not excluded: \"c\"") == true)
    #expect(open.trace.map(\.n) == [32, 64, 128, 256, 512, 1024, 2048].map { $0 * 16 })
  }

  @Test("Each component stops at its own first deciding look")
  func frozen() async throws {
    let outcomes = try await Self.decide(workers: 2)
    for outcome in outcomes {
      #expect(outcome.trace.last?.n == outcome.n)
      #expect(outcome.trace.last?.interval == outcome.interval)
      #expect(zip(outcome.trace, outcome.trace.dropFirst()).allSatisfy { $0.n < $1.n })
    }
    #expect(outcomes[0].n < outcomes[2].n)
  }

  @Test("Any number of workers gives the same outcomes, bit for bit", arguments: [1, 3])
  func workers(workers: Int) async throws {
    func timeless(_ outcomes: [Outcome]) -> [Outcome] {
      outcomes.map { outcome in
        var copy = outcome
        copy.seconds = 0
        return copy
      }
    }
    let expected = timeless(try await Self.decide(workers: 2))
    #expect(timeless(try await Self.decide(workers: workers)) == expected)
  }

  @Test("Another seed gives other draws and the same verdicts")
  func seed() async throws {
    let one = try await Self.decide(workers: 2)
    let other = try await decideMeans(
      of: Self.triple, questions: Self.questions, key: Planted.key("triple", seed: 2),
      settings: Planted.settings(), maximumBatches: 2048)
    #expect(other.map(\.verdict) == one.map(\.verdict))
    #expect(other.map(\.estimate) != one.map(\.estimate))
    #expect(other.allSatisfy { $0.seed == 2 })
  }

  @Test("Inequalities")
  func inequalities() async throws {
    let outcomes = try await decideMeans(
      of: Self.triple,
      questions: [.atLeast(0, check: "a"), .atLeast(0, check: "b"), .atMost(0.2, check: "c")],
      key: Planted.key("inequalities"), settings: Planted.settings())
    #expect(outcomes.map(\.verdict) == [.corroborated, .refuted, .corroborated])
    #expect(outcomes.map(\.relation) == [.atLeast, .atLeast, .atMost])
    #expect(outcomes.allSatisfy { $0.margin == nil })
  }

  @Test("A draw that is not finite makes its own component invalid, and names the trial")
  func notFinite() async throws {
    let gated = Planted.observable("gated") { stream -> [Double] in
      let x = stream.gaussian()
      return [x, stream.uniform() < 0.02 ? -.infinity : x]
    }
    let outcomes = try await decideMeans(
      of: gated,
      questions: [
        MeanQuestion(check: "finite", prediction: 0, margin: 0.3),
        MeanQuestion(check: "collapses", prediction: 0, margin: 0.3),
      ], key: Planted.key("gated"), settings: Planted.settings())
    let first = (0...).first { trial in
      let stream = RandomStream(Planted.key("gated"), trial: UInt64(trial))
      _ = stream.gaussian()
      return stream.uniform() < 0.02
    }
    #expect(outcomes.map(\.verdict) == [.corroborated, .invalid])
    #expect(outcomes[1].reason == "trial \(first ?? -1) drew −∞, which has no mean")
  }

  @Test("Constant and rare-event data are invalid, not refuted")
  func guards() async throws {
    let odd = Planted.observable("odd") { stream in [0.25, stream.bernoulli(0.002) ? 1 : 0] }
    let outcomes = try await decideMeans(
      of: odd,
      questions: [
        MeanQuestion(check: "constant", prediction: 1, margin: 0.1),
        MeanQuestion(check: "rare", prediction: 0.5, margin: 0.1),
      ], key: Planted.key("odd"), settings: Planted.settings())
    #expect(outcomes.map(\.verdict) == [.invalid, .invalid])
  }

  @Test("Questions are refused before a single draw")
  func refused() async throws {
    let untouchable = Planted.observable("untouchable") { _ -> [Double] in
      Issue.record("drawn although the question is malformed")
      return [0]
    }
    func decide(_ questions: [MeanQuestion], batch: Int = 16, cap: Int = 64) async throws {
      _ = try await decideMeans(
        of: untouchable, questions: questions, key: Planted.key("untouchable"),
        settings: Planted.settings(), batch: batch, maximumBatches: cap)
    }
    await #expect(throws: QuestionError.noMargin(check: "c")) {
      try await decide([MeanQuestion(check: "c", prediction: 0)])
    }
    let fine = MeanQuestion(check: "c", prediction: 0, margin: 1)
    await #expect(throws: QuestionError.self) { try await decide([fine], batch: 0) }
    await #expect(throws: QuestionError.self) { try await decide([fine], cap: 31) }
    try await decide([])
  }

  @Test("A trial of another width than the questions is an error")
  func width() async throws {
    await #expect(throws: QuestionError.components(observable: "triple", expected: 1, got: 3)) {
      try await decideMeans(
        of: Self.triple, questions: [MeanQuestion(check: "c", prediction: 0, margin: 1)],
        key: Planted.key("width"), settings: Planted.settings())
    }
  }
}
