// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssayTestSupport
import AssayTheory
import Testing

@Suite("Formulas of the singular values' flow")
struct FlowFormulaTests {
  private let rounding = 5120 * Double.ulpOfOne

  /// The masked factors and G for the squared loss, whose gradient is (J X − Y) Xᵀ / N.
  private func setting(_ one: NetworkCase) -> (factors: [Matrix], gradient: Matrix) {
    let factors = one.weightMatrices.enumerated().map { l, weight in
      var m = weight
      for j in 0..<m.columns {
        for i in 0..<m.rows {
          let reads = l == 0 || one.gates[l - 1][j]
          let writes = l == one.gates.count || one.gates[l][i]
          if !(reads && writes) { m[i, j] = 0 }
        }
      }
      return m
    }
    let x = one.inputMatrix
    let residual = one.jacobianMatrix * x - one.targetMatrix
    return (factors, (1 / Double(x.columns)) * residual.multiplied(by: x, transposingOther: true))
  }

  @Test("Rates of singular values and of the participation ratio agree with 40-digit values")
  func rates() throws {
    for one in try NetworkCase.all() {
      let reference = try #require(one.loss("squared"))
      let (factors, g) = setting(one)
      let size = reference.singularValueRates.reduce(0) { max($0, abs($1)) }
      for (index, expected) in reference.singularValueRates.enumerated() {
        let rate = try SingularValueFlow.rate(index: index + 1, factors: factors, gradient: g)
        expectClose(rate, expected, relative: 0, absolute: rounding * size, one.name)
        for rival in try SingularValueFlow.rivals(index: index + 1, factors: factors, gradient: g)
        where factors.count > 1 {
          #expect(abs(rival.value - expected) > 1e-3 * size, "\(one.name): \(rival.name)")
        }
      }
      expectClose(
        try ParticipationRatioFlow.logRate(factors: factors, gradient: g), reference.logParticipationRate,
        relative: 0, absolute: rounding * max(1, abs(reference.logParticipationRate)), one.name)
    }
  }

  @Test("For one layer every formula says ds/dt = −uᵀGv")
  func oneLayer() throws {
    let factor = Matrix.diagonal([3, 2])
    let g = Matrix([[0.5, 7], [-4, 0.25]])
    for formula in [SingularValueFlow.rate, SingularValueFlow.balancedRate] {
      expectClose(try formula(1, [factor], g), -0.5, relative: 8 * Double.ulpOfOne)
      expectClose(try formula(2, [factor], g), -0.25, relative: 8 * Double.ulpOfOne)
    }
  }

  @Test("For two equal diagonal factors the balanced formula is the exact one: ds_k/dt = −2 s_k G_kk")
  func balanced() throws {
    let root = Matrix.diagonal([2, 1.5])
    let g = Matrix([[0.5, 7], [-4, 0.25]])
    for (k, s, gkk) in [(1, 4.0, 0.5), (2, 2.25, 0.25)] {
      let factors = [root, root]
      expectClose(
        try SingularValueFlow.rate(index: k, factors: factors, gradient: g), -2 * s * gkk,
        relative: 32 * Double.ulpOfOne)
      expectClose(
        try SingularValueFlow.balancedRate(index: k, factors: factors, gradient: g), -2 * s * gkk,
        relative: 32 * Double.ulpOfOne)
      // s_k(A_1) = s_k(B_2) = √s, the empty products 1.
      expectClose(
        try SingularValueFlow.modalCoefficient(above: [s.squareRoot(), 1], below: [1, s.squareRoot()]),
        -2 * s,
        relative: 4 * Double.ulpOfOne)
    }
    expectClose(
      try SingularValueFlow.balancedCoefficient(singularValue: 16, depth: 4), -4 * 64,
      relative: 4 * Double.ulpOfOne)
  }

  @Test("Misfits and vanishing singular values are refused")
  func refusals() {
    let a = Matrix.identity(2)
    #expect(throws: TheoryError.self) { try SingularValueFlow.rate(index: 1, factors: [], gradient: a) }
    #expect(throws: TheoryError.self) { try SingularValueFlow.rate(index: 3, factors: [a], gradient: a) }
    #expect(throws: TheoryError.self) {
      try SingularValueFlow.rate(index: 1, factors: [a], gradient: .identity(3))
    }
    #expect(throws: TheoryError.self) {
      try SingularValueFlow.rate(index: 2, factors: [.diagonal([1, 0])], gradient: a)
    }
    #expect(throws: TheoryError.self) {
      try SingularValueFlow.rate(index: 1, factors: [a, .identity(3)], gradient: a)
    }
    #expect(throws: TheoryError.self) {
      try ParticipationRatioFlow.logRate(factors: [Matrix(rows: 2, columns: 2)], gradient: a)
    }
  }
}
