// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation
import Testing

@Suite("Existence of the Lyapunov exponents", .paper("jacobian-spectra"))
struct ExistenceTests {
  @Test(
    "Unconditioned gates kill the product in finite depth", .claim("jacobian-spectra/rank-collapse"),
    arguments: [(3, 0.4, 3), (4, 0.4, 6), (2, 0.6, 4)])
  func rankCollapse(width n: Int, open p: Double, depth: Int) async throws {
    let product = MaskedProduct(
      width: n, depth: depth, weights: .gaussian(variance: 1), gates: .unconditioned(p))
    try await expectProbability(
      of: product.collapses,
      equals: try GateCollapse.collapseProbability(width: n, openProbability: p, depth: depth),
      rivals: try GateCollapse.rivals(width: n, openProbability: p, depth: depth, apart: 0.01))
  }

  @Test(
    "The rank of the product is the least rank of its gates", .claim("jacobian-spectra/rank-of-product"),
    arguments: [(5, 0.7, 1, 6), (8, 0.6, 2, 6), (6, 0.7, 3, 40)])
  func rankOfProduct(width n: Int, open p: Double, leastRank r: Int, depth: Int) async throws {
    let product = Settings.gaussian(n, open: p, rankAtLeast: r, depth: depth)
    // Entries multiplied out lose small singular values at depth; integers modulo a prime lose nothing.
    let sightings = depth <= 6 ? [product.denseRank, product.exactRank] : [product.exactRank]
    for sighting in sightings {
      try await expectIdentity(
        sighting.map { seen in
          let least = seen.gateRanks.min() ?? n
          let mean = Double(seen.gateRanks.reduce(0, +)) / Double(max(1, seen.gateRanks.count))
          var rivals = [
            (name: "rank = mean gate rank", value: abs(Double(seen.rank) - mean.rounded())),
            (name: "rank = last gate's rank", value: Double(abs(seen.rank - (seen.gateRanks.last ?? n)))),
            (name: "rank = n", value: Double(abs(seen.rank - n))),
          ]
          // At great depth some gate is sure to have had rank r, and then this is no mistake.
          if depth <= 6 { rivals.append((name: "rank = r", value: Double(abs(seen.rank - r)))) }
          return Residuals(of: Double(abs(seen.rank - min(n, least))), rivals: rivals)
        }, inputs: 2000,
        // Ranks are integers: the smallest possible error is 1, which a limit of 1/1000 tells from none.
        limit: 1e-3)
    }
  }

  static let stationary: [MaskedProduct] = [
    Settings.gaussian(4, open: 0.75, rankAtLeast: 2, depth: 400),
    MaskedProduct(width: 4, depth: 400, weights: .independent(.uniform, variance: 0.49)),
    MaskedProduct(
      width: 4, depth: 400, weights: .independent(.student(degreesOfFreedom: 5), variance: 0.49),
      gates: .bernoulli(0.75, rankAtLeast: 2)),
    MaskedProduct(
      width: 4, depth: 400, weights: .independent(.laplace, variance: 0.49),
      gates: .toeplitz(open: 0.75, correlation: 0.6, rankAtLeast: 2)),
  ]

  @Test(
    "(1/L) log s_k converges for stationary layers, with a variance that falls like 1/L",
    .claim("jacobian-spectra/exponents-exist"), arguments: stationary)
  func exponentsExist(product: MaskedProduct) async throws {
    // How Var((1/L) log s_k) falls from L = 40 to L = 160: nearer to L⁻¹ than a third of the way to L⁰ or L⁻². A finite
    // product's law has not settled, so at finite depth the power is claimed within bounds, not as exactly −1.
    try await expectConverges(
      of: product.withDepth(160).spreadExponent(upTo: 2, depths: (40, 160), group: 16),
      rates: (1...2).flatMap { k -> [Prediction] in
        [
          .atLeast(
            -4.0 / 3, "spread of log s_\(k): slower than L^(−4/3)", rivals: [(name: "L⁻²", value: -2)]),
          .atMost(
            -2.0 / 3, "spread of log s_\(k): faster than L^(−2/3)",
            rivals: [(name: "no convergence: L⁰", value: 0)]),
        ]
      })

    // The rate of growth over (100, 200] is that over (200, 400] to within a third of the top gap, below which two
    // exponents could be told apart.
    let third = try SpectralGap.top(law: product.rankLaw) / 3
    try await expectConverges(
      of: product.growthDrift(upTo: 2, depths: (100, 200, 400)),
      rates: (1...2).flatMap { k -> [Prediction] in
        [
          .atLeast(
            -third, "rate of log s_\(k) does not fall", rivals: [(name: "falls by a gap", value: -3 * third)]),
          .atMost(
            third, "rate of log s_\(k) does not rise", rivals: [(name: "rises by a gap", value: 3 * third)]),
        ]
      })
  }

  @Test(
    "With an exp(Cauchy) factor a layer the limit does not exist",
    .claim("jacobian-spectra/exponents-fail-heavy-tail"))
  func heavyTail() async throws {
    let wild = MaskedProduct(
      width: 3, depth: 1000, weights: .gaussian(variance: 0.49), scale: .exponentialOfCauchy)
    let depths = [10, 100, 1000]
    for (depth, oscillation) in zip(depths, wild.oscillations(between: depths, byMoreThan: 0.5)) {
      // The rate moves by Cauchy(0.9 · 2) from L to 10 L at every L; with normal factors it would move by N(0, 0.9/L).
      let normal = 2 * SpecialFunctions.normalUpperTail(0.5 / (0.9 / Double(depth)).squareRoot())
      try await expectDiverges(
        [oscillation], withProbabilityAtLeast: 0.6,
        rivals: [(name: "exp(normal) factors: a limit exists", value: normal)])
    }
    // The same statistic stays quiet where the limit exists.
    let tame = Settings.ungated(3, depth: 1000)
    for oscillation in tame.oscillations(between: depths, byMoreThan: 0.5) {
      try await expectProbability(
        of: oscillation, atMost: 0.4, rivals: [(name: "as with the Cauchy factor", value: 0.6)])
    }
  }

  @Test(
    "With a period-doubling schedule of scales (1/L) log s_1 oscillates for ever",
    .claim("jacobian-spectra/exponents-fail-non-stationary"))
  func nonStationary() async throws {
    let schedule = try PeriodDoubling(2, 0.5)
    let product = MaskedProduct(
      width: 3, depth: 1023, weights: .gaussian(variance: 0.49), scale: .periodDoubling(a: 2, b: 0.5))
    let minor = abs(try HaarLogMinor.value(first: 1, width: 3))
    // L = 2·4ʲ − 1 ends a block of the large scale, L = 4ʲ⁺¹ − 1 a block of the small one; the rate falls each time.
    for (peak, trough) in [(31, 63), (127, 255), (511, 1023)] {
      let swing = try schedule.meanLogScale(depth: peak) - schedule.meanLogScale(depth: trough)
      let full = log(4.0)
      try await expectDiverges(
        of: product.rateDifference(depths: (peak, trough)), swing: swing,
        rivals: [
          (name: "a limit exists: 0", value: 0), (name: "the whole log(σ_a/σ_b)", value: full),
          (name: "half of log(σ_a/σ_b)", value: full / 2),
        ],
        // What finite depth adds to (1/L) E log s_1 lies between 0 and |m_1|/L.
        bias: minor / Double(peak))
    }
  }

  @Test(
    "Products of ±1 matrices of even width vanish in finite time",
    .claim("jacobian-spectra/rademacher-collapse"),
    arguments: [(2, 60), (4, 2000)])
  func rademacherEven(width n: Int, depth: Int) async throws {
    let product = MaskedProduct(
      width: n, depth: depth, weights: .independent(.rademacher, variance: 1))
    try await expectProbability(
      of: product.collapsesWithSigns, atLeast: 0.99,
      rivals: [(name: "never, as for odd width", value: 0), (name: "half of them", value: 0.5)])
  }

  @Test(
    "A product of ±1 matrices of width 2 vanishes by depth L with a known probability",
    .claim("jacobian-spectra/rademacher-collapse"), arguments: [3, 6, 16])
  func rademacherWidthTwo(depth: Int) async throws {
    let product = MaskedProduct(width: 2, depth: depth, weights: .independent(.rademacher, variance: 1))
    let byThen = try RademacherCollapse.probabilityAtWidthTwo(depth: depth)
    try await expectProbability(
      of: product.collapsesWithSigns.map("J_L = 0 for ±1 weights, width 2") { $0 }, equals: byThen,
      rivals: [
        (name: "never", value: 0), (name: "certain", value: 1),
        (name: "one layer later", value: try RademacherCollapse.probabilityAtWidthTwo(depth: depth - 1)),
        (name: "one layer earlier", value: try RademacherCollapse.probabilityAtWidthTwo(depth: depth + 1)),
      ])
  }

  @Test(
    "Products of ±1 matrices of odd width never vanish", .claim("jacobian-spectra/rademacher-collapse"),
    arguments: [(3, 2000)])
  func rademacherOdd(width n: Int, depth: Int) async throws {
    let product = MaskedProduct(
      width: n, depth: depth, weights: .independent(.rademacher, variance: 1))
    try await expectProbability(
      of: product.collapsesWithSigns, equals: 0, rivals: [(name: "as for even width", value: 0.99)],
      margin: 0.01)
  }
}
