// SPDX-License-Identifier: GPL-3.0-or-later

import CAssay
import Foundation

/// The law of one entry of a weight matrix: mean 0 and a given variance.
public enum EntryLaw: Sendable, Hashable {
  /// Normal. GSL's ziggurat takes 24 random bits for a number's position: one draw in 2²⁴ is exactly 0.
  ///
  /// *Reference:* `gsl_ran_gaussian_ziggurat`.
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
  /// Fills a buffer with independent entries of mean 0 and the given standard deviation.
  ///
  /// The one place where weights are drawn. Gaussian entries are those that ``gaussian(sd:)`` would return, bit for bit.
  public func fill(
    _ out: UnsafeMutablePointer<Double>, count: Int, law: EntryLaw, standardDeviation: Double
  ) {
    precondition(
      standardDeviation.isFinite && standardDeviation >= 0, "a standard deviation is finite and ≥ 0")
    if case .student(let degreesOfFreedom) = law {
      precondition(degreesOfFreedom > 2, "Student's t has a variance only above 2 degrees of freedom")
    }
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
