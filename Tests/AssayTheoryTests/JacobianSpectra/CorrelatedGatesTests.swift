// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import AssayTheory
import Foundation
import Testing

@Suite("Gates correlated along the width")
struct CorrelatedGatesTests {
  /// The law of the count to this absolute error, as documented.
  static let accuracy = 1e-14

  @Test(
    "Two coordinates at p = ½ follow the arcsine law",
    arguments: [-0.99, -0.6, 0.1, 0.6, 0.9, 0.99, 0.999])
  func arcsine(correlation: Double) throws {
    let law = try GateRankLaw.toeplitz(
      width: 2, openProbability: 0.5, correlation: correlation, rankAtLeast: 0)
    let both = 0.25 + asin(correlation) / (2 * Double.pi)
    expectClose(law.probability(of: 2), both, relative: 0, absolute: Self.accuracy)
    expectClose(law.probability(of: 0), both, relative: 0, absolute: Self.accuracy)
  }

  @Test("Three coordinates at p = ½ follow the orthant formula", arguments: [-0.7, 0.3, 0.8, 0.95])
  func orthant(correlation rho: Double) throws {
    let law = try GateRankLaw.toeplitz(
      width: 3, openProbability: 0.5, correlation: rho, rankAtLeast: 0)
    let all = 0.125 + (2 * asin(rho) + asin(rho * rho)) / (4 * Double.pi)
    expectClose(law.probability(of: 3), all, relative: 0, absolute: Self.accuracy)
  }

  @Test(
    "The mean number of open coordinates is np, and the law of the closed ones is the law at 1 − p",
    arguments: [(8, 0.3, 0.6), (16, 0.9, -0.5), (5, 0.01, 0.95), (32, 0.5, 0.9)])
  func symmetry(n: Int, p: Double, rho: Double) throws {
    let open = try GateRankLaw.toeplitz(width: n, openProbability: p, correlation: rho, rankAtLeast: 0)
    let closed = try GateRankLaw.toeplitz(
      width: n, openProbability: 1 - p, correlation: rho, rankAtLeast: 0)
    // Exact in Φ⁻¹(p), whose own rounding moves p by a few ulp a coordinate.
    expectClose(open.mean, Double(n) * p, relative: 1e-12)
    for j in 0...n {
      expectClose(
        open.probability(of: j), closed.probability(of: n - j), relative: 0, absolute: Self.accuracy)
    }
  }

  @Test("The law tends to the binomial one as the correlation vanishes, where it becomes it")
  func uncorrelated() throws {
    let binomial = try GateRankLaw.binomial(width: 6, openProbability: 0.4, rankAtLeast: 2)
    #expect(
      try GateRankLaw.toeplitz(width: 6, openProbability: 0.4, correlation: 0, rankAtLeast: 2) == binomial)
    let nearly = try GateRankLaw.toeplitz(
      width: 6, openProbability: 0.4, correlation: 1e-15, rankAtLeast: 2)
    for j in 2...6 {
      expectClose(nearly.probability(of: j), binomial.probability(of: j), relative: 0, absolute: 5e-14)
    }
    #expect(nearly != binomial)
    #expect(try nearly.withIndependentGates == binomial)
  }

  @Test("Overlooking the correlation moves the first two exponents by −0.046 and −0.050")
  func overlooked() throws {
    // 8 coordinates, p = ½, ρ = 0.6, rank ≥ 2; from the Hermite expansion at 25 digits.
    let law = try GateRankLaw.toeplitz(width: 8, openProbability: 0.5, correlation: 0.6, rankAtLeast: 2)
    for (k, shift) in [(1, -0.046145), (2, -0.050474)] {
      let truth = try LyapunovExponent.value(index: k, law: law, variance: 0.49)
      let rival = try LyapunovExponent.independentGatesRival(index: k, law: law, variance: 0.49)
      expectClose(rival - truth, shift, relative: 0, absolute: 0.5e-6)
    }
  }
}
