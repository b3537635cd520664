// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayNumerics
import Testing

@Suite("The adversary: claims about all inputs are attacked")
struct AttackTests {
  private let pairs = InputSpace(.square("A", 2), .square("B", 2))

  private func stream(_ seed: Int) -> RandomStream {
    RandomStream(StreamKey(seed: UInt64(seed), claim: "unit", case: "adversary", check: "attack"))
  }

  private func commutator(_ input: Input) -> Double {
    (input["A"] * input["B"] - input["B"] * input["A"]).frobeniusNorm
  }

  private func norms(_ input: Input) -> Double { input["A"].frobeniusNorm * input["B"].frobeniusNorm }

  /// ‖AB − BA‖ ≤ √2 ‖A‖ ‖B‖ in the Frobenius norm (Böttcher and Wenzel), with equality possible.
  private var commutatorBound: Bound {
    Bound("‖AB − BA‖ ≤ √2 ‖A‖ ‖B‖", over: pairs, where: [.init("neither vanishes") { norms($0) > 0 }]) {
      commutator($0)
    } right: {
      2.0.squareRoot() * norms($0)
    }
  }

  @Test("A sharp bound is reached to a thousandth and never passed", arguments: 1...3)
  func sharp(seed: Int) throws {
    let report = try Attack().run(against: commutatorBound, stream: stream(seed))
    #expect(report.counterexample == nil, "\(report)")
    let best = try #require(report.best)
    #expect(best.ratio >= 0.999 && best.ratio <= 1 + 64 * Double.ulpOfOne, "\(report)")
  }

  @Test(
    "A bound whose constant is one per cent too small is broken, by climbing if need be", arguments: 1...3)
  func rival(seed: Int) throws {
    let rival = commutatorBound.rival("with 1.4") { 1.4 * norms($0) }
    let report = try Attack(samples: 50).run(against: rival, stream: stream(seed))
    let found = try #require(report.counterexample)
    #expect(found.shrunk.violates && found.shrunk.left > found.shrunk.right)
  }

  @Test("That matrices commute fails at a pair of zeros and ones", arguments: 1...3)
  func commute(seed: Int) throws {
    let claim = Bound(
      "AB = BA", over: pairs, left: commutator, right: { _ in 0 },
      rounding: { Bound.Rounding(relative: 0, absolute: 16 * Double.ulpOfOne * norms($0)) })
    let report = try Attack().run(against: claim, stream: stream(seed))
    let shrunk = try #require(report.counterexample).shrunk
    #expect(shrunk.input.entries.count { $0 != 0 } == 2, "\(shrunk.input)")
    #expect(shrunk.input.entries.allSatisfy { $0 == 0 || $0 == 1 }, "\(shrunk.input)")
    #expect(shrunk.ratio == .infinity)
  }

  @Test("Only inputs that meet the hypotheses count, and the shrinker keeps to them")
  func hypotheses() throws {
    // |det A| ≤ ‖A‖²/4 fails at the identity; among matrices with a zero in the corner it fails at a permutation.
    let claim = Bound(
      "|det A| ≤ ‖A‖²/4", over: InputSpace(.square("A", 2)),
      where: [.init("a₁₁ = 0") { $0["A"][0, 0] == 0 }]
    ) {
      abs($0["A"][0, 0] * $0["A"][1, 1] - $0["A"][0, 1] * $0["A"][1, 0])
    } right: {
      $0["A"].values.reduce(0) { $0 + $1 * $1 } / 4
    }
    let report = try Attack().run(against: claim, stream: stream(1))
    #expect(report.rejected > 0)
    #expect(
      try #require(report.counterexample).shrunk.input
        == Input(names: ["A"], matrices: [Matrix([[0, 1], [1, 0]])]))
  }

  @Test("Unreachable hypotheses and sides that fail are counted, not passed over")
  func counts() throws {
    let space = InputSpace(.square("A", 2))
    let never = Bound(
      "never", over: space, where: [.init("impossible") { _ in false }], left: { _ in 2 }, right: { _ in 1 })
    let nothing = try Attack(samples: 100).run(against: never, stream: stream(1))
    #expect(nothing.accepted == 0 && nothing.best == nil && nothing.counterexample == nil)
    #expect(nothing.rejected == 100 * Attack().drawsPerSample)

    let broken = Bound("broken", over: space, left: { _ in .nan }, right: { _ in 1 })
    let failures = try Attack(samples: 100).run(against: broken, stream: stream(1))
    #expect(failures.accepted == 0 && failures.failed > 0)
    #expect(try #require(failures.firstFailure).contains("broken"))
  }

  @Test("The same stream leads to the same attack, another to another")
  func deterministic() throws {
    let claim = commutatorBound
    let small = Attack(samples: 300, starts: 2, rounds: 1)
    let first = try small.run(against: claim, stream: stream(7))
    #expect(try small.run(against: claim, stream: stream(7)) == first)
    #expect(try small.run(against: claim, stream: stream(8)) != first)
  }

  @Test("The limit of evaluations holds, and the trace rises")
  func limits() throws {
    let report = try Attack(samples: 500, evaluationLimit: 1500).run(
      against: commutatorBound, stream: stream(3))
    #expect(report.accepted <= 1500)
    #expect(report.trace.map(\.ratio) == report.trace.map(\.ratio).sorted())
    #expect(report.trace.last?.evaluations == report.accepted)
  }
}
