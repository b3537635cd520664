// SPDX-License-Identifier: GPL-3.0-or-later

import CAssay
@preconcurrency import CGSL

/// Operations on matrices that lie in buffers of the caller's, column by column, for loops that must not allocate.
public enum DenseKernel {
  /// c ← scale · op(a) op(b) + keep · c, where op transposes or not. *Reference:* `cblas_dgemm`.
  /// - Parameters:
  ///   - rows: of c and op(a).
  ///   - columns: of c and op(b).
  ///   - inner: columns of op(a), rows of op(b).
  ///   - a: inner × rows if `transposingA`, else rows × inner, without gaps.
  ///   - b: columns × inner if `transposingB`, else inner × columns, without gaps.
  ///   - c: rows × columns, apart from a and b.
  @inline(__always)
  public static func multiply(
    rows: Int, columns: Int, inner: Int, _ a: UnsafePointer<Double>, transposingA: Bool = false,
    _ b: UnsafePointer<Double>, transposingB: Bool = false, scale: Double = 1, keep: Double = 0,
    into c: UnsafeMutablePointer<Double>
  ) {
    cblas_dgemm(
      CblasColMajor, transposingA ? CblasTrans : CblasNoTrans, transposingB ? CblasTrans : CblasNoTrans,
      Int32(rows), Int32(columns), Int32(inner), scale, a, Int32(transposingA ? inner : rows), b,
      Int32(transposingB ? columns : inner), keep, c, Int32(rows))
  }

  /// ‖x‖. *Reference:* `cblas_dnrm2`.
  @inline(__always)
  public static func norm(_ x: UnsafePointer<Double>, count: Int) -> Double {
    cblas_dnrm2(Int32(count), x, 1)
  }
}

/// The singular value decomposition of many matrices of one shape, one after another, without allocation.
///
/// As accurate as ``GradedSVD``. One copy serves one thread.
public final class SingularValueWorkspace {
  /// Rows and columns of the matrices.
  public let shape: (rows: Int, columns: Int)
  /// The logarithms of the min(rows, columns) singular values, largest first; −∞ for a zero one.
  public let logValues: UnsafeMutablePointer<Double>
  /// The left singular vectors, rows × min(rows, columns).
  public let left: UnsafeMutablePointer<Double>
  /// The right singular vectors, columns × min(rows, columns).
  public let right: UnsafeMutablePointer<Double>
  private let zeros: UnsafeMutablePointer<Double>
  private let work: UnsafeMutablePointer<Double>

  /// Work space for matrices of this shape.
  public init(rows: Int, columns: Int) {
    shape = (rows, columns)
    func space(_ count: Int) -> UnsafeMutablePointer<Double> {
      let pointer = UnsafeMutablePointer<Double>.allocate(capacity: max(count, 1))
      pointer.initialize(repeating: 0, count: max(count, 1))
      return pointer
    }
    let least = min(rows, columns)
    (logValues, left, right) = (space(least), space(rows * least), space(columns * least))
    (zeros, work) = (space(columns), space(assay_graded_svd_work(rows, columns)))
  }

  deinit { for pointer in [logValues, left, right, zeros, work] { pointer.deallocate() } }

  /// Decomposes a matrix, column by column in memory, which is left as it is.
  /// - Throws: ``NumericsError/noConvergence(function:limit:)``, also for entries that are not finite.
  public func decompose(_ matrix: UnsafePointer<Double>) throws {
    let sweeps = assay_graded_svd(shape.rows, shape.columns, matrix, zeros, logValues, right, left, work)
    guard sweeps >= 0 else {
      throw NumericsError.noConvergence(function: "SingularValueWorkspace", limit: 60)
    }
  }
}
