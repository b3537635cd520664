// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// How the participation ratio PR = (tr M)²/tr M², M = JᵀJ, moves when J does.
///
/// ```
/// d/dt log PR = 4 tr X/tr M − 4 tr(MX)/tr M²,   X = sym(Jᵀ dJ/dt)
/// ```
/// *Guarantee:* for every smooth path of J ≠ 0.
public enum ParticipationRatioFlow {
  /// d/dt log PR under gradient flow, from the masked factors and G = ∂loss/∂J.
  public static func logRate(factors: [Matrix], gradient g: Matrix) throws -> Double {
    let (first, second) = try terms(factors, g)
    return 4 * (first - second)
  }

  /// The rivals: the factor 2 instead of 4, and the second term alone twice.
  public static func rivals(factors: [Matrix], gradient g: Matrix) throws -> RivalValues {
    let (first, second) = try terms(factors, g)
    return [
      ("factor 2 in place of 4", 2 * (first - second)),
      ("factor 2 in the first term only", 2 * first - 4 * second),
      ("without the first term: tr M taken for constant", -4 * second),
    ]
  }

  /// tr X/tr M and tr(MX)/tr M².
  private static func terms(_ factors: [Matrix], _ g: Matrix) throws -> (Double, Double) {
    let chain = try FactorChain(factors)
    let j = chain.product
    guard g.rows == j.rows, g.columns == j.columns, j.largestEntry > 0 else {
      throw TheoryError("J vanishes, or G has another shape", mend: "use J ≠ 0 and G of its shape")
    }
    let velocity = chain.velocity(gradient: g)
    // tr X = ⟨J, dJ/dt⟩ and tr(MX) = ⟨J JᵀJ, dJ/dt⟩ need no symmetric part.
    let cube = j * j.multiplied(by: j, transposed: true)
    let gram = j.multiplied(by: j, transposed: true)
    return (j.inner(velocity) / j.inner(j), cube.inner(velocity) / gram.inner(gram))
  }
}

extension Matrix {
  /// The sum of products of entries.
  fileprivate func inner(_ other: Matrix) -> Double {
    zip(values, other.values).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
