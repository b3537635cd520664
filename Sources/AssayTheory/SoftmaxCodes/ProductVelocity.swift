// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// How the product Z = W_N ⋯ W_1 of a deep linear network moves under gradient flow of its factors.
///
/// With G = ∂ℒ/∂Z, every closed form here is exact at one moment, for any loss.
public enum ProductVelocity {
  /// dZ/dt = −Σ_l κ_l A_l A_lᵀ G B_lᵀ B_l with A_l = W_N ⋯ W_{l+1} and B_l = W_{l−1} ⋯ W_1.
  /// - Parameters:
  ///   - factors: W_1 … W_N, the first applied first.
  ///   - gradient: G, of Z's shape.
  ///   - firstRate: κ_1; all other κ_l are 1. It is 1/n when the first factor's columns are the class means of n free
  ///     features each, because the mean loss pulls at each of them n times less.
  public static func value(factors: [Matrix], gradient: Matrix, firstRate: Double = 1) -> Matrix {
    precondition(!factors.isEmpty, "a product needs at least one factor")
    var sum = Matrix(rows: gradient.rows, columns: gradient.columns)
    for l in factors.indices {
      let a = factors[(l + 1)...].reduce(Matrix.identity(factors[l].rows)) { $1 * $0 }
      let b = factors[..<l].reduce(Matrix.identity(factors[0].columns)) { $1 * $0 }
      let left = a.multiplied(by: a, transposingOther: true)
      let right = b.multiplied(by: b, transposed: true)
      sum = sum - (l == 0 ? firstRate : 1) * (left * gradient * right)
    }
    return sum
  }

  /// dZ/dt when the factors are balanced, W_{l+1}ᵀ W_{l+1} = W_l W_lᵀ: a function of Z alone.
  /// ```
  /// Uᵀ (dZ/dt) V = −C ∘ (Uᵀ G V) ,   C_ij = Σ_{l=1}^N s_i^(2(N−l)/N) s_j^(2(l−1)/N)
  /// ```
  /// for Z = U diag(s) Vᵀ and 0⁰ = 1. Z must be square.
  public static func balanced(product z: Matrix, gradient: Matrix, factors: Int) throws -> Matrix {
    try Require.count(factors, "N")
    guard z.rows == z.columns else {
      throw TheoryError("Z is \(z.rows) × \(z.columns)", mend: "give a square product")
    }
    let svd = try GradedSVD(z)
    let s = svd.values
    var core = svd.left.multiplied(by: gradient, transposed: true) * svd.right
    let n = Double(factors)
    for j in 0..<z.columns {
      for i in 0..<z.rows {
        let weights = (1...factors).map { l in
          power(s[i], 2 * (n - Double(l)) / n) * power(s[j], 2 * Double(l - 1) / n)
        }
        core[i, j] *= -weights.reduce(0, +)
      }
    }
    return (svd.left * core).multiplied(by: svd.right, transposingOther: true)
  }

  private static func power(_ s: Double, _ x: Double) -> Double { x == 0 ? 1 : pow(s, x) }
}
