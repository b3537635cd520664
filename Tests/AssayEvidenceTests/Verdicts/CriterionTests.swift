// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import Foundation
import Testing

@testable import AssayEvidence

@Suite("Verdicts from intervals")
struct CriterionTests {
  /// θ₀ = 1, rivals at 1.3 and −∞: margin 0.1.
  static func equality(biasBound: Double = 0) throws -> Criterion {
    try MeanQuestion(
      check: "c", prediction: 1, rivals: [Rival("near", 1.3), Rival("collapse", -.infinity)],
      biasBound: biasBound
    ).criterion()
  }

  @Test("The margin is a third of the distance to the nearest finite rival")
  func margin() throws {
    expectClose(try Self.equality().margin ?? 0, 0.1, relative: 4 * .ulpOfOne)
  }

  @Test(
    "An equality",
    arguments: [
      (0.95, 1.05, Verdict?.some(.corroborated)),
      (0.95, 0.99, .refuted),  // inside the margin, but certainly not equal: a claim is exact
      (1.01, 1.05, .refuted),
      (1.2, 1.4, .refuted),
      (0.89, 1.05, nil),  // beyond the margin
      (0.95, 1.4, nil),
      (-Double.infinity, .infinity, nil),
    ])
  func equality(lower: Double, upper: Double, verdict: Verdict?) throws {
    #expect(try Self.equality().verdict(of: Interval(lower, upper)) == verdict)
  }

  @Test("A bias bound widens what counts as equal, not the margin")
  func bias() throws {
    let criterion = try Self.equality(biasBound: 0.05)
    #expect(criterion.verdict(of: Interval(0.955, 0.99)) == .corroborated)
    #expect(criterion.verdict(of: Interval(0.92, 0.949)) == .refuted)
    #expect(criterion.verdict(of: Interval(0.85, 0.99)) == nil)
  }

  @Test("Every end of the margin is outside it")
  func open() throws {
    let criterion = try MeanQuestion(check: "c", prediction: 0, margin: 0.25).criterion()
    #expect(criterion.verdict(of: Interval(-0.25, 0.1)) == nil)
    #expect(criterion.verdict(of: Interval(-0.1, 0.25)) == nil)
    #expect(criterion.verdict(of: Interval((-0.25).nextUp, 0.25.nextDown)) == .corroborated)
  }

  @Test(
    "An inequality",
    arguments: [
      (0.1, 0.2, Verdict?.some(.corroborated), Verdict?.some(.refuted)),
      (-0.2, -0.1, .refuted, .corroborated), (-0.1, 0.1, nil, nil), (0, 0.1, nil, nil),
    ])
  func inequality(lower: Double, upper: Double, atLeast: Verdict?, atMost: Verdict?) throws {
    let interval = Interval(lower, upper)
    #expect(try MeanQuestion.atLeast(0, check: "c").criterion().verdict(of: interval) == atLeast)
    #expect(try MeanQuestion.atMost(0, check: "c").criterion().verdict(of: interval) == atMost)
  }

  @Test("An inequality also waits for its rivals")
  func inequalityRivals() throws {
    let criterion = try MeanQuestion.atLeast(0, check: "c", rivals: [Rival("double", 2)]).criterion()
    #expect(criterion.verdict(of: Interval(0.5, 2.5)) == nil)
    #expect(criterion.verdict(of: Interval(0.5, 1.5)) == .corroborated)
  }

  @Test("An infinite rival is excluded by a finite interval, a finite one by an interval without it")
  func exclusion() throws {
    let criterion = try Self.equality()
    #expect(criterion.rivalOutcomes(Interval(0, 1.2)).map(\.excluded) == [true, true])
    #expect(criterion.rivalOutcomes(Interval(0, 1.3)).map(\.excluded) == [false, true])
    #expect(criterion.rivalOutcomes(.everything).map(\.excluded) == [false, false])
    #expect(criterion.rivalOutcomes(nil).map(\.excluded) == [false, false])
  }

  @Test("An open question says what would be decidable now, how much more it takes, and which rivals remain")
  func reason() throws {
    let reason = try Self.equality().undecidedReason(Interval(0.8, 1.31), after: "512 trials")
    #expect(
      reason == """
        undecided after 512 trials; [0.8, 1.31] reaches 0.31 from 1, beyond the margin 0.1: a margin of 0.31 would \
        be decidable now, this one with about 10 times as many trials; not excluded: "near"
        """)
    let early = try Self.equality().undecidedReason(.everything, after: "16 trials")
    #expect(early == "undecided after 16 trials: too few for a finite interval; raise the cap")
  }

  @Test(
    "An open inequality says how much more it takes, or that nothing may be enough",
    arguments: [
      (-0.125, 0.375, "[-0.125, 0.375] contains the bound 0: about 4 times as many trials are needed"),
      (-0.2, 0.2, "[-0.2, 0.2] is not clear of the bound 0"),
      (0.1, 0.3, "not excluded: \"r\""),
    ])
  func inequalityReason(lower: Double, upper: Double, expected: String) throws {
    let criterion = try MeanQuestion.atLeast(0, check: "c", rivals: [Rival("r", 0.25)]).criterion()
    let reason = criterion.undecidedReason(Interval(lower, upper), after: "64 trials")
    #expect(reason.hasPrefix("undecided after 64 trials; \(expected)"), "\(reason)")
  }

  @Test("A claim's verdict: all corroborated, any refuted, else invalid, else undecided")
  func combine() {
    #expect(Verdict.combine([]) == nil)
    #expect(Verdict.combine([.corroborated, .corroborated]) == .corroborated)
    #expect(Verdict.combine([.corroborated, .undecided]) == .undecided)
    #expect(Verdict.combine([.invalid, .undecided]) == .invalid)
    #expect(Verdict.combine([.invalid, .refuted, .undecided]) == .refuted)
  }
}
