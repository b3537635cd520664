// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import AssayTheory
import Foundation
import Testing

@Suite("The law of a gate's rank")
struct GateRankLawTests {
  @Test("Four fair coordinates given at least two open: 6, 4 and 1 of 11")
  func smallBinomial() throws {
    let law = try GateRankLaw.binomial(width: 4, openProbability: 0.5, rankAtLeast: 2)
    for (rank, weight) in [(1, 0.0), (2, 6), (3, 4), (4, 1), (5, 0)] {
      expectClose(law.probability(of: rank), weight / 11, relative: 4 * .ulpOfOne)
    }
    expectClose(law.acceptanceProbability, 11.0 / 16, relative: 4 * .ulpOfOne)
    expectClose(law.probability(ofAtLeast: 3), 5.0 / 11, relative: 4 * .ulpOfOne)
    expectClose(law.mean, 28.0 / 11, relative: 4 * .ulpOfOne)
    expectClose(law.variance(Double.init), 52.0 / 121, relative: 8 * .ulpOfOne)
    #expect(law.leastRank == 2 && law.greatestRank == 4 && law.meanOpenCount == 2)
  }

  @Test(
    "The moments of an unconditioned binomial law are np and np(1 − p), at widths where C(n, k) overflows",
    arguments: [1, 128, 1024, 4096], [0.001, 0.3, 0.5, 0.999])
  func moments(n: Int, p: Double) throws {
    let law = try GateRankLaw.binomial(width: n, openProbability: p, rankAtLeast: 0)
    let mean = Double(n) * p
    expectClose(law.mean, mean, relative: 1e-13)
    expectClose(law.variance(Double.init), mean * (1 - p), relative: 1e-12)
    expectClose(law.expectation { _ in 1 }, 1, relative: 1e-14)
    #expect(law.leastRank == 0, "rank 0 is possible even where its probability underflows")
  }

  @Test("With p = 1 every coordinate is open, whatever the condition")
  func certain() throws {
    let law = try GateRankLaw.binomial(width: 6, openProbability: 1, rankAtLeast: 2)
    #expect(try law == .full(width: 6))
    #expect(law.leastRank == 6 && law.probability(of: 6) == 1)
    #expect(law.covariance(Double.init) { Double($0 * $0) } == 0)
    #expect(try law.unconditioned == law)
  }

  @Test("A condition deep in the tail keeps its accuracy, though the tail itself underflows")
  func deepTail() throws {
    // The ratio of neighbours is exact: P(901)/P(900) = (124/901) · (1/9).
    let law = try GateRankLaw.binomial(width: 1024, openProbability: 0.1, rankAtLeast: 900)
    expectClose(law.probability(of: 901) / law.probability(of: 900), 124.0 / 8109, relative: 1e-14)
    expectClose(law.expectation { _ in 1 }, 1, relative: 1e-14)
    #expect(law.leastRank == 900)
  }

  @Test("Conditions can be lifted and exchanged")
  func conditions() throws {
    let law = try GateRankLaw.binomial(width: 8, openProbability: 0.5, rankAtLeast: 4)
    #expect(
      try law.conditioned(onRankAtLeast: 1) == .binomial(width: 8, openProbability: 0.5, rankAtLeast: 1))
    #expect(try law.unconditioned.acceptanceProbability == 1)
    expectClose(try law.unconditioned.probability(of: 0), 1.0 / 256, relative: 4 * .ulpOfOne)
    #expect(law.description == "n = 8, p = 0.5, K ≥ 4")
  }

  @Test("A tabulated law is taken as it stands, and its impossible ranks do not count")
  func tabulated() throws {
    let law = try GateRankLaw(width: 5, probabilities: [0: 0, 2: 0.25, 4: 0.75, 5: 0])
    #expect(law.leastRank == 2 && law.greatestRank == 4 && law.mean == 3.5)
    let binomial = try GateRankLaw.binomial(width: 5, openProbability: 0.3, rankAtLeast: 2)
    let table = Dictionary(uniqueKeysWithValues: (2...5).map { ($0, binomial.probability(of: $0)) })
    let same = try GateRankLaw(width: 5, probabilities: table)
    for k in 1...2 {
      expectClose(
        try LyapunovExponent.value(index: k, law: same, variance: 0.4),
        try LyapunovExponent.value(index: k, law: binomial, variance: 0.4), relative: 1e-14)
    }
  }

  @Test(
    "A law that is none is refused at the door",
    arguments: [
      ([1: 0.5], "the rank probabilities sum to 0.5; make them sum to 1"),
      ([1: 1.5, 2: -0.5], "is not a probability; use numbers in [0, 1]"),
      ([1: .nan], "P(K = 1) = nan is not a probability; use numbers in [0, 1]"),
      ([7: 1], "rank 7 does not fit width n = 4; use ranks 0 … n"),
    ] as [([Int: Double], String)])
  func refused(probabilities: [Int: Double], message: String) {
    #expect {
      try GateRankLaw(width: 4, probabilities: probabilities)
    } throws: {
      String(describing: $0).hasSuffix(message)
    }
  }

  @Test("Parameters outside their range are refused at the door")
  func parameters() {
    #expect(throws: TheoryError.self) {
      try GateRankLaw.binomial(width: 0, openProbability: 0.5, rankAtLeast: 0)
    }
    #expect(throws: TheoryError.self) {
      try GateRankLaw.binomial(width: 4, openProbability: 0, rankAtLeast: 1)
    }
    #expect(throws: TheoryError.self) {
      try GateRankLaw.binomial(width: 4, openProbability: .nan, rankAtLeast: 1)
    }
    #expect(throws: TheoryError.self) {
      try GateRankLaw.binomial(width: 4, openProbability: 0.5, rankAtLeast: 5)
    }
    #expect(throws: TheoryError.self) {
      try GateRankLaw.toeplitz(width: 4, openProbability: 0.5, correlation: 1, rankAtLeast: 1)
    }
    #expect(throws: TheoryError.self) {
      try GateRankLaw(width: 4, probabilities: [1: 1]).conditioned(onRankAtLeast: 2)
    }
  }
}
