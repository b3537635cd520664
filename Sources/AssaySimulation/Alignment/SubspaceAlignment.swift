// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// How the top-k left singular subspace of A B lies to that of A: the largest principal angle θ, measured.
///
/// *Guarantee:* for a diagonal A, or one with its rows graded, the angle has a small relative error however small it is
/// (``GradedSVD``); for a dense A its absolute error is a modest multiple of rounding
/// times s_1(A)/s_k(A). *Does not hold when:* s_k and s_{k+1} of A or of A B agree to rounding: the subspaces are then any.
public struct SubspaceAlignment: Sendable, Hashable {
  /// sin θ, in [0, 1].
  public let sine: Double
  /// cos θ, in [0, 1].
  public let cosine: Double
  /// The singular values of A, largest first.
  public let factorValues: [Double]
  /// The singular values of A B, largest first.
  public let productValues: [Double]
  /// The dimension k of the subspaces.
  public let dimension: Int

  /// tan θ; infinite at a right angle.
  public var tangent: Double { sine / cosine }

  /// s_{k+1}(A) / s_k(A): how separated the factor is.
  public var factorRatio: Double { factorValues[dimension] / factorValues[dimension - 1] }

  /// s_{k+1}(AB) / s_k(AB): 1 where the product's subspace is not unique, as when both vanish.
  public var productRatio: Double {
    let (upper, lower) = (productValues[dimension - 1], productValues[dimension])
    return upper > 0 ? lower / upper : 1
  }

  /// Measures the alignment.
  /// - Parameters:
  ///   - a: A, with n rows.
  ///   - b: B, with as many rows as A has columns; A B must have at least n columns.
  ///   - k: the dimension of the subspaces, 1 ≤ k < n.
  /// - Throws: ``SimulationError`` for shapes that do not fit; ``NumericsError`` for entries that are not finite.
  public init(of a: Matrix, applyingTo b: Matrix, dimension k: Int) throws {
    guard a.columns == b.rows, a.columns >= a.rows, b.columns >= a.rows else {
      throw SimulationError(
        "alignment", "A is \(a.rows) × \(a.columns) and B is \(b.rows) × \(b.columns)",
        mend: "give A as many columns as B has rows, and both at least as many columns as A has rows")
    }
    guard k >= 1, k < a.rows else {
      throw SimulationError("alignment", "k = \(k)", mend: "use 1 ≤ k < \(a.rows)")
    }
    let factor = try GradedSVD(a)
    let product = try GradedSVD(a * b)
    let overlap = factor.left.multiplied(
      by: product.left.block(rows: 0..<a.rows, columns: 0..<k), transposed: true)
    sine = min(1, try overlap.block(rows: k..<a.rows, columns: 0..<k).spectralNorm())
    let inside = try overlap.block(rows: 0..<k, columns: 0..<k).singularValues()
    cosine = min(1, inside[k - 1])
    (factorValues, productValues, dimension) = (factor.values, product.values, k)
  }
}
