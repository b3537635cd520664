// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayTestSupport
import Foundation
import Testing

/// A published reference number: how it reads, how it is computed here, and its value.
struct Reference: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let compute: @Sendable () throws -> Double
  let value: Double

  init(_ call: String, _ value: Double, _ compute: @escaping @Sendable () throws -> Double) {
    testDescription = call
    self.value = value
    self.compute = compute
  }
}

/// The values are SciPy's (1.17.1), printed to 15 digits; the tolerance is theirs, 1e−9 relative.
@Suite("Reference numbers of the confidence sequences")
struct ReferenceNumbersTests {
  @Test("Formulas agree with SciPy's values", arguments: normal + t + delayed + beta + bounded + laws)
  func agree(reference: Reference) throws {
    expectClose(try reference.compute(), reference.value, relative: 1e-9, reference.testDescription)
  }

  static let normal: [Reference] = [
    Reference("best rho, approximate, v = 100, α = .05", 12.6005609792563) {
      try NormalMixture.approximateBestRho(variance: 100, alpha: 0.05)
    },
    Reference("best rho, exact, v = 100, α = .05", 12.1773488698657) {
      try NormalMixture.bestRho(variance: 100, alpha: 0.05)
    },
    Reference("best rho, exact, v = 256, α = .01", 21.775426715869) {
      try NormalMixture.bestRho(variance: 256, alpha: 0.01)
    },
    Reference("best rho, exact, v = 256, α = .05", 31.1740131068562) {
      try NormalMixture.bestRho(variance: 256, alpha: 0.05)
    },
    Reference("best rho, exact, v = 64, α = .01", 5.44385667896724) {
      try NormalMixture.bestRho(variance: 64, alpha: 0.01)
    },
    Reference("best rho, exact, v = 1024, α = .01", 87.1017068634759) {
      try NormalMixture.bestRho(variance: 1024, alpha: 0.01)
    },
    Reference("best rho, exact, v = 256, α = .001", 15.339977533417) {
      try NormalMixture.bestRho(variance: 256, alpha: 0.001)
    },
    Reference("normal mixture, boundary", 30.3517302060356) {
      try NormalMixture(rho: 12.5).boundary(variance: 100, alpha: 0.05)
    },
    Reference("normal mixture, log e", 2.90138771133189) {
      try NormalMixture(rho: 12.5).logEValue(sum: 30, variance: 100)
    },
    Reference("one-sided normal mixture, log e", 3.59219328497848) {
      try OneSidedNormalMixture(rho: 12.5).logEValue(sum: 30, variance: 100)
    },
    Reference("gamma-exponential mixture, boundary", 33.2787951867384) {
      try GammaExponentialMixture(rho: 12.5, scale: 2).boundary(variance: 100, alpha: 0.05)
    },
    Reference("polynomial stitching", 64.487546659065) {
      try PolynomialStitching(start: 10, scale: 3).boundary(variance: 100, alpha: 0.05)
    },
  ]

  static let t: [Reference] =
    [
      (16, 0.01, 100, .infinity), (32, 0.01, 100, .infinity), (100, 0.01, 100, 0.479666489999577),
      (1000, 0.01, 100, 0.113338496805662), (10000, 0.01, 100, 0.0373793641677043),
      (100, 0.05, 1, 0.334677809884111),
    ].map { (count: Int, alpha: Double, weight: Double, value: Double) in
      Reference("t-mixture half-width, n = \(count), α = \(alpha), c² = \(weight)", value) {
        try TMixture(alpha: alpha, priorCount: weight).halfWidth(count: count, sd: 1)
      }
    }
    + [
      (32, 0.900046624914956), (64, 0.502638476646649), (256, 0.225823217819934),
      (1024, 0.114549527638573), (4096, 0.0596044992094264), (65536, 0.0162135112016228),
    ].map { (count: Int, value: Double) in
      Reference("t-mixture half-width, n = \(count), α = .01, tightest at 256", value) {
        try TMixture(alpha: 0.01).halfWidth(count: count, sd: 1)
      }
    }
    + [
      (0.05, 256, 16), (0.01, 64, 10), (0.01, 1024, 32), (0.001, 256, 19), (0.01, 256, 17),
    ].map { (alpha: Double, count: Double, first: Double) in
      Reference("t-mixture first finite count, α = \(alpha), tightest at \(count)", first) {
        Double(try TMixture(alpha: alpha, tightestAt: count).firstFiniteCount)
      }
    }
    + [
      Reference("t-mixture log e, T = 4, n = 100, c² = 100", 3.25859110478722) {
        try TMixture(alpha: 0.05, priorCount: 100).logEValue(t: 4, count: 100)
      }
    ]

  static let delayed: [Reference] = [
    Reference("Robbins–Siegmund a(.05)", 2.79548348291511) {
      try RobbinsSiegmund(alpha: 0.05, start: 64).a
    },
    Reference("Robbins–Siegmund a(.01)", 3.36821417521873) {
      try RobbinsSiegmund(alpha: 0.01, start: 64).a
    },
    Reference("Robbins–Siegmund a(.001)", 4.03314222365616) {
      try RobbinsSiegmund(alpha: 0.001, start: 64).a
    },
    Reference("Robbins–Siegmund half-width, n = m = 64", 0.421026771902341) {
      try RobbinsSiegmund(alpha: 0.01, start: 64).halfWidth(count: 64, sd: 1)
    },
    Reference("Robbins–Siegmund half-width, n = 1000, m = 64", 0.118717054064557) {
      try RobbinsSiegmund(alpha: 0.01, start: 64).halfWidth(count: 1000, sd: 1)
    },
  ]

  static let beta: [Reference] =
    [
      (70, 100, 0.05, 0.537160134858287, 0.834348464612133),
      (700, 1000, 0.01, 0.639035369335321, 0.75656841869063),
      (0, 100, 0.01, 0, 0.0720836609698099),
      (500, 500, 0.01, 0.983566351898827, 1),
      (1, 1000, 0.01, 8.92476323874258e-08, 0.0117286977207893),
    ].flatMap { (successes: Int, trials: Int, alpha: Double, lower: Double, upper: Double) in
      [
        Reference("beta-binomial, \(successes)/\(trials), α = \(alpha), lower", lower) {
          try BetaBinomialMixture(alpha: alpha).interval(successes: successes, of: trials).lower
        },
        Reference("beta-binomial, \(successes)/\(trials), α = \(alpha), upper", upper) {
          try BetaBinomialMixture(alpha: alpha).interval(successes: successes, of: trials).upper
        },
      ]
    }
    + [
      Reference("beta-binomial log e, 60/100 at ½", -0.517394483015128) {
        try BetaBinomialMixture(alpha: 0.05).logEValue(probability: 0.5, successes: 60, of: 100)
      }
    ]

  /// The first 200 points of the golden rotation: equidistributed, and the same on every machine.
  static let rotation = (0..<200).map { i in
    let turn = Double(i) * 0.6180339887498949
    return turn - turn.rounded(.down)
  }

  static let bounded: [Reference] = [
    Reference("predictable empirical Bernstein, centre", 0.4982719663237) {
      var sequence = try PredictableEmpiricalBernstein(alpha: 0.05)
      for x in rotation { sequence.append(x) }
      return sequence.centre
    },
    Reference("predictable empirical Bernstein, half-width", 0.0718135847221092) {
      var sequence = try PredictableEmpiricalBernstein(alpha: 0.05)
      for x in rotation { sequence.append(x) }
      return sequence.halfWidth
    },
    Reference("hedged capital, log against .4", 6.58586454988984) {
      var sequence = try HedgedCapital(alpha: 0.05)
      for x in rotation { sequence.append(x) }
      return sequence.logCapital(mean: 0.4)
    },
  ]

  static let laws: [Reference] =
    [
      (256, 0, 0.106397119367971), (512, 1, 0.0837494871144433), (4096, 4, 0.0331730442671908),
      (65536, 8, 0.00881743113698964),
    ].map { (count: Int, look: Int, value: Double) in
      Reference("DKW half-width, n = \(count), look \(look), α = .01", value) {
        try DKWBand(alpha: 0.01).halfWidth(count: count, look: look)
      }
    }
    + [
      Reference("iterated-logarithm constant, α = .01", 9.28354335402914) {
        try IteratedLogarithmBand(alpha: 0.01, start: 256).constant
      },
      Reference("iterated-logarithm constant, α = .05", 8.12271934583813) {
        try IteratedLogarithmBand(alpha: 0.05, start: 256).constant
      },
      Reference("iterated-logarithm half-width, n = 4096, m = 256", 0.0432636688855821) {
        try IteratedLogarithmBand(alpha: 0.01, start: 256).halfWidth(count: 4096)
      },
      Reference("Dirichlet mixture, counts 30, 20, 25, 25", -4.1919390371568) {
        try DirichletMixture().logEValue(counts: [30, 20, 25, 25])
      },
    ]
}
