// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssayTestSupport
import Foundation
import Testing

/// One case of `Fixtures/numerics/products.json`: an exact product of explicit factors on a frame.
private struct ProductCase: Codable, Sendable, CustomTestStringConvertible {
  let name: String
  let seed, power: Int
  let rows: [Int]
  let written: [Block]
  let frame: [[Double]]
  let conditions: Double
  let rank: Int
  let logValues, gaps: [Double]
  let logVolumes: [Double?]
  let left, right: [[Double]]

  struct Block: Codable, Sendable {
    let times: Int
    let factors: [[[Double]]]
  }

  var testDescription: String { name }

  /// The factors, first to last.
  var factors: [Matrix] {
    var numbers = ShortNumbers(seed: seed)
    let drawn = zip(rows, rows.dropFirst()).map { columns, rows in
      scalbn(1, power) * numbers.matrix(rows: rows, columns: columns)
    }
    return drawn
      + written.flatMap { block in (0..<block.times).flatMap { _ in block.factors.map { Matrix($0) } } }
  }

  /// Rounding, summed over the layers: n · ulp · Σ κ(W).
  var rounding: Double { Double(frame.count) * Double.ulpOfOne * conditions }

  func product(singularValues: Bool) throws -> RunningProduct {
    let factors = self.factors
    let start = Matrix(frame)
    let most = factors.reduce(start.rows) { max($0, $1.rows) }
    let product = RunningProduct(rows: most, columns: start.columns, singularValues: singularValues)
    product.start(frame: start)
    for w in factors { try product.apply(w) }
    return product
  }

  static func all() throws -> [ProductCase] {
    struct Contents: Decodable { let cases: [ProductCase] }
    return try fixture("numerics/products.json", as: Contents.self).cases
  }
}

@Suite("Running products")
struct RunningProductTests {
  @Test(
    "Singular values of long products are relatively accurate, beyond the range of doubles",
    arguments: try ProductCase.all())
  private func values(_ expected: ProductCase) throws {
    let logs = try expected.product(singularValues: true).logSingularValues()
    checkLogValues(logs, expected.logValues, relative: expected.rounding, expected.name)
  }

  @Test(
    "Left and right singular vectors of long products are the true ones", arguments: try ProductCase.all())
  private func vectors(_ expected: ProductCase) throws {
    let (left, logs, right) = try expected.product(singularValues: true).singularValueDecomposition()
    checkLogValues(logs, expected.logValues, relative: expected.rounding, expected.name)
    for k in 0..<expected.rank where expected.gaps[k] > 0.01 {
      checkSamePair(
        (left.column(k), right.column(k)), (expected.left[k], expected.right[k]),
        within: expected.rounding / expected.gaps[k], "\(expected.name), pair \(k)")
    }
  }

  @Test(
    "The rows of the graded factor span the row space, to rounding times its condition number",
    arguments: try ProductCase.all())
  private func rowSpace(_ expected: ProductCase) throws {
    let product = try expected.product(singularValues: true)
    guard product.rank == expected.rank else { return }
    let factor = try GradedSVD(product.gradedFactor)
    let condition = exp(factor.logValues[0] - factor.logValues[expected.rank - 1])
    for k in 0..<expected.rank {
      let vector = Matrix(rows: product.gradedFactor.columns, columns: 1, values: expected.right[k])
      let outside = vector - factor.right * factor.right.multiplied(by: vector, transposed: true)
      #expect(try outside.spectralNorm() <= expected.rounding * condition, "\(expected.name), vector \(k)")
    }
  }

  @Test(
    "Partial sums of log Rᵢᵢ are log-volumes of the frame's images, with and without singular values",
    arguments: try ProductCase.all(), [false, true])
  private func volumes(_ expected: ProductCase, singularValues: Bool) throws {
    let product = try expected.product(singularValues: singularValues)
    var volume = 0.0
    for (k, log) in product.logDiagonal.enumerated() {
      volume += log
      if let reference = expected.logVolumes[k] {
        #expect(
          abs(volume - reference) <= expected.rounding + 4 * abs(reference) * Double.ulpOfOne,
          "\(expected.name): log-volume \(k + 1) is \(volume), not \(reference)")
      } else {
        #expect(
          volume == -.infinity || volume < Foundation.log(1e-15),
          "\(expected.name): volume \(k + 1) is 0, not e^\(volume)")
      }
    }
    checkOrthonormalColumns(
      product.range, within: Double(expected.frame.count * expected.frame.count) * Double.ulpOfOne,
      expected.name)
  }

  @Test("The rank is the least number of rows so far, and rows those of the last factor")
  func ranks() throws {
    let product = RunningProduct(rows: 5, columns: 4)
    var numbers = ShortNumbers(seed: 5)
    for (rows, rank) in [(5, 4), (3, 3), (5, 3), (2, 2), (4, 2), (0, 0), (3, 0)] {
      try product.apply(numbers.matrix(rows: rows, columns: product.rows))
      #expect(product.rows == rows && product.rank == rank)
      #expect(product.logDiagonal.count == rank)
    }
  }

  @Test("A factor's increments are its own log Rᵢᵢ, a log scale adds to each, and starting anew forgets")
  func increments() throws {
    let product = RunningProduct(rows: 2, columns: 2, singularValues: true)
    let w = Matrix([[3, 1], [4, 2]])
    for _ in 0..<2 {
      // R₁₁ = 5, and det W = 2.
      let increments = try product.apply(w)
      expectClose(increments[0], Foundation.log(5), relative: 4 * Double.ulpOfOne)
      expectClose(increments[1], Foundation.log(0.4), relative: 16 * Double.ulpOfOne)
      product.start(rows: 2)
    }
    try product.apply(w.values, rows: 2, logScale: -2000)
    let logs = try product.logSingularValues()
    // σ₁² + σ₂² = 30 and σ₁ σ₂ = 2.
    expectClose(logs[0], -2000 + Foundation.log(15 + 221.0.squareRoot()) / 2, relative: 2 * Double.ulpOfOne)
    expectClose(logs[0] + logs[1], -4000 + Foundation.log(2), relative: 2 * Double.ulpOfOne)
    expectClose(product.logDiagonal[0], -2000 + Foundation.log(5), relative: 2 * Double.ulpOfOne)
  }

  @Test("A layer of deficient rank amid others leaves the other singular values accurate")
  func deficientLayer() throws {
    var numbers = ShortNumbers(seed: 77)
    for n in 2...7 {
      for rank in 1..<n {
        // Dyadic entries: the product written out is exact.
        let thin = 2 * numbers.matrix(rows: n, columns: rank)
        let factors = [
          numbers.matrix(rows: n, columns: n), thin * numbers.matrix(rows: rank, columns: n),
          numbers.matrix(rows: n, columns: n),
        ]
        let product = RunningProduct(rows: n, columns: n, singularValues: true)
        for w in factors { try product.apply(w) }
        let logs = try product.logSingularValues()
        let exact = try GradedSVD(factors[2] * factors[1] * factors[0]).logValues
        let condition = try factors.reduce(0.0) { sum, w in
          let values = try w.singularValues().filter { $0 > 1e-10 }
          return sum + values[0] / values[values.count - 1]
        }
        for k in 0..<rank {
          expectClose(
            logs[k], exact[k], relative: 0, absolute: Double(n) * condition * Double.ulpOfOne,
            "n = \(n), s[\(k)]")
        }
        for k in rank..<n { #expect(logs[k] < logs[0] + Foundation.log(1e-13)) }
      }
    }
  }

  @Test("A zero factor leaves volumes and singular values of 0 for good")
  func zero() throws {
    let product = RunningProduct(rows: 3, columns: 3, singularValues: true)
    try product.apply(Matrix([[1, 2, 0], [0, 1, 1], [1, 0, 1]]))
    try product.apply(Matrix(rows: 3, columns: 3))
    try product.apply(Matrix([[1, 2, 0], [0, 1, 1], [1, 0, 1]]))
    let (left, logs, right) = try product.singularValueDecomposition()
    #expect(logs == [-.infinity, -.infinity, -.infinity])
    #expect(product.logDiagonal == logs)
    for side in [left, right, product.range] {
      checkOrthonormalColumns(side, within: 9 * Double.ulpOfOne)
    }
  }

  @Test(
    "Non-finite and overflowing factors are errors and leave the product as it was",
    arguments: [Double.nan, .infinity, -.infinity, 1.7e308])
  func nonFinite(entry: Double) throws {
    let product = RunningProduct(rows: 2, columns: 2, singularValues: true)
    try product.apply(Matrix([[3, 1], [4, 2]]))
    let (logs, basis) = (product.logDiagonal, product.range)
    #expect(throws: NumericsError.self) { try product.apply(Matrix([[1, entry], [entry, entry]])) }
    #expect(throws: NumericsError.self) { try product.apply([1, 0, 0, 1], rows: 2, logScale: .nan) }
    #expect(product.logDiagonal == logs && product.range == basis)
  }
}
