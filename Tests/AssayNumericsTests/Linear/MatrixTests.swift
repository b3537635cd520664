// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssayTestSupport
import Testing

/// One case of `Fixtures/numerics/matrices.json`; every number in it is exact.
private struct MatrixCase: Codable, Sendable, CustomTestStringConvertible {
  let seed, rows, inner, columns: Int
  let product, sum, difference, gram, outer: [[Double]]
  let trace, squaredNorm, largestEntry: Double

  var testDescription: String { "\(rows) × \(inner) times \(inner) × \(columns)" }

  static func all() throws -> [MatrixCase] {
    struct Contents: Decodable { let cases: [MatrixCase] }
    return try fixture("numerics/matrices.json", as: Contents.self).cases
  }
}

@Suite("Matrices")
struct MatrixTests {
  @Test(
    "Sums, products, the trace and the largest entry of short dyadic matrices are exact",
    arguments: try MatrixCase.all())
  private func algebra(_ expected: MatrixCase) {
    var numbers = ShortNumbers(seed: expected.seed)
    let a = numbers.matrix(rows: expected.rows, columns: expected.inner)
    let b = numbers.matrix(rows: expected.inner, columns: expected.columns)
    let c = numbers.matrix(rows: expected.rows, columns: expected.inner)
    #expect(a * b == Matrix(expected.product))
    #expect(a.transposed.multiplied(by: b, transposed: true) == Matrix(expected.product))
    #expect(a.multiplied(by: b.transposed, transposingOther: true) == Matrix(expected.product))
    #expect(a.multiplied(by: c, transposed: true) == Matrix(expected.gram))
    #expect(a.multiplied(by: c, transposingOther: true) == Matrix(expected.outer))
    #expect(a * b.column(0) == expected.product.map { $0[0] })
    #expect(a + c == Matrix(expected.sum))
    #expect(a - c == Matrix(expected.difference))
    #expect(2 * a == a + a)
    #expect(a.trace == expected.trace)
    #expect(a.largestEntry == expected.largestEntry)
    // A sum of rows · inner squares and one root, each rounded once.
    expectClose(
      a.frobeniusNorm, expected.squaredNorm.squareRoot(),
      relative: Double(expected.rows * expected.inner + 1) * Double.ulpOfOne)
  }

  @Test("Entries are stored column by column, and rows, columns and blocks are read from there")
  func layout() {
    let m = Matrix([[1, 2, 3], [4, 5, 6]])
    #expect(m.values == [1, 4, 2, 5, 3, 6])
    #expect(m[1, 2] == 6)
    #expect(m.row(1) == [4, 5, 6])
    #expect(m.column(1) == [2, 5])
    #expect(m.transposed == Matrix([[1, 4], [2, 5], [3, 6]]))
    #expect(m.block(rows: 0..<2, columns: 1..<3) == Matrix([[2, 3], [5, 6]]))
    #expect(m.selecting(rows: [1, 0, 1], columns: [2, 0]) == Matrix([[6, 4], [3, 1], [6, 4]]))
    #expect(m == Matrix(rows: 2, columns: 3, values: [1, 4, 2, 5, 3, 6]))
  }

  @Test("The identity and diagonal matrices act as they should")
  func diagonals() {
    let m = Matrix([[1, 2], [4, 5]])
    #expect(Matrix.identity(2) * m == m)
    #expect(Matrix.diagonal([2, -3]) * m == Matrix([[2, 4], [-12, -15]]))
    #expect(m * Matrix.diagonal([2, -3]) == Matrix([[2, -6], [8, -15]]))
  }

  @Test("Empty matrices multiply to zeros")
  func empty() {
    #expect(Matrix(rows: 2, columns: 0) * Matrix(rows: 0, columns: 3) == Matrix(rows: 2, columns: 3))
    #expect((Matrix(rows: 0, columns: 2) * Matrix([[1], [2]])).rows == 0)
    #expect(Matrix(rows: 0, columns: 0).frobeniusNorm == 0)
    #expect(Matrix([]).trace == 0)
  }

  @Test("The Frobenius norm neither overflows nor underflows on the way", arguments: [1e200, 1e-200])
  func norm(scale: Double) {
    // 3² + 4² + 12² = 13²; scaling and unscaling round once each.
    expectClose(
      Matrix([[3 * scale, 4 * scale], [12 * scale, 0]]).frobeniusNorm, 13 * scale,
      relative: 4 * Double.ulpOfOne)
  }

  @Test("A matrix prints as rows one can type in")
  func description() {
    #expect(Matrix([[1, -2.5], [0, 1e300]]).description == "[[1, -2.5], [0, 1e+300]]")
    #expect(Matrix([]).description == "[]")
  }
}
