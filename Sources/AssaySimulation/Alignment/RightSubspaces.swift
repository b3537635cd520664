// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// How far the top-k right singular subspace of a partial product J_l still is from that of the whole product.
public struct SubspaceLag: Sendable, Hashable {
  /// The depth l.
  public let depth: Int
  /// log sin of the largest principal angle between the subspaces of J_l and J_L.
  public let logSine: Double
  /// log ρ_k(l) = log(s_{k+1}/s_k)(J_l): how separated the partial product is.
  public let logRatio: Double
}

extension RandomProduct {
  /// The lags of J_l at several depths l behind J_L, L the product's own depth, which stands for the limit.
  ///
  /// Bases are orthonormal to rounding, so sines below e⁻³⁰ are rounding too: they are refused. Choose depths at which they
  /// do not occur, and L so deep that what J_L still lacks of the limit is far below each sine.
  /// - Parameters:
  ///   - k: the dimension, below the number of inputs.
  ///   - depths: the depths l, below L.
  public func subspaceLags(dimension k: Int, atDepths depths: [Int]) -> Observable<[SubspaceLag]> {
    let subspaces = rightSubspaces(dimension: k, atDepths: depths + [depth])
    let list = depths.map(String.init).joined(separator: ", ")
    return Observable("lag of top-\(k) right singular subspaces at depths \(list)", in: description) {
      stream in
      let seen = try subspaces.draw(stream)
      let limit = seen[depths.count].basis
      return try depths.indices.map { i in
        let sine = try limit.sine(of: seen[i].basis)
        guard sine > exp(-30) else {
          throw SimulationError(
            description, "sin∠ = \(sine) at depth \(depths[i]) is rounding", mend: "use smaller depths")
        }
        let logs = seen[i].logValues
        return SubspaceLag(
          depth: depths[i], logSine: log(sine), logRatio: logs.count > k ? logs[k] - logs[k - 1] : -.infinity)
      }
    }
  }
}

extension MaskedProduct {
  /// What one draw shows of the row space of a product behind gates of rank ≥ r.
  public struct FrozenRowSpace: Sendable, Hashable {
    /// The first layer whose gate kept exactly r coordinates.
    public let frozenAt: Int
    /// Sines between the r-dimensional row space just after that gate and at each later gated layer.
    public let sinesAfter: [Double]
    /// The sine between the top-r right singular subspaces before that layer and at the end; nil when it is the first layer.
    public let sineBefore: Double?
    /// The sine between the top-(r − 1) subspaces just after that gate and at the end; nil for r = 1.
    public let sineOfSmaller: Double?
    /// The largest condition number of the product's graded factor from that gate on: rounding of one layer moves the row space by
    /// about as many units. See ``RunningProduct/gradedFactor``.
    public let condition: Double
  }

  /// Follows the row space of D_l W_l ⋯ W_1 through the layers, before and after the first gate of least rank.
  public var frozenRowSpace: Observable<FrozenRowSpace> {
    Observable("row space after the first gate of least rank", in: description) { stream in
      let r = guaranteedRank
      guard r < inputs, r >= 1 else {
        throw SimulationError(description, "r = \(r) of \(inputs) inputs", mend: "use gates with 1 ≤ r < n")
      }
      var before: Matrix?
      var after: [Matrix] = []
      var frozenAt = 0
      var condition = 1.0
      try carry(columns: inputs, singularValues: true, from: stream) { factor, product, _ in
        guard factor.kind == .gatedWeight else { return }
        let right = try product.singularValueDecomposition().right
        if product.rank > r {
          before = right.block(rows: 0..<inputs, columns: 0..<r)
        } else {
          if after.isEmpty { frozenAt = factor.layer }
          after.append(right)
          let values = try product.gradedFactor.singularValues()
          condition = max(condition, values[0] / values[r - 1])
        }
      }
      guard let first = after.first, let last = after.last, after.count >= 2 else {
        throw SimulationError(
          description, "no two gated layers from a gate of rank \(r) on",
          mend: "use a greater depth, or fewer units")
      }
      func leading(_ m: Matrix) -> Matrix { m.block(rows: 0..<inputs, columns: 0..<r - 1) }
      return FrozenRowSpace(
        frozenAt: frozenAt, sinesAfter: try after.dropFirst().map { try first.sine(of: $0) },
        sineBefore: try before.map { try last.sine(of: $0) },
        sineOfSmaller: r > 1 ? try leading(last).sine(of: leading(first)) : nil, condition: condition)
    }
  }
}

extension Matrix {
  /// The sine of the largest angle between the column spaces of two orthonormal bases of one dimension.
  func sine(of other: Matrix) throws -> Double {
    let overlap = multiplied(by: other, transposed: true)
    return min(1, try (other - self * overlap).spectralNorm())
  }
}
