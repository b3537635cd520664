// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssayTestSupport
import Foundation
import Testing

/// Each check fails with probability at most 1e-9 under the law it states; the seeds are fixed.
@Suite("Samplers")
struct SamplerTests {
  private static let count = 200_000

  private func stream(_ check: String) -> RandomStream {
    RandomStream(StreamKey(seed: 20_260_127, claim: "samplers", case: "law", check: check))
  }

  private func draws(_ check: String, _ draw: (RandomStream) -> Double) -> [Double] {
    let stream = stream(check)
    return (0..<Self.count).map { _ in draw(stream) }
  }

  @Test(
    "Entries have the law and the standard deviation they are asked for", arguments: Laws.all, [1.0, 0.3])
  func entries(law: EntryLaw, standardDeviation: Double) {
    let draws = stream("\(law)").matrix(
      rows: Self.count, columns: 1, law: law, standardDeviation: standardDeviation
    ).values.map { $0 / standardDeviation }
    // Dividing by 0.3 may not give back exactly ±1.
    let exact = law == .rademacher ? draws.map { $0.rounded() } : draws
    checkSampler(
      exact, against: { Laws.distribution(of: law, $0) },
      below: { Laws.distribution(of: law, $0, strict: true) }, "\(law)")
  }

  @Test("The scale of each entry law is exact: the mean of a bounded function that moves with it")
  func scales() {
    let sample = { (law: EntryLaw) in
      self.stream("scale \(law)").matrix(rows: Self.count, columns: 1, law: law, standardDeviation: 1).values
    }
    // E cos X = e^(−1/2) for a standard normal.
    checkMean(of: sample(.gaussian).map(cos), equals: exp(-0.5), in: -1...1, "gaussian")
    // X² lies in [0, 3] with mean 1.
    checkMean(of: sample(.uniform).map { $0 * $0 }, equals: 1, in: 0...3.000001, "uniform")
    // With T = X √(5/3), 5/(5 + T²) is Beta(5/2, 1/2) distributed: mean 5/6.
    checkMean(
      of: sample(.student(degreesOfFreedom: 5)).map { 5 / (5 + $0 * $0 * 5 / 3) }, equals: 5.0 / 6, in: 0...1,
      "t₅")
    // |X| √2 is exponential: E e^(−|X| √2) = 1/2.
    checkMean(
      of: sample(.laplace).map { exp(-abs($0) * 2.0.squareRoot()) }, equals: 0.5, in: 0...1, "laplace")
    #expect(sample(.rademacher).allSatisfy { abs($0) == 1 })
  }

  @Test("Uniforms lie in [0, 1) and are uniform")
  func uniforms() {
    let draws = draws("uniform") { $0.uniform() }
    #expect(draws.allSatisfy { $0 >= 0 && $0 < 1 })
    checkSampler(draws, against: { $0 })
  }

  @Test("Gaussians have the standard deviation they are asked for", arguments: [1.0, 2.5])
  func gaussians(sd: Double) {
    checkSampler(draws("gaussian") { $0.gaussian(sd: sd) }, against: { Laws.normal($0 / sd) })
  }

  @Test("Exponentials have the mean they are asked for", arguments: [1.0, 0.2])
  func exponentials(mean: Double) {
    checkSampler(draws("exponential") { $0.exponential(mean: mean) }, against: { -expm1(-$0 / mean) })
  }

  @Test("Cauchy numbers have the half-width they are asked for", arguments: [1.0, 3.0])
  func cauchys(scale: Double) {
    checkSampler(draws("Cauchy") { $0.cauchy(scale: scale) }, against: { 0.5 + atan($0 / scale) / Double.pi })
  }

  @Test("A coin shows heads with its probability", arguments: [0.0, 0.01, 0.5, 0.9, 1])
  func coins(p: Double) {
    let draws = draws("coin") { $0.bernoulli(p) ? 1 : 0 }
    checkMean(of: draws, equals: p, in: 0...1)
    if p == 0 || p == 1 { #expect(draws.allSatisfy { $0 == p }) }
  }

  @Test("The law checker tells a standard deviation of 1.04 from 1")
  func power() {
    let draws = stream("power").matrix(rows: Self.count, columns: 1, standardDeviation: 1.04).values
    let distance = kolmogorovDistance(draws, from: Laws.normal)
    #expect(distance > kolmogorovBound(count: Self.count, error: 1e-9))
  }
}
