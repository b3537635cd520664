// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// Searches the logits that cost N factors least at margin 1, rank by rank.
///
/// For each dimension d, Z = wᵀh with d × K factors; log 𝒞_N − (2/N) log γ is minimised with a smoothed margin γ at
/// rising sharpness, from random starts. The costs found are upper bounds on the least cost of a code of rank at most d.
public struct CheapestCodeSearch: Sendable, Hashable, CustomStringConvertible {
  /// K.
  public var classes: Int
  /// N ≥ 2.
  public var factors: Int
  /// The dimensions that are tried.
  public var dimensions: ClosedRange<Int>
  /// Random starts for each dimension.
  public var starts: Int
  /// The last sharpness of the margin.
  public var sharpness: Double

  /// Describes a search; all dimensions from 2 to K − 1 are tried unless others are given.
  public init(
    classes: Int, factors: Int, dimensions: ClosedRange<Int>? = nil, starts: Int = 24, sharpness: Double = 1e5
  ) {
    self.classes = classes
    self.factors = factors
    self.dimensions = dimensions ?? min(2, classes - 1)...max(classes - 1, 1)
    self.starts = starts
    self.sharpness = sharpness
  }

  /// For instance "K = 8, N = 5, d = 2 … 7, 24 starts".
  public var description: String {
    "K = \(classes), N = \(factors), d = \(dimensions.lowerBound) … \(dimensions.upperBound), \(starts) starts"
  }

  /// The cheapest code found in one dimension.
  public struct Found: Sendable, Hashable {
    /// d.
    public var dimension: Int
    /// 𝒞_N at margin 1.
    public var cost: Double
    /// The code at margin 1.
    public var code: LogitCode
  }

  /// The cheapest code of each dimension, d rising.
  public var costs: Observable<[Found]> {
    Observable("cheapest code of each rank", in: description) { stream in
      try dimensions.map { try search(dimension: $0, from: stream) }
    }
  }

  /// The rank of the cheapest code: the least dimension whose cost is within 1e-6 of the least.
  public var rank: Observable<Int> {
    costs.map("rank of the cheapest code") { found in
      let least = found.map(\.cost).min() ?? .infinity
      return found.first { $0.cost <= least * (1 + 1e-6) }?.dimension ?? 0
    }
  }

  /// Searches one dimension.
  /// - Throws: ``SimulationError`` for impossible numbers, or when no start separates all classes.
  public func search(dimension: Int, from stream: RandomStream) throws -> Found {
    guard classes >= 3, factors >= 2, dimension >= 2, dimension < classes, starts >= 1, sharpness >= 100
    else {
      throw SimulationError(
        description, "d = \(dimension)",
        mend: "use K ≥ 3, N ≥ 2, 2 ≤ d < K, a start or more, and a sharpness ≥ 100")
    }
    let objective = CodeCostObjective(classes, dimension, factors)
    var best: Found?
    for start in 0..<starts {
      var point = (0..<(2 * classes * dimension)).map { _ in stream.gaussian() }
      if start % 2 == 1 { for i in 0..<(classes * dimension) { point[classes * dimension + i] = point[i] } }
      guard let code = try objective.descend(&point, from: [20, 100][start / 2 % 2], to: sharpness) else {
        continue
      }
      let cost = try code.cost(factors: factors)
      if best.map({ cost < $0.cost }) ?? true {
        best = Found(dimension: dimension, cost: cost, code: try code.atUnitMargin())
      }
    }
    guard let best else {
      throw SimulationError(
        description, "no start separates the classes in d = \(dimension)", mend: "use more starts")
    }
    return best
  }
}
