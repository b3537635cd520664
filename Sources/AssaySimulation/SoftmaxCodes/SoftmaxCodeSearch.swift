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
    try CodeMarginObjective(classes, dimension).climb(&point, from: 5, to: 80, iterations: 60)
    return point
  }

  /// Runs the search.
  /// - Throws: ``SimulationError`` for impossible numbers.
  public func search(from stream: RandomStream) throws -> Found {
    guard classes >= 2, dimension >= 1, starts >= 1, sharpness >= 100 else {
      throw SimulationError(
        description, "sharpness \(sharpness)", mend: "use K ≥ 2, d ≥ 1, a start or more, sharpness ≥ 100")
    }
    let objective = CodeMarginObjective(classes, dimension)
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
