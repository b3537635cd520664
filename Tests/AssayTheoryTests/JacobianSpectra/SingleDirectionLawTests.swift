// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssayTestSupport
import AssayTheory
import Foundation
import Testing

@Suite("The law of a single direction")
struct SingleDirectionLawTests {
  /// The documented absolute accuracy of the distribution function.
  static let accuracy = 1e-13

  @Test("One ungated layer: a chi-squared law", arguments: [1, 2, 8, 64, 1024])
  func oneLayer(n: Int) throws {
    let law = try SingleDirectionLaw(law: .full(width: n), variance: 0.7, depth: 1)
    for i in -12...12 {
      let y = law.mean + Double(i) / 2 * law.varianceOfLog.squareRoot()
      let expected = try SpecialFunctions.regularisedGammaP(Double(n) / 2, exp(2 * y) / 1.4)
      expectClose(law(y), expected, relative: 0, absolute: Self.accuracy, "n = \(n), y = \(y)")
    }
  }

  @Test("Two ungated layers of width 2: a Bessel function, 1 − 2√v K₁(2√v) with v = e^{2y}/4")
  func twoLayers() throws {
    // √v = ¼, 1, 3; K₁ from mpmath at 30 digits.
    let law = try SingleDirectionLaw(law: .full(width: 2), variance: 1, depth: 2)
    let bessel = [
      (0.25, 1.656_441_120_003_300_893_7), (1, 0.139_865_881_816_522_427_3),
      (3, 0.001_343_919_717_735_509_006_4),
    ]
    for (root, value) in bessel {
      expectClose(law(log(2 * root)), 1 - 2 * root * value, relative: 0, absolute: Self.accuracy)
    }
  }

  @Test("The distribution function rises from 0 to 1, and its mean and variance are the closed forms'")
  func moments() throws {
    let gates = try GateRankLaw.binomial(width: 8, openProbability: 0.5, rankAtLeast: 2)
    let law = try SingleDirectionLaw(law: gates, variance: 0.49, depth: 10)
    expectClose(
      law.mean, try DepthScaling.expectedLogVolume(first: 1, law: gates, variance: 0.49, depth: 10),
      relative: 1e-14)
    expectClose(
      law.varianceOfLog, try GrowthVariance.singleDirection(law: gates, depth: 10), relative: 1e-14)
    // ∫ (1 − F) over y > mean, less ∫ F below, vanishes; twice the first moment of the tails is the variance.
    let step = 0.02
    var (first, second, previous) = (0.0, 0.0, 0.0)
    for i in 0..<2000 {
      let distance = (Double(i) + 0.5) * step
      let above = 1 - law(law.mean + distance)
      let below = law(law.mean - distance)
      first += (above - below) * step
      second += 2 * distance * (above + below) * step
      #expect(above + Self.accuracy >= 0 && below + Self.accuracy >= 0)
      if i > 0 { #expect(below <= previous + Self.accuracy) }
      previous = below
    }
    // The midpoint rule at step h misses h²/12 times the variance of the slope's ends: h²/24 ≈ 2e-5 at the kink.
    expectClose(first, 0, relative: 0, absolute: step * step)
    expectClose(second, law.varianceOfLog, relative: 0, absolute: step * step)
    #expect(law(-.infinity) == 0 && law(.infinity) == 1)
    #expect(law(-1e300) == 0 && law(1e300) == 1)
  }

  @Test("A gated last layer is a mixture of chi-squared laws at depth 1, and far from the truth")
  func lastLayerGated() throws {
    let gates = try GateRankLaw.binomial(width: 8, openProbability: 0.5, rankAtLeast: 4)
    let truth = try SingleDirectionLaw(law: gates, variance: 0.49, depth: 1)
    let rival = try #require(truth.rivals.first { $0.name == "last layer gated" })
    for y in [-1.0, 0, 0.3, 1] {
      let mixture = try gates.expectation {
        try SpecialFunctions.regularisedGammaP(Double($0) / 2, exp(2 * y) / 0.98)
      }
      expectClose(rival.cdf(y), mixture, relative: 0, absolute: Self.accuracy)
    }
    #expect(rival.cdf(0.3) - truth(0.3) > 0.25)
  }

  @Test("The rivals differ from the law, and none is offered where it would be no mistake")
  func rivals() throws {
    let gates = try GateRankLaw.binomial(width: 8, openProbability: 0.5, rankAtLeast: 4)
    let law = try SingleDirectionLaw(law: gates, variance: 0.49, depth: 3)
    #expect(try law.rivals.count == 3)
    for rival in try law.rivals {
      let distance = (-40...20).map { law.mean + Double($0) / 10 }.map { abs(rival.cdf($0) - law($0)) }.max()
      #expect(try #require(distance) > 0.01, "\(rival.name)")
    }
    let full = try SingleDirectionLaw(law: .full(width: 8), variance: 0.49, depth: 3)
    #expect(try full.rivals.map(\.name) == ["log-normal of the same mean and variance"])
  }

  @Test("A gate that may be empty leaves no law: the length is 0 with positive probability")
  func emptyGates() throws {
    let gates = try GateRankLaw.binomial(width: 3, openProbability: 0.5, rankAtLeast: 0)
    #expect(throws: TheoryError.self) { try SingleDirectionLaw(law: gates, variance: 1, depth: 2) }
    #expect(try SingleDirectionLaw(law: gates, variance: 1, depth: 1)(0) > 0, "the only layer is ungated")
  }
}
