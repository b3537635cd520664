// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssayTestSupport
import Foundation
import Testing

/// One case of `Fixtures/numerics/graded.json`: A = D₁ B D₂ with powers of two in D₁ and D₂.
private struct GradedCase: Codable, Sendable, CustomTestStringConvertible {
  let name: String
  let b: [[Double]]
  let rowPowers, columnPowers: [Int]
  let condition: Double
  let rank: Int
  let logValues, gaps: [Double]
  let left, right: [[Double]]

  var testDescription: String { name }

  var matrix: Matrix {
    var a = Matrix(b)
    for j in 0..<a.columns {
      for i in 0..<a.rows { a[i, j] = scalbn(a[i, j], rowPowers[i] + columnPowers[j]) }
    }
    return a
  }

  static func all() throws -> [GradedCase] {
    struct Contents: Decodable { let cases: [GradedCase] }
    return try fixture("numerics/graded.json", as: Contents.self).cases
  }
}

@Suite("Graded singular values")
struct GradedSVDTests {
  @Test("Every singular value is relatively accurate, however small", arguments: try GradedCase.all())
  private func values(_ expected: GradedCase) throws {
    let svd = try GradedSVD(expected.matrix)
    checkLogValues(
      svd.logValues, expected.logValues, relative: 4 * expected.condition * ulps(expected.matrix),
      expected.name)
  }

  @Test(
    "The singular vectors are the true ones, to rounding over the relative gap",
    arguments: try GradedCase.all())
  private func vectors(_ expected: GradedCase) throws {
    let svd = try GradedSVD(expected.matrix)
    let rounding = 4 * expected.condition * ulps(expected.matrix)
    for k in 0..<expected.rank where expected.gaps[k] > 0.01 {
      checkSamePair(
        (svd.left.column(k), svd.right.column(k)), (expected.left[k], expected.right[k]),
        within: rounding / expected.gaps[k], "\(expected.name), pair \(k)")
    }
  }

  @Test("The vectors are orthonormal, and the factors give the matrix back", arguments: try GradedCase.all())
  private func residual(_ expected: GradedCase) throws {
    let a = expected.matrix
    let svd = try GradedSVD(a)
    let rounding = 4 * ulps(a)
    checkOrthonormalColumns(svd.left, within: rounding, "left")
    checkOrthonormalColumns(svd.right, within: rounding, "right")
    let again = (svd.left * Matrix.diagonal(svd.values)).multiplied(by: svd.right, transposingOther: true)
    // A value is the exponential of a rounded logarithm.
    let ofLogarithm = 2 * abs(svd.logValues[0]) * Double.ulpOfOne
    #expect((again - a).frobeniusNorm <= (rounding + ofLogarithm) * a.frobeniusNorm)
  }

  @Test("Column scales far beyond a double's range are carried as logarithms", arguments: [-2000.0, 0, 2000])
  func logScales(shift: Double) throws {
    // Orthogonal columns of lengths 5 and 13: the singular values are the scales times those.
    let a = Matrix([[3, 0], [4, 0], [0, 5], [0, 12]])
    let svd = try GradedSVD(a, columnLogScales: [shift, shift + 5000])
    expectClose(svd.logValues[0], shift + 5000 + log(13), relative: 2 * Double.ulpOfOne)
    expectClose(svd.logValues[1], shift + log(5), relative: 2 * Double.ulpOfOne)
  }

  @Test("A zero matrix has logarithms −∞ and the values 0")
  func zero() throws {
    let svd = try GradedSVD(Matrix(rows: 3, columns: 2))
    #expect(svd.logValues == [-.infinity, -.infinity])
    #expect(svd.values == [0, 0])
    checkOrthonormalColumns(svd.left, within: 4 * Double.ulpOfOne, "left")
    checkOrthonormalColumns(svd.right, within: 4 * Double.ulpOfOne, "right")
    #expect(try Matrix(rows: 3, columns: 2).numericalRank() == 0)
    #expect(try Matrix(rows: 0, columns: 2).spectralNorm() == 0)
  }

  @Test("Vectors of zero singular values complete the others to orthonormal ones")
  func rankDeficient() throws {
    for a in [
      Matrix([[1, 1], [0, 0]]), Matrix([[1, 2, 3], [0, 0, 0], [0, 0, 0]]),
      Matrix([[1, 0], [1, 0], [1, 0]]),
    ] {
      let svd = try GradedSVD(a)
      #expect(svd.logValues[0].isFinite && svd.logValues.dropFirst().allSatisfy { $0 == -.infinity })
      checkOrthonormalColumns(svd.left, within: 9 * Double.ulpOfOne, "left of \(a)")
      checkOrthonormalColumns(svd.right, within: 9 * Double.ulpOfOne, "right of \(a)")
    }
  }

  @Test("A wide matrix takes column scales too")
  func wideWithScales() throws {
    // Rows (3, 0, 4) and (0, 2, 0): the lengths are 5 and 2; a common scale adds to the logarithms.
    let svd = try GradedSVD(Matrix([[3, 0, 4], [0, 2, 0]]), columnLogScales: [900, 900, 900])
    expectClose(svd.logValues[0], 900 + log(5), relative: 2 * Double.ulpOfOne)
    expectClose(svd.logValues[1], 900 + log(2), relative: 2 * Double.ulpOfOne)
    // A column of scale −∞ is a zero column.
    let withZero = try GradedSVD(Matrix([[3, 0, 4], [0, 2, 0]]), columnLogScales: [0, 0, -.infinity])
    expectClose(withZero.logValues[0], log(3), relative: 2 * Double.ulpOfOne)
  }

  @Test("The numerical rank counts what exceeds rounding of the largest value")
  func rank() throws {
    #expect(try Matrix([[1, 2], [2, 4]]).numericalRank() == 1)
    #expect(try Matrix.diagonal([1, 1e-10, 1e-20]).numericalRank() == 2)
    #expect(try Matrix([[3, 0, 0], [0, 4, 0]]).spectralNorm() == 4)
  }

  @Test("A non-finite entry or scale is an error, not a NaN", arguments: [Double.nan, .infinity])
  func nonFinite(entry: Double) {
    #expect(throws: NumericsError.self) { try GradedSVD(Matrix([[1, 2], [entry, 4]])) }
    #expect(throws: NumericsError.self) { try GradedSVD(Matrix.identity(2), columnLogScales: [0, entry]) }
  }

  private func ulps(_ a: Matrix) -> Double { Double(max(a.rows, a.columns)) * Double.ulpOfOne }
}
