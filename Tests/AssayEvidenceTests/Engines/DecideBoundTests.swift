// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayNumerics
import Testing

@Suite("Deciding a bound by attack")
struct DecideBoundTests {
  private let key = StreamKey(seed: 1, claim: "unit", case: "bound", check: "decide")
  private let settings = RunSettings(seed: 1, effort: .standard, workers: 2)

  /// |xᵀy| ≤ |x| |y|.
  private var cauchySchwarz: Bound {
    let space = InputSpace(.matrix("x", rows: 3, columns: 1), .matrix("y", rows: 3, columns: 1))
    return Bound("|xᵀy| ≤ |x| |y|", over: space, where: [.init("neither vanishes") { size($0) > 0 }]) {
      abs($0["x"].multiplied(by: $0["y"], transposed: true)[0, 0])
    } right: {
      size($0)
    }
  }

  private func size(_ input: Input) -> Double { input["x"].frobeniusNorm * input["y"].frobeniusNorm }

  @Test("A true and sharp bound is corroborated, and the same for any number of workers")
  func corroborated() async throws {
    let tighter = cauchySchwarz.rival("a constant 1 ‰ smaller") { 0.999 * size($0) }
    var outcomes: [Outcome] = []
    for workers in [1, 2] {
      var outcome = try await decideBound(
        cauchySchwarz, check: "c", rivals: [tighter], sharpness: 0.9999, key: key,
        settings: RunSettings(seed: 1, effort: .standard, workers: workers))
      outcome.seconds = 0
      outcomes.append(outcome)
    }
    #expect(outcomes[0] == outcomes[1])
    #expect(outcomes[0].verdict == .corroborated && outcomes[0].guarantee == .deterministic)
    #expect(outcomes[0].rivals.map(\.excluded) == [true])
    #expect(outcomes[0].trace.last?.n == outcomes[0].n)
  }

  @Test("A false bound is refuted with the simplest vectors that break it")
  func refuted() async throws {
    let outcome = try await decideBound(
      cauchySchwarz.rival("half of it") { size($0) / 2 }, check: "c", key: key, settings: settings)
    #expect(outcome.verdict == .refuted)
    #expect(outcome.counterexample == "x = [[1], [0], [0]], y = [[1], [0], [0]]")
  }

  @Test("A rival that withstands, or sharpness not reached, leaves it undecided")
  func undecided() async throws {
    let looser = cauchySchwarz.rival("twice as large") { 2 * size($0) }
    let standing = try await decideBound(
      cauchySchwarz, check: "c", rivals: [looser], key: key, settings: settings)
    #expect(standing.verdict == .undecided && standing.reason?.contains("twice as large") == true)
    let blunt = try await decideBound(looser, check: "c", sharpness: 0.9, key: key, settings: settings)
    #expect(blunt.verdict == .undecided && blunt.reason?.contains("0.9") == true)
  }

  @Test("A rival falls where the bound's own attack came nearest, though its own attack was stuck")
  func shared() async throws {
    let space = InputSpace(.matrix("x", rows: 2, columns: 1))
    let step = Bound("a step", over: space, left: { $0["x"][0, 0] > 1 ? 1 : 0.5 }, right: { _ in 1 })
    let rival = step.rival("between") { _ in 0.75 }
    let elsewhere = Bound(
      "of others", over: InputSpace(.matrix("y", rows: 2, columns: 1)),
      left: { $0["y"][0, 0] > 1 ? 1 : 0.5 }, right: { _ in 0.75 })
    let brief = Attack(samples: 4, evaluationLimit: 4)
    var rescued = 0
    for seed in 0..<50 as Range<UInt64> {
      let key = StreamKey(seed: seed, claim: "unit", case: "bound", check: "shared")
      let outcome = try await decideBound(
        step, check: "c", rivals: [rival, elsewhere], attack: brief, key: key, settings: settings)
      let alone = try (1...2).map { trial in
        try brief.scaled(by: 1).run(
          against: trial == 1 ? rival : elsewhere, stream: RandomStream(key, trial: UInt64(trial))
        ).counterexample != nil
      }
      let reached = outcome.estimate == 1
      #expect(outcome.rivals.map(\.excluded) == [alone[0] || reached, alone[1]])
      if reached, !alone[0] { rescued += 1 }
    }
    #expect(rescued > 0)
  }

  @Test("Hypotheses that are hardly met, and sides that often fail, make it invalid")
  func invalid() async throws {
    let never = Bound(
      "never", over: cauchySchwarz.space, where: [.init("impossible") { _ in false }], left: { _ in 0 },
      right: { _ in 1 })
    let unmet = try await decideBound(never, check: "c", key: key, settings: settings)
    #expect(unmet.verdict == .invalid && unmet.reason?.contains("hypotheses") == true)
    struct Broken: Error {}
    let failing = Bound(
      "failing", over: cauchySchwarz.space, left: { _ in 0 },
      right: { input in
        if input["x"][0, 0] > 0 { throw Broken() }
        return 1
      })
    let failed = try await decideBound(failing, check: "c", key: key, settings: settings)
    #expect(failed.verdict == .invalid && failed.reason?.contains("Broken") == true)
  }
}
