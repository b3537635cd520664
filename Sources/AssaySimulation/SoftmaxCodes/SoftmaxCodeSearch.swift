// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// Searches softmax codes: unit class vectors and unit features in d dimensions whose least margin is largest.
///
/// From random starts, a smoothed margin is maximised at rising sharpness by a quasi-Newton method; every other start
/// has w = h. Starts differ in the sharpness they begin with, since a soft beginning leads all of them to one place.
public struct SoftmaxCodeSearch: Sendable, Hashable, CustomStringConvertible {
  /// K.
  public var classes: Int
  /// d.
  public var dimension: Int
  /// How many starts.
  public var starts: Int
  /// The last sharpness; the margin found falls short of the local optimum by about 1/sharpness.
  public var sharpness: Double

  /// Describes a search.
  public init(classes: Int, dimension: Int, starts: Int = 24, sharpness: Double = 4e6) {
    self.classes = classes
    self.dimension = dimension
    self.starts = starts
    self.sharpness = sharpness
  }

  /// For instance "K = 8, d = 3, 24 starts".
  public var description: String { "K = \(classes), d = \(dimension), \(starts) starts" }

  /// A code found: d × K unit columns.
  public struct Found: Sendable, Hashable {
    /// The class vectors w_c.
    public var classVectors: Matrix
    /// The features h_c.
    public var features: Matrix
    /// The least margin.
    public var margin: Double
    /// Its logits.
    public var code: LogitCode { LogitCode(classVectors: classVectors, features: features) }
  }

  /// The best code that one search finds.
  public var best: Observable<Found> {
    Observable("best softmax code", in: description) { stream in try search(from: stream) }
  }

  /// A rough code near a starting point, w and h one after another.
  func separate(_ point: [Double]) throws -> [Double] {
    var point = point
    try CodeObjective(classes, dimension).climb(&point, from: 5, to: 80, iterations: 60)
    return point
  }

  /// Runs the search.
  /// - Throws: ``SimulationError`` for impossible numbers.
  public func search(from stream: RandomStream) throws -> Found {
    guard classes >= 2, dimension >= 1, starts >= 1, sharpness >= 100 else {
      throw SimulationError(
        description, "sharpness \(sharpness)", mend: "use K ≥ 2, d ≥ 1, a start or more, sharpness ≥ 100")
    }
    let objective = CodeObjective(classes, dimension)
    var best: (point: [Double], margin: Double)?
    for start in 0..<starts {
      var point = (0..<(2 * classes * dimension)).map { _ in stream.gaussian() }
      if start % 2 == 1 { for i in 0..<(classes * dimension) { point[classes * dimension + i] = point[i] } }
      // Rough first; only a start that comes near the best is worth the sharp end.
      try objective.climb(&point, from: [5, 40, 160][start % 3], to: 3000, iterations: 300)
      let rough = objective.margin(point)
      if let best, rough < best.margin - 5e-3 { continue }
      try objective.climb(&point, from: 12_000, to: sharpness, iterations: 1500)
      let margin = objective.margin(point)
      if best.map({ margin > $0.margin }) ?? true { best = (point, margin) }
    }
    guard let best else { throw SimulationError(description, "no start", mend: "use a start or more") }
    let (w, h) = objective.unitVectors(best.point)
    return Found(classVectors: w, features: h, margin: best.margin)
  }
}

/// Minus the smoothed margin of normalised columns.
private final class CodeObjective {
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
