// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssayTestSupport
import Testing

/// One case of `Fixtures/numerics/modular.json`, made with Python's integers.
private struct ModularCase: Codable, Sendable, CustomTestStringConvertible {
  let name: String
  let factors: [[[Int64]]]
  let residues: [[UInt64]]
  let rank, integerRank: Int
  let isZero: Bool

  var testDescription: String { name }

  var product: ModularMatrix {
    factors.reduce(ModularMatrix.identity(factors[0][0].count)) { product, w in
      product.multipliedFromLeft(by: (0..<w[0].count).flatMap { j in w.map { $0[j] } }, rows: w.count)
    }
  }

  static func all() throws -> [ModularCase] {
    struct Contents: Decodable { let cases: [ModularCase] }
    return try fixture("numerics/modular.json", as: Contents.self).cases
  }
}

@Suite("Matrices modulo 2⁶¹ − 1")
struct ModularMatrixTests {
  @Test("The modulus is the Mersenne prime")
  func modulus() {
    #expect(ModularMatrix.prime == (1 << 61) - 1)
  }

  @Test("Products, ranks and zeros are those of exact integers", arguments: try ModularCase.all())
  private func products(_ expected: ModularCase) {
    let product = expected.product
    let columns = expected.residues[0].count
    #expect(product.rows == expected.residues.count && product.columns == columns)
    #expect(product.residues == (0..<columns).flatMap { j in expected.residues.map { $0[j] } })
    #expect(product.rank == expected.rank)
    #expect(product.isZero == expected.isZero)
  }

  @Test(
    "The rank modulo the prime never exceeds the rank over the integers", arguments: try ModularCase.all())
  private func ranks(_ expected: ModularCase) {
    #expect(expected.product.rank <= expected.integerRank)
  }

  @Test("The identity has full rank, and no rows have rank 0")
  func trivial() {
    #expect(ModularMatrix.identity(7).rank == 7)
    #expect(ModularMatrix.identity(3).multipliedFromLeft(by: [], rows: 0).rank == 0)
    #expect(ModularMatrix.identity(3).multipliedFromLeft(by: [], rows: 0).isZero)
  }
}
