// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayNumerics
import AssayTestSupport
import Foundation
import Testing

/// An e-value's expectation under its hypothesis is exactly 1. Enumerations are exact up to rounding, quadratures to
/// 1e−11 (each density alone integrates to 1 within that).
@Suite("The expectation of an e-value is one")
struct EValueIdentitiesTests {
  @Test("Beta-binomial, n = 12, by enumeration", arguments: [0.05, 0.3, 0.5, 0.99])
  func betaBinomial(p: Double) throws {
    let sequence = try BetaBinomialMixture(alpha: 0.01)
    let mean = try (0...12).reduce(0) { sum, s in
      sum + (try binomial(12, s, p)) * exp(try sequence.logEValue(probability: p, successes: s, of: 12))
    }
    // 13 terms, each with logarithms of size up to 60: 13 · 60 ulp.
    expectClose(mean, 1, relative: 800 * .ulpOfOne)
  }

  @Test("One-sided beta-binomial: one at its bound, less above it, by enumeration")
  func oneSidedBetaBinomial() throws {
    let process = try OneSidedBetaBinomial(bound: 0.75)
    func mean(_ p: Double) throws -> Double {
      try (0...12).reduce(0) { sum, s in
        sum + (try binomial(12, s, p)) * exp(try process.logEValue(successes: s, of: 12))
      }
    }
    // GSL's incomplete beta function is good to about 1e−13.
    expectClose(try mean(0.75), 1, relative: 1e-12)
    #expect(try mean(0.8) < 1)
    #expect(try mean(0.99) < 1)
    #expect(try mean(0.6) > 1)
  }

  @Test("One failure makes the evidence against \"always\" infinite")
  func always() throws {
    let process = try OneSidedBetaBinomial(bound: 1)
    #expect(try process.logEValue(successes: 99, of: 100) == .infinity)
    #expect(try process.logEValue(successes: 100, of: 100) < 0)
  }

  @Test("Dirichlet mixture, three cells, n = 4, by enumeration", arguments: [0.5, 1.0, 3.0])
  func dirichlet(weight: Double) throws {
    let mixture = try DirichletMixture(weight: weight)
    var mean = 0.0
    for i in 0...4 {
      for j in 0...(4 - i) {
        let k = 4 - i - j
        let ways = exp(
          try SpecialFunctions.logChoose(4, i) + SpecialFunctions.logChoose(4 - i, j))
        mean += ways / 81 * exp(try mixture.logEValue(counts: [i, j, k]))
      }
    }
    expectClose(mean, 1, relative: 500 * .ulpOfOne)
  }

  @Test("Normal mixtures at v = 30, by quadrature")
  func normal() throws {
    let (two, one) = (try NormalMixture(rho: 12.5), try OneSidedNormalMixture(rho: 12.5))
    let sd = 30.0.squareRoot()
    func density(_ s: Double) -> Double { exp(-s * s / 60) / (sd * (2 * Double.pi).squareRoot()) }
    expectClose(integralOverLine(density), 1, relative: 1e-11)
    // Density and e-value in one exponent: apart, they overflow and underflow in the tails.
    func mean(_ logEValue: (Double) -> Double) -> Double {
      integralOverLine { s in
        exp(logEValue(s) - s * s / 60) / (sd * (2 * Double.pi).squareRoot())
      }
    }
    expectClose(mean { two.logEValue(sum: $0, variance: 30) }, 1, relative: 1e-11)
    expectClose(mean { one.logEValue(sum: $0, variance: 30) }, 1, relative: 1e-11)
  }

  @Test("t-mixture at n = 8 under Student's law with 7 degrees of freedom, by quadrature")
  func tMixture() throws {
    let sequence = try TMixture(alpha: 0.01, priorCount: 5)
    let constant =
      try SpecialFunctions.logGamma(4) - SpecialFunctions.logGamma(3.5) - 0.5 * log(7 * Double.pi)
    func logDensity(_ t: Double) -> Double { constant - 4 * log1p(t * t / 7) }
    expectClose(integralOverLine { exp(logDensity($0)) }, 1, relative: 1e-11)
    let mean = integralOverLine { exp(logDensity($0) + sequence.logEValue(t: $0, count: 8)) }
    expectClose(mean, 1, relative: 1e-11)
  }

  @Test("Gamma-exponential mixture for the sum of 10 centred exponentials, by quadrature")
  func gammaExponential() throws {
    let mixture = try GammaExponentialMixture(rho: 4, scale: 1)
    let logFactorial = try SpecialFunctions.logGamma(10)
    // The sum is Gamma(10) − 10 with intrinsic time 10; g = e^x covers (0, ∞). The integrand falls like g⁻⁵, so
    // beyond 1e6 it holds less than 1e−18.
    let mean = try integralOverLine { x in
      let g = exp(x)
      guard g > 0, g < 1e6 else { return 0 }
      let logDensity = 9 * x - g - logFactorial
      return exp(logDensity + x + (try mixture.logEValue(sum: g - 10, variance: 10)))
    }
    expectClose(mean, 1, relative: 1e-11)
  }

  private func binomial(_ n: Int, _ k: Int, _ p: Double) throws -> Double {
    exp(try SpecialFunctions.logChoose(n, k) + Double(k) * log(p) + Double(n - k) * log1p(-p))
  }
}
