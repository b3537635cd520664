// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssayTestSupport
import Testing

@Suite("Singular values of matrices with dependent columns")
struct DependentColumnsTests {
  @Test("Integer matrices of rank r < n converge, and have exactly r singular values above zero")
  func rankDeficient() throws {
    let stream = RandomStream(StreamKey(seed: 1, claim: "unit", case: "dependent columns", check: "rank"))
    for _ in 0..<20_000 {
      let n = 2 + stream.integer(below: 5)
      let r = 1 + stream.integer(below: n - 1)
      // Triangular factors with ones on the diagonal make the rank exactly r.
      var left = Matrix(rows: n, columns: r)
      var right = Matrix(rows: r, columns: n)
      for j in 0..<r {
        for i in j..<n { left[i, j] = i == j ? 1 : Double(stream.integer(below: 5) - 2) }
        for i in j..<n { right[j, i] = i == j ? 1 : Double(stream.integer(below: 5) - 2) }
      }
      let product = left * right
      #expect(try product.numericalRank() == r, "\(product)")
      #expect(try GradedSVD(product).logValues.count { $0 > -.infinity } == r, "\(product)")
    }
  }

  @Test(
    "The matrix that exposes rounding in place of a third direction has rank 2, and keeps its other values")
  func example() throws {
    let values = try Matrix([[0, -4, 2], [-3, 2, -4], [-2, 4, -4]]).singularValues()
    // The characteristic polynomial of the Gram matrix is x (x² − 85 x + 612).
    let root = (85.0 * 85 - 4 * 612).squareRoot()
    expectClose(values[0], ((85 + root) / 2).squareRoot(), relative: 16 * Double.ulpOfOne)
    expectClose(values[1], ((85 - root) / 2).squareRoot(), relative: 16 * Double.ulpOfOne)
    #expect(values[2] == 0)
  }
}
