// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation
import Testing

@Suite("The rate of the finite-depth remainder", .paper("jacobian-spectra"))
struct FiniteDepthRateTests {
  /// Networks with two inputs: width, gates.
  struct Setting: Sendable, CustomStringConvertible {
    let n: Int
    let gates: GateLaw

    var description: String { "n = \(n), \(gates), 2 inputs" }

    func product(depth: Int) -> MaskedProduct {
      MaskedProduct(width: n, depth: depth, weights: .gaussian(variance: 0.49), gates: gates, inputs: 2)
    }
  }

  static let settings = [
    Setting(n: 2, gates: .none), Setting(n: 4, gates: .bernoulli(0.75, rankAtLeast: 3)),
    Setting(n: 8, gates: .bernoulli(0.5, rankAtLeast: 4)),
  ]

  @Test(
    "The finite-depth remainder decays like L^(−3/2) e^(−cL), with c about a quarter of the gap",
    .claim("jacobian-spectra/finite-depth-rate"), arguments: settings)
  func rate(setting: Setting) async throws {
    let law = try setting.product(depth: 1).rankLaw
    let (rate, gap) = (try FiniteDepthRate.value(index: 1, law: law), try SpectralGap.top(law: law))

    // The remainder itself, where it can be sampled as it is.
    for depth in [4, 12] {
      try await expectMean(
        of: setting.product(depth: depth).twoInputRemainder,
        equals: try FiniteDepthRemainder.twoInputs(law: law, depth: depth),
        rivals: try FiniteDepthRemainder.rivals(law: law, depth: depth, from: 1))
    }

    // Where it is rare, by a walk without drift: the mean is Rem_1(L) without its exponential.
    for depth in [32, 128] {
      let scale = exp(-(try FiniteDepthRemainder.logMeanSphericalFunction(law: law, depth: depth)))
      try await expectMean(
        of: TiltedTwoInputs(width: setting.n, depth: depth, gates: setting.gates).scaledRemainder,
        equals: try FiniteDepthRemainder.scaledTwoInputs(law: law, depth: depth),
        rivals: try FiniteDepthRemainder.rivals(law: law, depth: depth, from: depth / 4).map {
          (name: $0.name, value: $0.value * scale)
        },
        // One trial in L^(3/2) or so counts: batches must hold several.
        batch: 256)
    }

    // One function of s_2/s_1 whose mean is the exponential alone: its logarithm's slope in depth is −c at every depth.
    let depth = 16
    let spherical = exp(try FiniteDepthRemainder.logMeanSphericalFunction(law: law, depth: depth))
    let first = exp(try FiniteDepthRemainder.logMeanSphericalFunction(law: law, depth: 1))
    try await expectMean(
      of: setting.product(depth: depth).twoInputSphericalFunction, equals: spherical,
      rivals: ([0.5, 2, 4, 8].map { factor in (name: "rate \(factor) c", rate: rate * factor) }
        + [(name: "rate: the gap", rate: gap), (name: "rate: a quarter of the gap", rate: gap / 4)])
        .map { (name: $0.name, value: first * exp(-$0.rate * Double(depth - 1))) }
        // A quarter of the gap is the leading term of c, and at widths 4 and 8 too near to be a mistake here.
        .filter { abs($0.value - spherical) > spherical / 10 })

    // From the exact remainder: what remains of its fall once e^(−cL) is taken out is a power of L.
    try expectConverges(
      "Rem_1(L) e^(cL) against L", in: setting.description,
      points: try [1000, 2000, 4000, 8000].map { depth in
        (x: Double(depth), y: try FiniteDepthRemainder.scaledTwoInputs(law: law, depth: depth))
      }, exponent: -1.5,
      rivals: [
        (name: "no power", value: 0), (name: "L^(−1/2)", value: -0.5), (name: "L^(−5/2)", value: -2.5),
      ])
  }
}
