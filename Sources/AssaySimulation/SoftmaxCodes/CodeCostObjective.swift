// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// log 𝒞_N − (2/N) log γ of w and h, with a penalty that fixes their two scales, which it does not feel otherwise.
final class CodeCostObjective {
  private let classes: Int
  private let dimension: Int
  private let power: Double
  private let margin: SmoothMargin
  private let gram: GramPowers
  private let slope: UnsafeMutablePointer<Double>
  private var sharpness = 1.0

  init(_ classes: Int, _ dimension: Int, _ factors: Int) {
    self.classes = classes
    self.dimension = dimension
    power = 1 / Double(factors)
    margin = SmoothMargin(classes: classes, dimension: dimension)
    gram = GramPowers(classes: classes, dimension: dimension, power: power)
    slope = .allocate(capacity: 2 * classes * dimension)
    slope.initialize(repeating: 0, count: 2 * classes * dimension)
  }

  deinit { slope.deallocate() }

  /// First a separating code, then the cheapest one nearby at rising sharpness; nil when the start does not separate.
  func descend(_ point: inout [Double], from first: Double, to last: Double) throws -> LogitCode? {
    let rough = SoftmaxCodeSearch(classes: classes, dimension: dimension)
    point = try rough.separate(point)
    guard code(point).margin > 0.01 else { return nil }
    let search = QuasiNewton(gradientTolerance: 1e-8, iterationLimit: 400, restarts: 1)
    sharpness = first
    while true {
      sharpness = min(sharpness, last)
      // A softer margin than is there would be negative, and have no logarithm.
      if smoothMargin(point) > 0 { point = try search.minimise(objective, from: point).point }
      if sharpness >= last { break }
      sharpness *= 4
    }
    let found = code(point)
    return found.margin > 0 ? found : nil
  }

  private func code(_ point: [Double]) -> LogitCode {
    let half = classes * dimension
    return LogitCode(
      classVectors: Matrix(rows: dimension, columns: classes, values: Array(point[..<half])),
      features: Matrix(rows: dimension, columns: classes, values: Array(point[half...])))
  }

  private func smoothMargin(_ point: [Double]) -> Double {
    let half = classes * dimension
    return point.withUnsafeBufferPointer { x in
      guard let w = x.baseAddress else { return 0 }
      return margin.evaluate(w, w + half, sharpness: sharpness, gradientW: slope, gradientH: slope + half)
    }
  }

  private var objective: Objective {
    Objective(dimension: 2 * classes * dimension) { [unowned self] point, gradient in
      try self.evaluate(point, gradient)
    }
  }

  private func evaluate(
    _ point: UnsafeBufferPointer<Double>, _ gradient: UnsafeMutableBufferPointer<Double>
  ) throws -> Double {
    let half = classes * dimension
    guard let w = point.baseAddress, let g = gradient.baseAddress else { return 0 }
    let smooth = margin.evaluate(w, w + half, sharpness: sharpness, gradientW: slope, gradientH: slope + half)
    // A wall, with the slope that leads back: the line search must not step over the logarithm's end.
    let floor = 1e-3
    let logMargin = smooth > floor ? log(smooth) : log(floor) + (smooth - floor) / floor
    let logSlope = smooth > floor ? 1 / smooth : 1 / floor
    let cost = try gram.evaluate(w, w + half, gradientW: g, gradientH: g + half)
    var value = log(cost) - 2 * power * logMargin
    for i in 0..<(2 * half) { g[i] = g[i] / cost - 2 * power * logSlope * slope[i] }
    for offset in [0, half] {
      let size = DenseKernel.norm(w + offset, count: half)
      let excess = log(size * size / Double(classes))
      value += 0.1 * excess * excess
      for i in offset..<(offset + half) { g[i] += 0.4 * excess * w[i] / (size * size) }
    }
    return value
  }
}
