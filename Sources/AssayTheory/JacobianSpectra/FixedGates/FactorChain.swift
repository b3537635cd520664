// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// A chain of factors M_1 … M_L with the products on either side of each: what the flow formulas are written in.
struct FactorChain {
  /// A_l = M_L ⋯ M_{l+1} and B_l = M_{l−1} ⋯ M_1.
  let sides: [(above: Matrix, below: Matrix)]
  /// J = M_L ⋯ M_1.
  let product: Matrix

  init(_ factors: [Matrix]) throws {
    guard let first = factors.first, let last = factors.last else {
      throw TheoryError("there are no factors", mend: "give at least one")
    }
    for (lower, upper) in zip(factors, factors.dropFirst()) where upper.columns != lower.rows {
      throw TheoryError(
        "a factor with \(upper.columns) columns follows one with \(lower.rows) rows",
        mend: "give factors that fit")
    }
    sides = factors.indices.map { l in
      (
        above: factors[(l + 1)...].reduce(Matrix.identity(factors[l].rows)) { $1 * $0 },
        below: factors[..<l].reduce(Matrix.identity(first.columns)) { $1 * $0 }
      )
    }
    product = factors.reduce(Matrix.identity(first.columns)) { $1 * $0 }
    precondition(product.rows == last.rows, "the product has as many rows as its last factor")
  }

  /// The singular triple of index k.
  func mode(_ k: Int) throws -> (value: Double, left: Matrix, right: Matrix) {
    try Require.index(k, upTo: min(product.rows, product.columns), "k", "min(rows, columns)")
    let svd = try GradedSVD(product)
    guard svd.logValues[k - 1] > -.infinity else {
      throw TheoryError("s_\(k)(J) = 0 has no velocity of its own", mend: "use factors of rank \(k) or more")
    }
    return (
      svd.values[k - 1], svd.left.block(rows: 0..<product.rows, columns: k - 1..<k),
      svd.right.block(rows: 0..<product.columns, columns: k - 1..<k)
    )
  }

  /// dJ/dt = −Σ_l A_l A_lᵀ G B_lᵀ B_l under gradient flow with ∂loss/∂J = G.
  func velocity(gradient g: Matrix) -> Matrix {
    sides.reduce(Matrix(rows: product.rows, columns: product.columns)) { sum, side in
      sum - side.above
        * side.above.multiplied(by: g, transposed: true)
        .multiplied(by: side.below, transposingOther: true) * side.below
    }
  }
}

extension Matrix {
  /// xᵀ · self · y for columns x, y.
  func form(_ x: Matrix, _ y: Matrix) -> Double { x.multiplied(by: self * y, transposed: true)[0, 0] }
}
