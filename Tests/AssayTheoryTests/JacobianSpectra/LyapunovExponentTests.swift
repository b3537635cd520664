// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import AssayTheory
import Foundation
import Testing

@Suite("Exponents and gaps")
struct LyapunovExponentTests {
  static let laws: [GateRankLaw] = {
    let laws: [() throws -> GateRankLaw] = [
      { try .full(width: 1) },
      { try .full(width: 7) },
      { try .binomial(width: 8, openProbability: 0.5, rankAtLeast: 4) },
      { try .binomial(width: 16, openProbability: 0.9, rankAtLeast: 3) },
      { try .binomial(width: 5, openProbability: 0.5, rankAtLeast: 0) },
      { try .toeplitz(width: 8, openProbability: 0.5, correlation: 0.6, rankAtLeast: 3) },
      { try GateRankLaw(width: 9, probabilities: [4: 0.5, 9: 0.5]) },
    ]
    return laws.compactMap { try? $0() }
  }()

  @Test("The exponents fall strictly down to the guaranteed rank, and are −∞ beyond it", arguments: laws)
  func strictlyOrdered(law: GateRankLaw) throws {
    let values = try (1...law.width).map {
      try LyapunovExponent.value(index: $0, law: law, variance: 0.3)
    }
    for k in 1..<max(law.width, 2) where k < law.width {
      #expect(values[k - 1] > values[k] || values[k - 1] == -.infinity)
    }
    for k in 1...law.width { #expect(values[k - 1].isFinite == (k <= law.leastRank)) }
    #expect(Self.laws.count == 7)
  }

  @Test("Sums of exponents are sums, gaps are differences", arguments: laws.filter { $0.leastRank > 1 })
  func sumsAndGaps(law: GateRankLaw) throws {
    var sum = 0.0
    for k in 1...law.leastRank {
      let value = try LyapunovExponent.value(index: k, law: law, variance: 1.7)
      sum += value
      expectClose(
        try LyapunovExponent.sum(first: k, law: law, variance: 1.7), sum, relative: 1e-14, absolute: 1e-14)
      if k < law.leastRank {
        let next = try LyapunovExponent.value(index: k + 1, law: law, variance: 1.7)
        expectClose(try SpectralGap.value(index: k, law: law), value - next, relative: 0, absolute: 1e-14)
      }
    }
    if law.leastRank < law.width {
      #expect(try SpectralGap.value(index: law.leastRank, law: law) == .infinity)
      #expect(
        try LyapunovExponent.sum(first: law.leastRank + 1, law: law, variance: 1) == -.infinity)
    }
  }

  @Test("A χ² with no degrees of freedom gives −∞, never digamma's finite continuation")
  func noNonsense() throws {
    // At K = k − 2 the formula would read ψ(−½) = 0.036…
    let law = try GateRankLaw(width: 4, probabilities: [1: 1])
    #expect(try LyapunovExponent.value(index: 3, law: law, variance: 1) == -.infinity)
    #expect(try HaarWeights.exponent(index: 3, law: law) == -.infinity)
    #expect(
      try ExponentRival.indexOneTooLarge.value(index: 1, law: law, variance: 1) == -.infinity)
    #expect(try ExponentRival.meanField.value(index: 4, law: law, variance: 1) == -.infinity)
  }

  @Test("A scale of the weights adds its logarithm to every exponent")
  func scale() throws {
    let law = try GateRankLaw.binomial(width: 8, openProbability: 0.5, rankAtLeast: 4)
    let one = try LyapunovExponent.value(index: 3, law: law, variance: 1)
    let nine = try LyapunovExponent.value(index: 3, law: law, variance: 9)
    expectClose(nine - one, log(3), relative: 1e-14)
  }

  @Test(
    "The top gap over its leading term 1/(2np) is as printed, and its expansion too",
    arguments: [
      (64, 0.5, 1.0679, 1.0625, 0.5e-4), (256, 0.5, 1.01594, 1.01563, 0.6e-5),
      (1024, 1.0, 1.0014668, 1.0014648, 0.5e-7),
    ])
  func topGap(n: Int, p: Double, exact: Double, expansion: Double, digit: Double) throws {
    let law = try GateRankLaw.binomial(width: n, openProbability: p, rankAtLeast: 2)
    let leading = 1 / (2 * Double(n) * p)
    expectClose(try SpectralGap.top(law: law) / leading, exact, relative: 0, absolute: digit)
    expectClose(
      try SpectralGap.topExpansion(width: n, openProbability: p) / leading, expansion, relative: 0,
      absolute: digit)
  }

  @Test("The single k-th direction settles at the smaller of its two gaps")
  func alignment() throws {
    let law = try GateRankLaw.full(width: 5)
    for k in 2...4 {
      // Newman's gaps grow down the spectrum.
      #expect(try SpectralGap.alignmentRate(index: k, law: law) == SpectralGap.value(index: k - 1, law: law))
    }
    #expect(try SpectralGap.alignmentRate(index: 1, law: law) == SpectralGap.top(law: law))
    #expect(throws: TheoryError.self) { try SpectralGap.value(index: 5, law: law) }
  }

  @Test("Orthogonal weights without gates neither grow nor vary; with gates they shrink")
  func haar() throws {
    for k in 1...6 {
      #expect(try HaarWeights.exponent(index: k, law: .full(width: 6)) == 0)
      #expect(try HaarWeights.growthVariance(index: k, law: .full(width: 6)) == 0)
    }
    let law = try GateRankLaw.binomial(width: 6, openProbability: 0.5, rankAtLeast: 3)
    var sum = 0.0
    for k in 1...3 {
      let value = try HaarWeights.exponent(index: k, law: law)
      #expect(value < 0)
      sum += value
    }
    expectClose(try HaarWeights.exponentSum(first: 3, law: law), sum, relative: 1e-15)
  }
}
