// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import AssayTheory
import Testing

/// A rival's distance from the truth, as an independent table prints it: σ² = 1/(np), five decimals.
struct RivalCase: Sendable {
  let n: Int
  let p: Double
  let r: Int
  let k: Int
  let rival: ExponentRival
  let distance: Double

  init(_ n: Int, _ p: Double, _ r: Int, _ k: Int, _ rival: ExponentRival, _ distance: Double) {
    (self.n, self.p, self.r, self.k, self.rival, self.distance) = (n, p, r, k, rival, distance)
  }

  var law: GateRankLaw {
    get throws { try .binomial(width: n, openProbability: p, rankAtLeast: r) }
  }
  var variance: Double { 1 / (Double(n) * p) }
}

@Suite("Rivals of the exponents")
struct ExponentRivalTests {
  static let cases: [RivalCase] = [
    RivalCase(8, 0.5, 2, 1, .meanField, 0.02764),
    RivalCase(8, 0.5, 2, 1, .conditionedOnIndex, -0.03656),
    RivalCase(8, 0.5, 2, 1, .unnormalisedWeights, -0.00646),
    RivalCase(8, 0.5, 2, 1, .indexOneTooSmall, 0.15617),
    RivalCase(8, 0.5, 2, 1, .indexOneTooLarge, -0.25035),
    RivalCase(8, 0.5, 2, 1, .varianceDropped, 0.69315),
    RivalCase(8, 0.5, 2, 1, .halfDropped, -0.16282),
    RivalCase(8, 0.5, 2, 1, .logTwoDropped, -0.34657),
    RivalCase(8, 0.5, 2, 1, .logOfMean, 0.14967),
    RivalCase(8, 0.5, 2, 1, .gatesIgnored, 0.44431),
    RivalCase(8, 0.5, 2, 2, .indexOneTooLarge, -.infinity),
    RivalCase(8, 0.5, 4, 1, .meanField, -0.11036),
    RivalCase(8, 0.5, 4, 1, .conditionedOnIndex, -0.17457),
    RivalCase(8, 0.5, 4, 1, .asymptotic, 0.00760),
    RivalCase(8, 0.5, 4, 4, .asymptotic, 0.07492),
    RivalCase(8, 0.5, 4, 4, .meanField, -0.47665),
    RivalCase(8, 0.5, 4, 4, .unnormalisedWeights, 0.18349),
    RivalCase(8, 0.5, 4, 4, .logOfMean, 0.41091),
    RivalCase(16, 0.5, 4, 4, .meanField, 0.06969),
    RivalCase(16, 0.5, 4, 4, .indexOneTooSmall, 0.14254),
    RivalCase(64, 0.5, 8, 8, .meanField, 0.00725),
    RivalCase(64, 0.5, 8, 8, .gatesIgnored, 0.43078),
  ]

  @Test("Each mistake moves the exponent by the tabulated amount", arguments: cases)
  func distance(reference: RivalCase) throws {
    let truth = try LyapunovExponent.value(
      index: reference.k, law: reference.law, variance: reference.variance)
    let rival = try reference.rival.value(
      index: reference.k, law: reference.law, variance: reference.variance)
    // The table rounds to five decimals.
    expectClose(rival - truth, reference.distance, relative: 0, absolute: 0.5e-5 + 1e-12)
  }

  @Test("A rival that coincides with the truth is not offered as one")
  func indistinguishable() throws {
    let law = try GateRankLaw.binomial(width: 8, openProbability: 0.5, rankAtLeast: 4)
    let names = try LyapunovExponent.rivals(index: 4, law: law, variance: 0.49).map(\.name)
    #expect(!names.contains(ExponentRival.conditionedOnIndex.rawValue))
    #expect(names.count == ExponentRival.allCases.count - 1)
    let full = try LyapunovExponent.rivals(index: 3, law: .full(width: 8), variance: 1)
    #expect(
      !full.contains { $0.name == ExponentRival.gatesIgnored.rawValue },
      "with every coordinate open, ignoring the gates is no mistake")
    #expect(!full.contains { $0.name == ExponentRival.varianceDropped.rawValue })
  }

  @Test("The sum's rivals are the sums of the rivals", arguments: ExponentRival.allCases)
  func sums(rival: ExponentRival) throws {
    let law = try GateRankLaw.binomial(width: 8, openProbability: 0.5, rankAtLeast: 4)
    let terms = try (1...3).map { try rival.value(index: $0, law: law, variance: 0.49) }
    let listed = try LyapunovExponent.sumRivals(first: 3, law: law, variance: 0.49)
    let value = try #require(listed.first { $0.name == rival.rawValue }?.value)
    expectClose(value, terms.reduce(0, +), relative: 1e-14)
  }
}
