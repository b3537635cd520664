// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// How the singular values of a fixed-gates network's Jacobian move under gradient flow.
///
/// With M_l = D_l W_l D_{l−1}, J = M_L ⋯ M_1, A_l = M_L ⋯ M_{l+1}, B_l = M_{l−1} ⋯ M_1, G = ∂loss/∂J:
/// ```
/// ds_k/dt = −Σ_l u_kᵀ A_l A_lᵀ G B_lᵀ B_l v_k                 always
/// ds_k/dt = −L s_k^(2 − 2/L) u_kᵀ G v_k                       when all M_{l+1}ᵀM_{l+1} = M_l M_lᵀ
/// ```
/// *Guarantee:* the first for every simple s_k > 0, the second for balanced factors; its error is linear in the imbalance.
/// *Does not hold when:* random factors are taken for balanced: see ``modalCoefficient(above:below:)``.
public enum SingularValueFlow {
  /// ds_k/dt exactly, from the masked factors and the gradient.
  /// - Parameters:
  ///   - k: the index, from 1.
  ///   - factors: M_1 … M_L.
  ///   - g: G, of J's shape.
  public static func rate(index k: Int, factors: [Matrix], gradient g: Matrix) throws -> Double {
    let chain = try FactorChain(factors)
    try requireShape(g, chain)
    let (_, u, v) = try chain.mode(k)
    return chain.velocity(gradient: g).form(u, v)
  }

  /// ds_k/dt for balanced factors: −L s_k^(2 − 2/L) u_kᵀ G v_k, from the product alone.
  public static func balancedRate(index k: Int, factors: [Matrix], gradient g: Matrix) throws -> Double {
    let chain = try FactorChain(factors)
    try requireShape(g, chain)
    let (s, u, v) = try chain.mode(k)
    return try balancedCoefficient(singularValue: s, depth: factors.count) * g.form(u, v)
  }

  /// −L s^(2 − 2/L): what multiplies u_kᵀ G v_k when the factors are balanced.
  public static func balancedCoefficient(singularValue s: Double, depth: Int) throws -> Double {
    try Require.count(depth, "L")
    return try power(singularValue: s, prefactor: Double(depth), exponent: 2 - 2 / Double(depth))
  }

  /// −Σ_l s_k(A_l)² s_k(B_l)²: what multiplies u_kᵀ G v_k when every partial product has J's own singular vectors.
  ///
  /// Separation brings this about for the top mode only: u_kᵀA_lA_lᵀ keeps a component of order s_1(A_l) s_k(A_l) along u_1.
  /// - Parameters:
  ///   - above: s_k(A_l), l = 1 … L.
  ///   - below: s_k(B_l), l = 1 … L.
  public static func modalCoefficient(above: [Double], below: [Double]) throws -> Double {
    guard above.count == below.count, !above.isEmpty else {
      throw TheoryError(
        "\(above.count) products above and \(below.count) below", mend: "give one of each for every layer")
    }
    return -zip(above, below).reduce(0) { $0 + $1.0 * $1.0 * $1.1 * $1.1 }
  }

  /// The rivals of the exact rate: the sum without the factors in the middle, and the modal formula.
  public static func rivals(index k: Int, factors: [Matrix], gradient g: Matrix) throws -> RivalValues {
    let chain = try FactorChain(factors)
    try requireShape(g, chain)
    let (_, u, v) = try chain.mode(k)
    let projection = g.form(u, v)
    let above = try chain.sides.map { try $0.above.singularValues()[k - 1] }
    let below = try chain.sides.map { try $0.below.singularValues()[k - 1] }
    var rivals: RivalValues = [
      ("without the products: −L u_kᵀGv_k", -Double(factors.count) * projection),
      (
        "only the k-th singular values of the products",
        try modalCoefficient(above: above, below: below) * projection
      ),
    ]
    if factors.allSatisfy({ $0.rows == $0.columns }) {
      let once = chain.sides.reduce(0) { $0 - ($1.above * g * $1.below).form(u, v) }
      rivals.append(("each product once: −Σ u_kᵀA_l G B_l v_k", once))
    }
    return rivals
  }

  /// The rivals of the balanced rate: other exponents, and another prefactor.
  public static func balancedRivals(index k: Int, factors: [Matrix], gradient g: Matrix) throws -> RivalValues
  {
    let chain = try FactorChain(factors)
    try requireShape(g, chain)
    let (s, u, v) = try chain.mode(k)
    let projection = g.form(u, v)
    let depth = Double(factors.count)
    return [
      (
        "exponent 1 − 1/L",
        try power(singularValue: s, prefactor: depth, exponent: 1 - 1 / depth) * projection
      ),
      (
        "exponent 2 − 1/L",
        try power(singularValue: s, prefactor: depth, exponent: 2 - 1 / depth) * projection
      ),
      (
        "prefactor L − 1",
        try power(singularValue: s, prefactor: depth - 1, exponent: 2 - 2 / depth) * projection
      ),
    ]
  }

  private static func power(singularValue s: Double, prefactor: Double, exponent: Double) throws -> Double {
    try Require.positive(s, "s_k")
    return -prefactor * pow(s, exponent)
  }

  private static func requireShape(_ g: Matrix, _ chain: FactorChain) throws {
    guard g.rows == chain.product.rows, g.columns == chain.product.columns else {
      throw TheoryError(
        "G is \(g.rows) × \(g.columns) and J \(chain.product.rows) × \(chain.product.columns)",
        mend: "give a gradient of J's shape")
    }
  }
}
