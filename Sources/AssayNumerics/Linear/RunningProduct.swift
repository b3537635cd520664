// SPDX-License-Identifier: GPL-3.0-or-later

import CAssay

/// A product of matrices carried as J = Q U diag(e^d) T, multiplied from the left one layer at a time.
///
/// Q has orthonormal columns, U is orthogonal, the d are sizes in descending order and T has entries of order 1; so nothing
/// overflows and no small singular value is lost, at any depth. *Guarantee:* a singular value's relative error is a modest
/// multiple of rounding times the sum of the layers' condition numbers. A layer costs O(rows · columns · rank), and
/// allocates nothing. Not safe to share between threads. *Reference:* the discrete QR method of Benettin et al. (1980);
/// Stewart, "On graded QR decompositions of products of matrices", ETNA 3 (1995).
public final class RunningProduct {
  private let state: OpaquePointer
  private let mostRows: Int
  private let columns: Int
  private let singularValues: Bool

  /// Makes room for a product.
  /// - Parameters:
  ///   - rows: the most rows any factor, or the start, has.
  ///   - columns: the columns of the frame that is carried along; at most `rows`.
  ///   - singularValues: whether the graded factors are kept, so that singular values and vectors can be asked for; else
  ///     only Q and the log-volumes are.
  public init(rows: Int, columns: Int, singularValues: Bool = false) {
    precondition(columns >= 1 && rows >= columns, "a frame has between 1 and as many columns as rows")
    guard let state = assay_product_new(rows, columns, singularValues ? 1 : 0) else {
      preconditionFailure("out of memory for a \(rows) × \(columns) running product")
    }
    self.state = state
    self.mostRows = rows
    self.columns = columns
    self.singularValues = singularValues
    start(rows: rows)
  }

  deinit { assay_product_free(state) }

  /// Starts anew at the first columns of the identity of that size.
  public func start(rows: Int) {
    precondition(
      rows >= columns && rows <= mostRows, "a start has between \(columns) and \(mostRows) rows, not \(rows)")
    assay_product_start(state, rows, columns, nil)
  }

  /// Starts anew at a frame with orthonormal columns.
  public func start(frame: Matrix) {
    precondition(frame.columns == columns, "this product carries \(columns) columns")
    precondition(
      frame.rows >= columns && frame.rows <= mostRows, "a frame has between \(columns) and \(mostRows) rows")
    assay_product_start(state, frame.rows, columns, frame.values)
  }

  /// Multiplies from the left by e^logScale · w, with w of `rows` rows, column by column.
  /// - Parameter increments: receives log Rᵢᵢ of this layer for i below the returned rank.
  /// - Returns: the rank that the product can still have: the least number of rows so far.
  /// - Throws: ``NumericsError`` when an entry is not finite, or entries are so large that their products overflow.
  @discardableResult
  public func apply(
    _ w: UnsafePointer<Double>, rows: Int, logScale: Double = 0,
    increments: UnsafeMutablePointer<Double>? = nil
  ) throws -> Int {
    precondition(rows >= 0 && rows <= mostRows, "this product has room for \(mostRows) rows, not \(rows)")
    let rank = assay_product_apply(state, w, rows, logScale, increments)
    switch rank {
    case 0...: return rank
    case -2:
      throw NumericsError.domain(
        function: "RunningProduct.apply", argument: "a factor",
        value: "with non-finite or overflowing entries",
        mend: "use finite entries of ordinary size, and logScale for the rest")
    default: throw NumericsError.lapack(function: "QR", info: rank)
    }
  }

  /// Multiplies from the left by a matrix and returns this layer's log Rᵢᵢ.
  @discardableResult
  public func apply(_ w: Matrix) throws -> [Double] {
    precondition(w.columns == rows, "a factor with \(w.columns) columns cannot follow one with \(rows) rows")
    var increments = [Double](repeating: 0, count: columns)
    let rank = try apply(w.values, rows: w.rows, increments: &increments)
    return Array(increments.prefix(rank))
  }

  /// The rows of the product so far.
  public var rows: Int { assay_product_rows(state) }

  /// The least number of rows so far, and columns: the structural rank.
  public var rank: Int { assay_product_rank(state) }

  /// The accumulated log Rᵢᵢ, i < rank: partial sums are log-volumes of the frame's images.
  public var logDiagonal: [Double] {
    Array(UnsafeBufferPointer(start: assay_product_logs(state), count: rank))
  }

  /// An orthonormal basis of the range of the product, rows × rank.
  public var range: Matrix {
    Matrix(
      rows: rows, columns: rank,
      values: Array(UnsafeBufferPointer(start: assay_product_basis(state), count: rows * rank)))
  }

  /// T, rank × columns: the graded factor, whose rows span the row space of the product.
  ///
  /// A layer's rounding moves the row space by rounding times the condition number of T, however the sizes e^d differ.
  public var gradedFactor: Matrix {
    precondition(
      singularValues, "make the running product with singularValues: true to ask for the graded factor")
    return Matrix(
      rows: rank, columns: columns,
      values: Array(UnsafeBufferPointer(start: assay_product_triangle(state), count: rank * columns)))
  }

  /// The logarithms of the singular values of the product on its frame, largest first, `rank` of them.
  public func logSingularValues() throws -> [Double] {
    var logs = [Double](repeating: 0, count: rank)
    try decompose(&logs, nil, nil)
    return logs
  }

  /// The whole singular value decomposition: left vectors (rows × rank), logarithms, right vectors (columns × rank).
  ///
  /// Both sides have orthonormal columns; a singular value that is exactly zero has the logarithm −∞.
  public func singularValueDecomposition() throws -> (left: Matrix, logValues: [Double], right: Matrix) {
    var logs = [Double](repeating: 0, count: rank)
    var left = Matrix(rows: rows, columns: rank)
    var right = Matrix(rows: columns, columns: rank)
    try left.values.withUnsafeMutableBufferPointer { l in
      try right.values.withUnsafeMutableBufferPointer { r in
        try decompose(&logs, r.baseAddress, l.baseAddress)
      }
    }
    return (left, logs, right)
  }

  private func decompose(
    _ logs: UnsafeMutablePointer<Double>, _ right: UnsafeMutablePointer<Double>?,
    _ left: UnsafeMutablePointer<Double>?
  ) throws {
    precondition(
      singularValues, "make the running product with singularValues: true to ask for singular values")
    guard assay_product_svd(state, logs, right, left) >= 0 else {
      throw NumericsError.noConvergence(function: "RunningProduct.svd", limit: 60)
    }
  }
}
