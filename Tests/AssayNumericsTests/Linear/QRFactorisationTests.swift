// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssayTestSupport
import Foundation
import Testing

@Suite("QR factorisation")
struct QRFactorisationTests {
  @Test(
    "A = QR with orthonormal columns and a non-negative diagonal, for every shape",
    arguments: [
      (1, 1), (2, 1), (1, 2), (2, 2), (3, 3), (4, 3), (3, 4), (5, 2), (2, 5), (7, 7), (8, 5), (17, 16),
      (16, 17),
      (33, 9), (9, 33), (64, 64), (65, 63), (100, 7), (7, 100), (130, 129), (150, 90), (200, 200), (256, 256),
      (257, 256), (300, 280), (280, 300),
    ])
  func laws(rows: Int, columns: Int) throws {
    var numbers = ShortNumbers(seed: 100 * rows + columns)
    let a = numbers.matrix(rows: rows, columns: columns)
    let qr = try QRFactorisation(a)
    checkFactorisation(of: a, q: qr.q, r: qr.r)
  }

  @Test("Rank-deficient matrices are factored too")
  func rankDeficient() throws {
    var numbers = ShortNumbers(seed: 3)
    let thin = numbers.matrix(rows: 9, columns: 3)
    for a in [
      thin * numbers.matrix(rows: 3, columns: 7), Matrix(rows: 6, columns: 4), Matrix([[0, 1], [0, 0]]),
      Matrix([[1, 1, 0], [0, 0, 1], [0, 0, 0]]), Matrix([[0, 0, 3], [0, 0, 4]]), Matrix([[-2]]),
    ] {
      let qr = try QRFactorisation(a)
      checkFactorisation(of: a, q: qr.q, r: qr.r, "\(a)")
    }
  }

  @Test("The factors of a matrix with a known factorisation")
  func known() throws {
    // Columns (3, 4, 0) and (1, 2, 2): R₁₁ = 5, R₁₂ = 11/5, R₂₂ = |(1, 2, 2) − (11/25)(3, 4, 0)| = √(104/25).
    let qr = try QRFactorisation(Matrix([[3, 1], [4, 2], [0, 2]]))
    expectClose(qr.r[0, 0], 5, relative: 4 * Double.ulpOfOne)
    expectClose(qr.r[0, 1], 11.0 / 5, relative: 4 * Double.ulpOfOne)
    expectClose(qr.r[1, 1], (104.0 / 25).squareRoot(), relative: 4 * Double.ulpOfOne)
    expectClose(qr.q[0, 0], 0.6, relative: 4 * Double.ulpOfOne)
    expectClose(qr.q[2, 1], 2 / (104.0 / 25).squareRoot(), relative: 4 * Double.ulpOfOne)
  }

  @Test(
    "Entries near the ends of a double's range neither overflow nor vanish",
    arguments: [1e200, 1e-200, 1e-305])
  func extremes(scale: Double) throws {
    var numbers = ShortNumbers(seed: 8)
    let a = numbers.matrix(rows: 6, columns: 4)
    let plain = try QRFactorisation(a)
    let scaled = try QRFactorisation(scale * a)
    // Subnormal intermediate numbers are at most 2⁻¹⁰⁷⁴, below ulp times the entries.
    #expect((scaled.q - plain.q).largestEntry <= 24 * Double.ulpOfOne)
    #expect((scaled.r - scale * plain.r).largestEntry <= 24 * Double.ulpOfOne * scale * plain.r.largestEntry)
  }

  @Test("A column far smaller than the others keeps its relative accuracy")
  func gradedColumns() throws {
    let tiny = 0x1p-700
    let qr = try QRFactorisation(Matrix([[3, 1 * tiny], [4, 2 * tiny], [0, 2 * tiny]]))
    expectClose(qr.r[1, 1], (104.0 / 25).squareRoot() * tiny, relative: 8 * Double.ulpOfOne)
  }

  @Test("Empty matrices have empty factors")
  func empty() throws {
    let flat = try QRFactorisation(Matrix(rows: 0, columns: 3))
    #expect(flat.q.rows == 0 && flat.q.columns == 0 && flat.r.rows == 0 && flat.r.columns == 3)
    let thin = try QRFactorisation(Matrix(rows: 3, columns: 0))
    #expect(thin.q.rows == 3 && thin.q.columns == 0 && thin.r.rows == 0)
  }

  @Test("A non-finite entry is an error, not a NaN", arguments: [Double.nan, .infinity, -.infinity])
  func nonFinite(entry: Double) {
    #expect(throws: NumericsError.self) { try QRFactorisation(Matrix([[1, 2], [entry, 4]])) }
  }

  @Test("Q of a Gaussian matrix is Haar distributed: both columns of a 2 × 2 one point anywhere")
  func haar() throws {
    let stream = RandomStream(StreamKey(seed: 1, claim: "QR", case: "2 × 2", check: "Haar"))
    var first: [Double] = [], second: [Double] = [], determinants: [Double] = []
    for _ in 0..<50_000 {
      let q = try QRFactorisation(stream.matrix(rows: 2, columns: 2)).q
      first.append(atan2(q[1, 0], q[0, 0]))
      second.append(atan2(q[1, 1], q[0, 1]))
      determinants.append(q[0, 0] * q[1, 1] - q[0, 1] * q[1, 0] > 0 ? 1 : 0)
    }
    let uniform = { (angle: Double) in (angle + Double.pi) / (2 * Double.pi) }
    checkSampler(first, against: uniform, "first column")
    checkSampler(second, against: uniform, "second column")
    checkMean(of: determinants, equals: 0.5, in: 0...1, "orientation")
  }
}
