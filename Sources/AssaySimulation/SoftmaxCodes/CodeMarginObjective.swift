// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// Minus the smoothed margin of normalised columns.
final class CodeMarginObjective {
  private let classes: Int
  private let dimension: Int
  private let margin: SmoothMargin
  private let unit: UnsafeMutablePointer<Double>
  private let slope: UnsafeMutablePointer<Double>
  private var sharpness = 1.0

  init(_ classes: Int, _ dimension: Int) {
    self.classes = classes
    self.dimension = dimension
    margin = SmoothMargin(classes: classes, dimension: dimension)
    unit = .allocate(capacity: 2 * classes * dimension)
    slope = .allocate(capacity: 2 * classes * dimension)
    unit.initialize(repeating: 0, count: 2 * classes * dimension)
    slope.initialize(repeating: 0, count: 2 * classes * dimension)
  }

  deinit {
    unit.deallocate()
    slope.deallocate()
  }

  /// Maximises at sharpnesses that rise by factors of 4.
  func climb(_ point: inout [Double], from first: Double, to last: Double, iterations: Int) throws {
    let search = QuasiNewton(gradientTolerance: 1e-9, iterationLimit: iterations, restarts: 2)
    sharpness = first
    while true {
      sharpness = min(sharpness, last)
      point = try search.minimise(objective, from: point).point
      // Lengths do not matter; unit ones keep the problem scaled.
      let (w, h) = unitVectors(point)
      point = w.values + h.values
      if sharpness >= last { return }
      sharpness *= 4
    }
  }

  private var objective: Objective {
    Objective(dimension: 2 * classes * dimension) { [unowned self] point, gradient in
      self.evaluate(point, gradient)
    }
  }

  private func evaluate(
    _ point: UnsafeBufferPointer<Double>, _ gradient: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    let (d, half) = (dimension, classes * dimension)
    guard let x = point.baseAddress, let g = gradient.baseAddress else { return 0 }
    for column in 0..<(2 * classes) {
      let length = DenseKernel.norm(x + column * d, count: d)
      for i in 0..<d { unit[column * d + i] = x[column * d + i] / length }
    }
    let value = margin.evaluate(
      unit, unit + half, sharpness: sharpness, gradientW: slope, gradientH: slope + half)
    for column in 0..<(2 * classes) {
      let (e, s, out) = (unit + column * d, slope + column * d, g + column * d)
      var along = 0.0
      for i in 0..<d { along += e[i] * s[i] }
      let length = DenseKernel.norm(x + column * d, count: d)
      for i in 0..<d { out[i] = -(s[i] - along * e[i]) / length }
    }
    return -value
  }

  func unitVectors(_ point: [Double]) -> (Matrix, Matrix) {
    func normalised(_ part: ArraySlice<Double>) -> Matrix {
      var m = Matrix(rows: dimension, columns: classes, values: Array(part))
      for c in 0..<classes {
        let length = m.column(c).reduce(0) { $0 + $1 * $1 }.squareRoot()
        for i in 0..<dimension { m[i, c] /= length }
      }
      return m
    }
    let half = classes * dimension
    return (normalised(point[..<half]), normalised(point[half...]))
  }

  func margin(_ point: [Double]) -> Double {
    let (w, h) = unitVectors(point)
    return LogitCode(classVectors: w, features: h).margin
  }
}
