// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssayTestSupport
import Foundation
import Testing

@testable import AssayEvidence

@Suite("Deciding laws")
struct DecideLawTests {
  static let normal: DistributionFunction = { SpecialFunctions.normalCDF($0) }
  static func shifted(by shift: Double) -> DistributionFunction {
    { SpecialFunctions.normalCDF($0 - shift) }
  }
  static let gaussian = Planted.observable("gaussian") { $0.gaussian() }

  static func decide(
    _ observable: Observable<Double>, _ question: LawQuestion, cap: Int? = nil, workers: Int = 2
  ) async throws -> Outcome {
    try await decideLaw(
      of: observable, question: question, key: Planted.key("law of \(observable.name)"),
      settings: Planted.settings(workers: workers), maximumDraws: cap)
  }

  @Test("The true law is corroborated, a wrong one refuted, a near rival left undecided")
  func planted() async throws {
    let truth = try await Self.decide(
      Self.gaussian,
      LawQuestion(check: "c", law: Self.normal, rivals: [RivalLaw("shifted", Self.shifted(by: 0.5))]))
    #expect(truth.verdict == .corroborated && truth.guarantee == .exact)
    #expect(truth.rivals.map(\.excluded) == [true])
    let wrong = try await Self.decide(
      Self.gaussian,
      LawQuestion(
        check: "c", law: Self.shifted(by: 0.3), rivals: [RivalLaw("unshifted", Self.normal)]))
    #expect(wrong.verdict == .refuted)
    let near = try await Self.decide(
      Self.gaussian,
      LawQuestion(check: "c", law: Self.normal, rivals: [RivalLaw("near", Self.shifted(by: 0.01))]),
      cap: 2048)
    #expect(near.verdict == .undecided && near.reason?.contains("\"near\"") == true)
  }

  @Test("The margin is a third of the rivals' exact distance, found from below")
  func distance() throws {
    // sup |Φ(x) − Φ(x − s)| = 2 Φ(s/2) − 1, at x = s/2.
    for shift in [0.02, 0.5, 3.0] {
      let exact = 2 * SpecialFunctions.normalCDF(shift / 2) - 1
      let found = try LawDistance.between(
        Self.normal, Self.shifted(by: shift), grid: try LawDistance.grid(of: Self.normal))
      #expect(found <= exact * (1 + 8 * .ulpOfOne))
      #expect(found >= exact - 1 / Double(LawDistance.cells))
      // Smooth: the refined cells are 1/64 of a grid cell wide, so the loss is of second order in 1/(64·256).
      expectClose(found, exact, relative: 1e-6)
    }
  }

  @Test("Distances between laws with jumps")
  func jumps() throws {
    let coin: DistributionFunction = { $0 < 0 ? 0 : $0 < 1 ? 0.5 : 1 }
    let biased: DistributionFunction = { $0 < 0 ? 0 : $0 < 1 ? 0.3 : 1 }
    let late: DistributionFunction = { $0 < 2 ? 0 : 1 }
    let grid = try LawDistance.grid(of: coin)
    expectClose(try LawDistance.between(coin, biased, grid: grid), 0.2, relative: 4 * .ulpOfOne)
    #expect(try LawDistance.between(coin, late, grid: grid) == 1)
    // A tenth of the mass at −∞, the rest exponential.
    let gated: DistributionFunction = { $0 < 0 ? 0.1 : 1 - 0.9 * exp(-$0) }
    let open: DistributionFunction = { $0 < 0 ? 0 : 1 - exp(-$0) }
    expectClose(
      try LawDistance.between(gated, open, grid: try LawDistance.grid(of: gated)), 0.1,
      relative: 16 * .ulpOfOne)
  }

  @Test("Laws with atoms and mass at −∞ are decided like any other")
  func atoms() async throws {
    let gated = Planted.observable("gated") { stream in
      stream.bernoulli(0.1) ? -.infinity : stream.bernoulli(0.5) ? 0 : stream.exponential()
    }
    let law: DistributionFunction = { $0 < 0 ? 0.1 : 1 - 0.45 * exp(-$0) }
    let rival: DistributionFunction = { $0 < 0 ? 0 : 1 - 0.5 * exp(-$0) }
    let outcome = try await Self.decide(
      gated, LawQuestion(check: "c", law: law, rivals: [RivalLaw("never closed", rival)], margin: 0.03))
    #expect(outcome.verdict == .corroborated)
    // The empirical distance stays of the order 1/√n although the law jumps by 0.45.
    #expect((outcome.estimate ?? 1) < 0.05)
  }

  @Test("Empirical distances by hand")
  func empirical() {
    var sample = EmpiricalLaw()
    sample.add([0.1, 0.4])
    sample.add([0.4, 0.9])
    // F̂ jumps to ¼, ¾, 1; against the uniform law the largest gap is ¾ − 0.4.
    expectClose(sample.distance { min(max($0, 0), 1) }, 0.35, relative: 4 * .ulpOfOne)
    var other = EmpiricalLaw()
    other.add([0.4, 0.5])
    #expect(sample.distance(to: other) == 0.25)
    #expect(sample.distance(to: sample) == 0)
    var apart = EmpiricalLaw()
    apart.add([-.infinity, .infinity])
    #expect(sample.distance(to: apart) == 0.5)
  }

  @Test("NaN draws are invalid, and a distribution function outside [0, 1] is refused")
  func nonsense() async throws {
    let sometimes = Planted.observable("sometimes") { $0.bernoulli(0.01) ? Double.nan : $0.gaussian() }
    let outcome = try await Self.decide(
      sometimes, LawQuestion(check: "c", law: Self.normal, margin: 0.1))
    #expect(outcome.verdict == .invalid)
    await #expect(throws: QuestionError.self) {
      try await Self.decide(
        Self.gaussian, LawQuestion(check: "c", law: { 2 * SpecialFunctions.normalCDF($0) }, margin: 0.1))
    }
    await #expect(throws: QuestionError.self) {
      try await Self.decide(
        Self.gaussian,
        LawQuestion(check: "c", law: Self.normal, rivals: [RivalLaw("the same", Self.normal)]))
    }
    await #expect(throws: QuestionError.noMargin(check: "c")) {
      try await Self.decide(Self.gaussian, LawQuestion(check: "c", law: Self.normal))
    }
  }

  @Test("Two observables with one law are corroborated, with two laws refuted")
  func sameLaw() async throws {
    let product = Planted.observable("|N|") { abs($0.gaussian()) }
    let other = Planted.observable("√χ²₁") { stream in
      let x = stream.gaussian()
      return (x * x).squareRoot()
    }
    let rival = RivalObservable("exponential", Planted.observable("exponential") { $0.exponential() })
    let far = RivalObservable("signed", Self.gaussian)
    func decide(_ y: Observable<Double>, _ rivals: [RivalObservable], cap: Int? = nil) async throws -> Outcome
    {
      try await decideSameLaw(
        of: product, and: y, question: SameLawQuestion(check: "c", rivals: rivals),
        key: Planted.key("same law"), settings: Planted.settings(), maximumDraws: cap)
    }
    let same = try await decide(other, [far])
    #expect(same.verdict == .corroborated && same.rivals.map(\.excluded) == [true])
    // X and Y read streams of their own: equal laws, not equal draws.
    #expect((same.estimate ?? 0) > 0)
    #expect(try await decide(rival.observable, [far]).verdict == .refuted)
    let open = try await decide(other, [rival], cap: 512)
    #expect(open.verdict == .undecided && open.reason?.contains("\"exponential\"") == true)
    // Three samples share alpha, and two bands add up.
    let band = try DKWBand(alpha: 1e-6 / 3).halfWidth(count: 512, look: 1)
    expectClose(open.interval?.upper ?? 0, (open.estimate ?? 0) + 2 * band, relative: 8 * .ulpOfOne)
  }

  @Test("Equal laws without rival or margin cannot be asked")
  func sameLawMargin() async throws {
    await #expect(throws: QuestionError.noMargin(check: "c")) {
      try await decideSameLaw(
        of: Self.gaussian, and: Self.gaussian, question: SameLawQuestion(check: "c"),
        key: Planted.key("no margin"), settings: Planted.settings())
    }
  }

  @Test("Any number of workers gives the same outcome", arguments: [1, 3])
  func workers(workers: Int) async throws {
    let question = LawQuestion(
      check: "c", law: Self.normal, rivals: [RivalLaw("shifted", Self.shifted(by: 0.5))])
    var (one, other) = (
      try await Self.decide(Self.gaussian, question),
      try await Self.decide(Self.gaussian, question, workers: workers)
    )
    (one.seconds, other.seconds) = (0, 0)
    #expect(one == other)
  }
}
