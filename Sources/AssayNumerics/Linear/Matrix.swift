// SPDX-License-Identifier: GPL-3.0-or-later

@preconcurrency import CGSL

/// A dense real matrix, stored column by column (as LAPACK reads it).
public struct Matrix: Sendable, Hashable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The entries, column by column: entry (i, j) is `values[i + j * rows]`.
  public var values: [Double]

  /// The zero matrix.
  public init(rows: Int, columns: Int) {
    precondition(rows >= 0 && columns >= 0, "a matrix has no negative number of rows or columns")
    self.rows = rows
    self.columns = columns
    values = [Double](repeating: 0, count: rows * columns)
  }

  /// A matrix from its entries, column by column.
  public init(rows: Int, columns: Int, values: [Double]) {
    precondition(
      values.count == rows * columns, "a \(rows) × \(columns) matrix has \(rows * columns) entries")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// A matrix from its rows, as one would type it in.
  public init(_ rowsOfEntries: [[Double]]) {
    let width = rowsOfEntries.first?.count ?? 0
    precondition(rowsOfEntries.allSatisfy { $0.count == width }, "all rows of a matrix are equally long")
    self.init(rows: rowsOfEntries.count, columns: width)
    for (i, row) in rowsOfEntries.enumerated() {
      for (j, entry) in row.enumerated() { self[i, j] = entry }
    }
  }

  /// The n × n identity.
  public static func identity(_ n: Int) -> Matrix { diagonal([Double](repeating: 1, count: n)) }

  /// The square matrix with this diagonal and zeros elsewhere.
  public static func diagonal(_ entries: [Double]) -> Matrix {
    var m = Matrix(rows: entries.count, columns: entries.count)
    for (i, entry) in entries.enumerated() { m[i, i] = entry }
    return m
  }

  /// The entry in row i and column j, both counted from 0.
  public subscript(i: Int, j: Int) -> Double {
    get { values[i + j * rows] }
    set { values[i + j * rows] = newValue }
  }

  /// Row i.
  public func row(_ i: Int) -> [Double] { (0..<columns).map { self[i, $0] } }

  /// Column j.
  public func column(_ j: Int) -> [Double] { Array(values[j * rows..<(j + 1) * rows]) }

  /// The block of these rows and columns.
  public func block(rows rowRange: Range<Int>, columns columnRange: Range<Int>) -> Matrix {
    selecting(rows: Array(rowRange), columns: Array(columnRange))
  }

  /// The submatrix of these rows and columns, in the order given.
  public func selecting(rows rowIndices: [Int], columns columnIndices: [Int]) -> Matrix {
    var m = Matrix(rows: rowIndices.count, columns: columnIndices.count)
    for (j, from) in columnIndices.enumerated() {
      for (i, row) in rowIndices.enumerated() { m[i, j] = self[row, from] }
    }
    return m
  }

  /// The transpose.
  public var transposed: Matrix {
    var m = Matrix(rows: columns, columns: rows)
    for j in 0..<columns { for i in 0..<rows { m[j, i] = self[i, j] } }
    return m
  }

  /// The sum of the diagonal entries.
  public var trace: Double { (0..<min(rows, columns)).reduce(0) { $0 + self[$1, $1] } }

  /// The Frobenius norm, (Σ aᵢⱼ²)^½, without needless overflow. *Reference:* `cblas_dnrm2`.
  public var frobeniusNorm: Double { cblas_dnrm2(Int32(values.count), values, 1) }

  /// The largest absolute entry.
  public var largestEntry: Double { values.reduce(0) { max($0, abs($1)) } }

  /// The sum.
  public static func + (a: Matrix, b: Matrix) -> Matrix { a.combined(b, +) }
  /// The difference.
  public static func - (a: Matrix, b: Matrix) -> Matrix { a.combined(b, -) }
  /// The multiple by a number.
  public static func * (factor: Double, a: Matrix) -> Matrix {
    Matrix(rows: a.rows, columns: a.columns, values: a.values.map { factor * $0 })
  }

  /// The matrix product. *Reference:* `cblas_dgemm`.
  public static func * (a: Matrix, b: Matrix) -> Matrix { a.multiplied(by: b) }

  /// The product of this matrix or its transpose with another or its transpose. *Reference:* `cblas_dgemm`.
  public func multiplied(by b: Matrix, transposed: Bool = false, transposingOther: Bool = false) -> Matrix {
    let (m, inner) = transposed ? (columns, rows) : (rows, columns)
    let (innerB, n) = transposingOther ? (b.columns, b.rows) : (b.rows, b.columns)
    precondition(
      inner == innerB, "cannot multiply \(m) × \(inner) by \(innerB) × \(n): the inner sizes differ")
    var product = Matrix(rows: m, columns: n)
    if m == 0 || n == 0 || inner == 0 { return product }
    cblas_dgemm(
      CblasColMajor, transposed ? CblasTrans : CblasNoTrans, transposingOther ? CblasTrans : CblasNoTrans,
      Int32(m), Int32(n), Int32(inner), 1, values, Int32(rows), b.values, Int32(b.rows), 0, &product.values,
      Int32(m))
    return product
  }

  /// The product with a column vector.
  public static func * (a: Matrix, x: [Double]) -> [Double] {
    (a * Matrix(rows: x.count, columns: 1, values: x)).values
  }

  private func combined(_ b: Matrix, _ operation: (Double, Double) -> Double) -> Matrix {
    precondition(rows == b.rows && columns == b.columns, "sums need matrices of the same shape")
    return Matrix(rows: rows, columns: columns, values: zip(values, b.values).map(operation))
  }
}

extension Matrix: CustomStringConvertible {
  /// The matrix as rows one can type in: `[[1, 0], [0, 2.5]]`.
  public var description: String {
    let rowTexts = (0..<rows).map { i in
      "["
        + row(i).map { $0 == $0.rounded() && abs($0) < 1e15 ? String(Int($0)) : String($0) }.joined(
          separator: ", ")
        + "]"
    }
    return "[" + rowTexts.joined(separator: ", ") + "]"
  }
}
