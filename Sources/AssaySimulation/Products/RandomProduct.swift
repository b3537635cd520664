// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// One factor of a random product, as it is multiplied from the left.
public struct Factor {
  /// What a factor is.
  public enum Kind: Sendable {
    /// A weight matrix with all its rows: it completes the product of this depth.
    case weight
    /// A weight matrix of which only the rows that the following gate keeps were drawn.
    case gatedWeight
    /// A gate that follows a weight drawn whole.
    case gate
  }
  /// What this factor is.
  public let kind: Kind
  /// The layer it belongs to, counted from 1.
  public let layer: Int
  /// The entries, column by column; valid only while the factor is being visited.
  public let entries: UnsafePointer<Double>
  /// The rows.
  public let rows: Int
  /// The logarithm of a scalar that multiplies the entries.
  public let logScale: Double

  /// Describes a factor.
  public init(_ kind: Kind, layer: Int, entries: UnsafePointer<Double>, rows: Int, logScale: Double = 0) {
    (self.kind, self.layer, self.entries, self.rows, self.logScale) = (kind, layer, entries, rows, logScale)
  }

  /// Visits a matrix as a factor.
  public static func visit(
    _ kind: Kind, layer: Int, _ matrix: Matrix, logScale: Double = 0, _ visit: (Factor) throws -> Void
  ) throws {
    guard matrix.values.allSatisfy(\.isFinite) else {
      throw SimulationError(
        "random product", "layer \(layer) has a non-finite entry", mend: "draw finite entries")
    }
    try matrix.values.withUnsafeBufferPointer { buffer in
      // An empty matrix has no storage; its pointer is never read.
      let entries = buffer.baseAddress ?? UnsafePointer(bitPattern: MemoryLayout<Double>.alignment)
      guard let entries else { return }
      try visit(Factor(kind, layer: layer, entries: entries, rows: matrix.rows, logScale: logScale))
    }
  }
}

/// A product of random matrices J_L = W_L D_{L−1} W_{L−1} ⋯ D_1 W_1, given by how its factors are drawn.
///
/// Conform your own product to it, and every observable of this room (growth of volumes, singular values, norms)
/// is there for it. Rows that a gate closes and columns that are never read need not be drawn.
public protocol RandomProduct: Sendable, CustomStringConvertible {
  /// The dimension of the inputs: columns of the first factor.
  var inputs: Int { get }
  /// The most rows any factor has.
  var width: Int { get }
  /// The number L of weight matrices.
  var depth: Int { get }
  /// Throws when the parameters make no sense; called before anything is drawn.
  func validate() throws
  /// Draws the factors in order and hands each to `visit`.
  /// - Parameter completing: layers l (besides the last) whose weight must be drawn whole, as a ``Factor/Kind/weight``
  ///   followed by its gate, because the product J_l itself is to be looked at.
  func forEachFactor(
    from stream: RandomStream, completing: [Int], _ visit: (Factor) throws -> Void
  ) throws
}

extension RandomProduct {
  /// Nothing to check.
  public func validate() throws {}
}
