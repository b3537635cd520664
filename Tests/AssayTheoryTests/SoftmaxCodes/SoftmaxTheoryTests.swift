// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssayTestSupport
import AssayTheory
import Foundation
import Testing

@Suite("Theory of softmax codes: its results fit together")
struct SoftmaxTheoryTests {
  @Test("Blocks beat collapse exactly where their cost is lower, for K = 3 … 16 and N = 1 … 8")
  func collapseIsBeaten() throws {
    for classes in 3...16 {
      let (collapse, blocks) = (
        LogitStructure.collapse(classes: classes), LogitStructure.blocks(classes: classes)
      )
      for factors in 1...8 {
        let lower = try blocks.cost(factors: factors) < collapse.cost(factors: factors) * (1 - 1e-12)
        #expect(
          try CollapseIsBeaten.byBlocks(classes: classes, factors: factors) == lower,
          "K \(classes), N \(factors)")
      }
    }
  }

  @Test("Every wrong rule for collapse being beaten fails somewhere in K = 3 … 16, N = 2 … 8")
  func wrongRules() throws {
    for rival in CollapseIsBeaten.rivals {
      let differs = try (3...16).contains { classes in
        try (2...8).contains { factors in
          try rival.holds(classes, factors) != CollapseIsBeaten.byBlocks(classes: classes, factors: factors)
        }
      }
      #expect(differs, "\(rival.name)")
    }
  }

  @Test(
    "The polygon costs less than the blocks on one side of the crossover only", arguments: [6, 8, 10, 12, 16])
  func polygonCrossover(classes: Int) throws {
    let crossover = try CollapseIsBeaten.polygonCrossover(classes: classes)
    for factors in 2...12 {
      let cheaper =
        try LogitStructure.polygon(classes: classes).cost(factors: factors)
        < LogitStructure.blocks(classes: classes).cost(factors: factors)
      #expect(cheaper == (Double(factors) > crossover))
    }
  }

  static let spectra: [[Double]] = [
    [0.3, 1.7, 0.9], [2, 2, 2], [1e-3, 4e-3, 2e-3], [5, 0.1, 3],
    [0.2, 0.5, 1.1, 0.4, 0.8, 2, 0.1], (1...15).map { 0.1 * Double($0) },
  ]

  @Test("dΨ/dt along the Walsh flow is −(N − 2) p exactly", arguments: spectra, [1, 2, 3, 4, 6, 8])
  func firstIntegral(s: [Double], factors: Int) throws {
    let flow = try WalshReduction(classes: s.count + 1, factors: factors)
    let velocity = flow.velocity(of: s)
    let q = 1 - 2 / Double(factors)
    // dy/dt = −q s^(−q−1) ds/dt, or d log s/dt.
    let slopes = zip(s, velocity).map { factors == 2 ? $1 / $0 : -q * pow($0, -q - 1) * $1 }
    let probabilities = flow.wrongProbabilities(of: s)
    // The sum over K − 1 terms loses some bits where they cancel.
    let scale = slopes.reduce(0) { $0 + abs($1) }
    for j in 1...s.count {
      var rate = 0.0
      for k in 1...s.count { rate += (k & j).nonzeroBitCount % 2 == 1 ? slopes[k - 1] : -slopes[k - 1] }
      expectClose(
        rate, FirstIntegral.rate(factors: factors, probability: probabilities[j - 1]), relative: 0,
        absolute: 16 * scale * .ulpOfOne)
    }
    for (rival, name) in FirstIntegral.rateRivals(factors: factors, probability: 0.1).map({ ($1, $0) }) {
      #expect(rival != FirstIntegral.rate(factors: factors, probability: 0.1), "\(name)")
    }
  }

  @Test("Ψ of K = 4 is the triangle inequality of s^(−q)")
  func triangle() throws {
    let (s, factors) = ([1.0, 4.0, 9.0], 4)
    let y = s.map { pow($0, -0.5) }
    let psi = try FirstIntegral.values(singularValues: s, factors: factors)
    // j = 1 meets the odd k = 1, 3; j = 2 meets 2, 3; j = 3 meets 1, 2.
    expectClose(psi[0], y[0] + y[2] - y[1], relative: 1e-15)
    expectClose(psi[1], y[1] + y[2] - y[0], relative: 0, absolute: 1e-15)
    expectClose(psi[2], y[0] + y[1] - y[2], relative: 1e-15)
    #expect(try !FirstIntegral.allowsCollapse(singularValues: s, factors: factors))
    #expect(try FirstIntegral.allowsCollapse(singularValues: [1, 1.5, 2], factors: factors))
    #expect(throws: TheoryError.self) { try FirstIntegral.values(singularValues: [1, 1], factors: 3) }
    #expect(throws: TheoryError.self) { try FirstIntegral.values(singularValues: [1, 0, 1], factors: 3) }
  }

  /// The matrix with these singular values in the Walsh basis, and the mean cross-entropy's gradient there.
  private func walshMatrix(_ s: [Double], power: Double) -> Matrix {
    let classes = s.count + 1
    var z = Matrix(rows: classes, columns: classes)
    for a in 0..<classes {
      for b in 0..<classes {
        for k in 1..<classes {
          let sign: Double = (k & (a ^ b)).nonzeroBitCount % 2 == 1 ? -1 : 1
          z[a, b] += sign * pow(s[k - 1], power) / Double(classes)
        }
      }
    }
    return z
  }

  private func crossEntropyGradient(_ z: Matrix) -> Matrix {
    var gradient = Matrix(rows: z.rows, columns: z.columns)
    for c in 0..<z.columns {
      let weights = z.column(c).map(exp)
      let total = weights.reduce(0, +)
      for j in 0..<z.rows { gradient[j, c] = (weights[j] / total - (j == c ? 1 : 0)) / Double(z.columns) }
    }
    return gradient
  }

  @Test(
    "The Walsh flow is the flow of the factors, and of the balanced product", arguments: spectra,
    [1, 2, 3, 5])
  func walshFlow(s: [Double], factors: Int) throws {
    let flow = try WalshReduction(classes: s.count + 1, factors: factors)
    let z = walshMatrix(s, power: 1)
    let gradient = crossEntropyGradient(z)
    let expected = walshMatrix(flow.velocity(of: s).map { abs($0) }, power: 1)
    let factor = walshMatrix(s, power: 1 / Double(factors))
    let byFactors = ProductVelocity.value(
      factors: Array(repeating: factor, count: factors), gradient: gradient)
    let balanced = try ProductVelocity.balanced(product: z, gradient: gradient, factors: factors)
    let scale = expected.largestEntry
    // Products of N matrices of K columns: some K N roundings.
    let tolerance = 8 * Double((s.count + 1) * factors) * scale * .ulpOfOne
    #expect((byFactors - expected).largestEntry <= tolerance)
    // Fractional powers of a singular value near 0 (the frozen mode) magnify its rounding.
    #expect((balanced - expected).largestEntry <= 1e-6 * scale)
    for rival in flow.velocityRivals(of: s) where rival.value != flow.velocity(of: s) {
      #expect((walshMatrix(rival.value, power: 1) - expected).largestEntry > 1e-3 * scale, "\(rival.name)")
    }
  }

  @Test("Margins of the Walsh flow are differences of logits")
  func walshMargins() throws {
    for s in Self.spectra {
      let z = walshMatrix(s, power: 1)
      let margins = try WalshReduction(classes: s.count + 1, factors: 3).margins(of: s)
      for j in 1...s.count { expectClose(margins[j - 1], z[0, 0] - z[j, 0], relative: 1e-13) }
    }
    #expect(throws: TheoryError.self) { try WalshReduction(classes: 6, factors: 3) }
  }

  @Test("The velocity of balanced factors is a function of their product", arguments: [1, 2, 3, 4])
  func balanced(factors: Int) throws {
    let z = Matrix([[2, 0.3, -0.4], [0.1, 1.5, 0.2], [-0.7, 0.4, 1]])
    let gradient = Matrix([[-0.5, 0.2, 0.1], [0.3, -0.6, 0.2], [0.2, 0.4, -0.3]])
    let svd = try GradedSVD(z)
    let root = Matrix.diagonal(svd.values.map { pow($0, 1 / Double(factors)) })
    var balanced = [Matrix](repeating: root, count: factors)
    balanced[0] = balanced[0].multiplied(by: svd.right, transposingOther: true)
    balanced[factors - 1] = svd.left * balanced[factors - 1]
    let difference =
      try ProductVelocity.balanced(product: z, gradient: gradient, factors: factors)
      - ProductVelocity.value(factors: balanced, gradient: gradient)
    #expect(difference.largestEntry < 100 * Double(factors) * .ulpOfOne)
  }

  @Test("The peak of a perturbation of collapse is where growth turns to decay")
  func peak() throws {
    let (classes, factors, start) = (6, 4, 0.1)
    let peak = try CollapseStability.threshold(classes: classes, factors: factors)
    let top = try CollapseStability.peakAmplification(classes: classes, factors: factors, from: start)
    for margin in [0.9 * peak, 1.1 * peak] {
      #expect(
        try CollapseStability.amplification(classes: classes, factors: factors, from: start, to: margin) < top
      )
    }
  }

  @Test("Rivals are kept only where they can be told apart, and never equal the truth")
  func rivals() throws {
    let lists: [(Double, RivalValues, Int)] = [
      (
        try FactorNorm.flatProductNorm(rank: 3, factors: 4),
        try FactorNorm.flatProductNormRivals(rank: 3, factors: 4), 3
      ),
      (
        try FactorNorm.leastSquaredNorm(singularValues: [2, 1], factors: 3),
        try FactorNorm.leastSquaredNormRivals(singularValues: [2, 1], factors: 3), 3
      ),
      (3, try LogitStructure.collapse(classes: 4).costRivals(factors: 3), 0),
      (
        try LogitStructure.blocks(classes: 4).cost(factors: 3),
        try LogitStructure.blocks(classes: 4).costRivals(factors: 3), 4
      ),
      (
        try EarlyRepulsion.singularValue(classes: 4, factors: 3, start: 1e-3, time: 10),
        try EarlyRepulsion.rivals(classes: 4, factors: 3, start: 1e-3, time: 10), 5
      ),
      (
        try CollapseStability.amplification(classes: 4, factors: 3, from: 0.05, to: 1),
        try CollapseStability.rivals(classes: 4, factors: 3, from: 0.05, to: 1), 4
      ),
      (try CollapseBasin.probability(factors: 3), try CollapseBasin.rivals(factors: 3), 4),
      (try CollapseBasin.separatrix(factors: 3), try CollapseBasin.separatrixRivals(factors: 3), 3),
      (
        try SoftmaxCodeMargin.value(classes: 8, dimension: 3),
        try SoftmaxCodeMargin.rivals(classes: 8, dimension: 3), 5
      ),
      (1, try SoftmaxCodeMargin.rivals(classes: 6, dimension: 4), 4),
      (
        try LimitConvergence.lowRankExcessSlope(factors: 4),
        try LimitConvergence.lowRankExcessRivals(factors: 4), 4
      ),
    ]
    for (truth, rivals, count) in lists {
      #expect(rivals.count == count)
      for rival in rivals { #expect(abs(rival.value - truth) > 1e-9 * abs(truth), "\(rival.name)") }
    }
  }

  @Test("The basin shrinks with depth, from certainty at N = 2 towards (24/5√5) log φ − 4/5")
  func basin() throws {
    let probabilities = try (2...40).map { try CollapseBasin.probability(factors: $0) }
    #expect(probabilities[0] == 1)
    for (shallow, deep) in zip(probabilities, probabilities.dropFirst()) { #expect(deep < shallow) }
    let limit = try CollapseBasin.probabilityAtInfiniteDepth()
    #expect((probabilities.last ?? 0) > limit)
    // At q = 1, h = u(1 − u), and the integral is elementary: (24 / 5√5) log φ − 4/5 with the golden ratio φ.
    let golden = (1 + 5.0.squareRoot()) / 2
    expectClose(limit, 24 / (5 * 5.0.squareRoot()) * log(golden) - 0.8, relative: 1e-13)
  }
}
