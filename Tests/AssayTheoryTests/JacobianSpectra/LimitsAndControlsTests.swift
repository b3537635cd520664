// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import AssayTheory
import Foundation
import Testing

@Suite("Limits at large width, and controls without a limit")
struct LimitsAndControlsTests {
  @Test(
    "Newman's spectrum is at Kolmogorov distance 1/n from the triangular law",
    arguments: [(32, 0.0311), (128, 0.0078), (512, 0.00195)])
  func triangularDistance(n: Int, distance: Double) throws {
    expectClose(
      try TriangularLaw.distance(law: .full(width: n)), distance, relative: 0, absolute: distance * 0.01)
  }

  @Test("The triangular law's rivals are distribution functions on [0, 1], far from it")
  func triangularRivals() throws {
    let law = try TriangularLaw()
    #expect(law(-0.1) == 0 && law(0.25) == 0.25 && law(1.1) == 1)
    for rival in try TriangularLaw.rivals(width: 64) {
      let values = (0...100).map { rival.cdf(Double($0) / 100) }
      #expect(values == values.sorted(), "\(rival.name)")
      #expect(values[0] == 0 && values[100] == 1, "\(rival.name)")
      let distance = (0...100).map { abs(values[$0] - law(Double($0) / 100)) }.max() ?? 0
      #expect(distance > 0.05, "\(rival.name)")
    }
    // The quarter circle puts (2/π)(√3/4 + π/6) below e^λ = ½.
    let quarter = try TriangularLaw.rivals(width: 64)[1].cdf(0.25)
    expectClose(quarter, 2 / Double.pi * (3.0.squareRoot() / 4 + Double.pi / 6), relative: 1e-14)
    #expect(throws: TheoryError.self) { try TriangularLaw(openProbability: 0.5, share: 0.6) }
  }

  @Test("The share of first blocks is exactly ⅓ at L = 4^j − 1, and tends to ⅔ from above at L = 2·4^j − 1")
  func periodDoubling() throws {
    for j in 1...30 {
      let power = 1 << (2 * j)
      #expect(3 * PeriodDoubling.count(ofFirst: power - 1) == power - 1)
      #expect(3 * PeriodDoubling.count(ofFirst: 2 * power - 1) == 4 * power - 1)
    }
    expectClose(try PeriodDoubling.fraction(depth: 7), 5.0 / 7, relative: .ulpOfOne)
    let schedule = try PeriodDoubling(2, 0.5)
    let pattern = (1...9).map { schedule.standardDeviation(ofLayer: $0) }
    #expect(pattern == [2, 0.5, 0.5, 2, 2, 2, 2, 0.5, 0.5])
    for depth in [1, 5, 16, 100] {
      let mean = (1...depth).map { log(schedule.standardDeviation(ofLayer: $0)) }.reduce(0, +) / Double(depth)
      expectClose(try schedule.meanLogScale(depth: depth), mean, relative: 1e-13, absolute: 1e-15)
    }
    let far = 1 << 40
    let swing =
      try schedule.meanLogScale(depth: 2 * far - 1) - schedule.meanLogScale(depth: 4 * far - 1)
    expectClose(swing, schedule.swing, relative: 1e-11)
    #expect(throws: TheoryError.self) { try PeriodDoubling(1, 0) }
    #expect(throws: TheoryError.self) { try PeriodDoubling.fraction(depth: 0) }
  }

  @Test("Products of 2 × 2 sign matrices vanish within six layers more often than not")
  func rademacher() throws {
    #expect(try RademacherCollapse.probabilityAtWidthTwo(depth: 5) == 219.0 / 512)
    #expect(try RademacherCollapse.probabilityAtWidthTwo(depth: 6) == 1059.0 / 2048)
    #expect(try RademacherCollapse.probabilityAtWidthTwo(depth: 1) == 0)
    #expect(throws: TheoryError.self) { try RademacherCollapse.probabilityAtWidthTwo(depth: -1) }
  }

  @Test("A Cauchy mean never narrows, a mean of finite variance does")
  func cauchy() throws {
    // The quartiles of Cauchy(0, 1) are tan(±π/4).
    expectClose(CauchyGrowth.interquartileRange, 2 * tan(Double.pi / 4), relative: 4 * .ulpOfOne)
    // Quartiles ±0.6745 of the normal law.
    expectClose(try CauchyGrowth.finiteVarianceRange(depth: 100), 0.1349, relative: 0, absolute: 0.5e-4)
  }

  @Test("Gates take the rank away: the expected lifetime at n = 4 and 8, p = ½ is 16 and 256 layers")
  func collapse() throws {
    #expect(try GateCollapse.meanLifetime(width: 4, openProbability: 0.5) == 16)
    #expect(try GateCollapse.meanLifetime(width: 8, openProbability: 0.5) == 256)
    #expect(try GateCollapse.meanLifetime(width: 8, openProbability: 1) == .infinity)
    #expect(try GateCollapse.collapseProbability(width: 4, openProbability: 0.5, depth: 1) == 0)
    let law = try GateRankLaw.binomial(width: 4, openProbability: 0.5, rankAtLeast: 0)
    expectClose(
      1 - (try GateCollapse.productRankProbability(atLeast: 1, law: law, depth: 9)),
      try GateCollapse.collapseProbability(width: 4, openProbability: 0.5, depth: 9), relative: 1e-14)
    let rivals = try GateCollapse.rivals(width: 4, openProbability: 0.75, depth: 9)
    // 8 · (1/4)⁴ = 1/32
    expectClose(
      try #require(rivals.first { $0.name.hasPrefix("rare layers") }).value, 1 - exp(-1 / 32.0),
      relative: 64 * .ulpOfOne)
    #expect(rivals.count == 5)
    #expect(
      try GateCollapse.rivals(width: 4, openProbability: 0.5, depth: 9).count == 4,
      "at p = ½, pⁿ is no mistake")
  }

  @Test("The shift of non-Gaussian weights has the sign that was measured, and the order 1/n²")
  func kurtosis() throws {
    let uniform = try KurtosisShift.first(law: .full(width: 16), excessKurtosis: -1.2)
    // 3 · 1.2/(4 · 16 · 18)
    expectClose(uniform, 0.003125, relative: 4 * .ulpOfOne)
    #expect(try KurtosisShift.first(law: .full(width: 16), excessKurtosis: 6) < 0)
    #expect(throws: TheoryError.self) {
      try KurtosisShift.first(law: .full(width: 16), excessKurtosis: -3)
    }
  }
}
