// SPDX-License-Identifier: GPL-3.0-or-later

import CAssay
import Foundation

/// The law of one entry of a weight matrix: mean 0 and a given variance.
public enum EntryLaw: Sendable, Hashable {
  /// Normal. *Reference:* `gsl_ran_gaussian_ziggurat`.
  case gaussian
  /// Uniform on a symmetric interval. *Reference:* `gsl_ran_flat`.
  case uniform
  /// Student's t with this many degrees of freedom (> 2). *Reference:* `gsl_ran_tdist`.
  case student(degreesOfFreedom: Double)
  /// Two-sided exponential. *Reference:* `gsl_ran_laplace`.
  case laplace
  /// ±1 with equal probability, scaled.
  case rademacher
}

extension RandomStream {
  /// Fills a buffer with independent entries of mean 0 and the given standard deviation: the one place where weights are drawn.
  public func fill(
    _ out: UnsafeMutablePointer<Double>, count: Int, law: EntryLaw, standardDeviation: Double
  ) {
    let (code, parameter): (assay_law, Double) =
      switch law {
      case .gaussian: (ASSAY_GAUSSIAN, 0)
      case .uniform: (ASSAY_UNIFORM, 0)
      case .student(let degreesOfFreedom): (ASSAY_STUDENT, degreesOfFreedom)
      case .laplace: (ASSAY_LAPLACE, 0)
      case .rademacher: (ASSAY_RADEMACHER, 0)
      }
    assay_draw(generator, code, parameter, standardDeviation, count, out)
  }

  /// A matrix of independent entries of mean 0 and the given standard deviation.
  public func matrix(
    rows: Int, columns: Int, law: EntryLaw = .gaussian, standardDeviation: Double = 1
  ) -> Matrix {
    var m = Matrix(rows: rows, columns: columns)
    fill(&m.values, count: rows * columns, law: law, standardDeviation: standardDeviation)
    return m
  }
}
