// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import AssayTheory
import Foundation
import Testing

@Suite("Finite depth")
struct DepthScalingTests {
  private func law(_ n: Int, _ p: Double, _ r: Int) throws -> GateRankLaw {
    try .binomial(width: n, openProbability: p, rankAtLeast: r)
  }

  @Test("Covariances, 0.0891 each at n = 8, r = 2, make the volume's variance exceed the sum of its parts")
  func covariances() throws {
    let law = try law(8, 0.5, 2)
    let covariance = try GrowthVariance.covariance(1, 2, law: law)
    expectClose(covariance, 0.0891, relative: 0, absolute: 0.5e-4)
    #expect(try covariance == GrowthVariance.covariance(2, 1, law: law))
    let parts =
      try GrowthVariance.diagonal(index: 1, law: law) + GrowthVariance.diagonal(index: 2, law: law)
    expectClose(
      try GrowthVariance.volume(first: 2, law: law), parts + 2 * covariance, relative: 1e-14)
    let rivals = try GrowthVariance.volumeRivals(first: 2, law: law)
    let rival = try #require(rivals.first { $0.name == "without the covariances" })
    expectClose(rival.value, parts, relative: 1e-14)
    #expect(try GrowthVariance.covariance(1, 2, law: .full(width: 8)) == 0)
  }

  @Test(
    "To tell L from L − 1 gated layers by five standard deviations at L = 2 takes the tabulated number of products",
    arguments: [(8, 0.5, 4, 58), (8, 0.5, 2, 39), (16, 0.5, 4, 21), (4, 0.75, 3, 766)])
  func power(n: Int, p: Double, r: Int, products: Int) throws {
    let law = try law(n, p, r)
    let truth = try DepthScaling.expectedLogVolume(first: 1, law: law, variance: 0.49, depth: 2)
    let rivals = try DepthScaling.expectedLogVolumeRivals(first: 1, law: law, variance: 0.49, depth: 2)
    let rival = try #require(rivals.first { $0.name == "L gated layers" }?.value)
    let variance = try GrowthVariance.singleDirection(law: law, depth: 2)
    #expect(Int((25 * variance / ((rival - truth) * (rival - truth))).rounded()) == products)
  }

  @Test("At depth 1 there is no gate, and for k = n the sandwich closes")
  func boundary() throws {
    let gated = try law(8, 0.5, 2)
    #expect(
      try DepthScaling.expectedLogVolume(first: 3, law: gated, variance: 0.5, depth: 1)
        == LyapunovExponent.ungatedSum(first: 3, width: 8, variance: 0.5))
    #expect(try DepthScaling.expectedLogVolume(first: 3, law: gated, variance: 0.5, depth: 2) == -.infinity)
    let closed = try DepthScaling.bounds(first: 5, law: .full(width: 5), variance: 0.5, depth: 9)
    #expect(closed.lowerBound == closed.upperBound)
    let open = try DepthScaling.bounds(first: 1, law: gated, variance: 0.5, depth: 9)
    // |m_1| = 1.61 at n = 8.
    expectClose(open.upperBound - open.lowerBound, 1.61, relative: 0, absolute: 0.5e-2)
    #expect(
      try open.upperBound == DepthScaling.asymptote(first: 1, law: gated, variance: 0.5, depth: 9))
    #expect(throws: TheoryError.self) {
      try DepthScaling.bounds(first: 3, law: gated, variance: 0.5, depth: 2)
    }
  }

  @Test("At k = 1, n = 2, the decay rate is −log(Γ(¾)²/√π)")
  func elementaryRate() throws {
    let expected = -log(pow(tgamma(0.75), 2) / Double.pi.squareRoot())
    // tgamma and log are good to an ulp; the argument of log is 0.85.
    expectClose(try FiniteDepthRate.value(index: 1, law: .full(width: 2)), expected, relative: 1e-14)
  }

  @Test("The decay rate tends to a quarter of the gap at large width, with a relative error of order 1/n²")
  func quarterGap() throws {
    var previous = 0.0
    for n in [64, 128, 256, 512, 1024] {
      let ratio =
        try FiniteDepthRate.value(index: 1, law: .full(width: n)) / SpectralGap.top(law: .full(width: n))
      let error = abs(ratio - 0.25)
      // Both expand in odd powers of 1/z, z = (n − 3/2)/2, about the midpoint of their arguments: the error is
      // a/z² (1 + b/z²), where b = −0.39 from the next Bernoulli numbers.
      let (z, half) = ((Double(n) - 1.5) / 2, (Double(n) / 2 - 1.5) / 2)
      if previous > 0 { expectClose(previous / error, z * z / (half * half), relative: 1 / (half * half)) }
      previous = error
    }
    #expect(try FiniteDepthRate.value(index: 4, law: .full(width: 4)) == .infinity)
  }

  @Test(
    "One direction among many: f(s) lies between its bounds and tends to its limits",
    arguments: [[0, -1], [0, -0.5, -3], [0, 0, 0, 0], [-0.1, 0, -40, -600]] as [[Double]])
  func sphere(logs: [Double]) throws {
    let remainder = try SphereLogMean.remainder(logSingularValues: logs)
    let bounds = try SphereLogMean.remainderBounds(logSingularValues: logs)
    #expect(remainder >= bounds.lowerBound * (1 - 1e-13) && remainder <= bounds.upperBound)
    let shifted = try SphereLogMean.value(logSingularValues: logs.map { $0 + 7 })
    expectClose(shifted, 7 + (try SphereLogMean.value(logSingularValues: logs)), relative: 1e-14)
    #expect(
      try SphereLogMean.value(logSingularValues: logs.reversed())
        == SphereLogMean.value(logSingularValues: logs))
  }

  @Test("The mean over the sphere is −∞ for the zero matrix, and refuses what is no spectrum")
  func sphereEdges() throws {
    #expect(try SphereLogMean.value(logSingularValues: [-.infinity, -.infinity]) == -.infinity)
    #expect(try SphereLogMean.remainder(logSingularValues: [3, -.infinity]) == 0)
    #expect(throws: TheoryError.self) { try SphereLogMean.value(logSingularValues: []) }
    #expect(throws: TheoryError.self) { try SphereLogMean.value(logSingularValues: [.nan, 0]) }
    #expect(throws: TheoryError.self) { try SphereLogMean.value(logSingularValues: [0, .infinity]) }
    #expect(throws: TheoryError.self) { try SphereLogMean.remainder(logSingularValues: [-.infinity]) }
  }
}
