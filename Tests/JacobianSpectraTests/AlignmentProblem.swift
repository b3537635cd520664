// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation

/// The inequalities about the angle between the top-k left singular subspaces of A and of A B, for square A and B.
///
/// With A = U S Vᵀ and M = VᵀB, the measured side reads A and A B, the predicted side S and M.
struct AlignmentProblem: Sendable, CustomStringConvertible {
  let n: Int
  let k: Int

  var description: String { setting }
  var setting: String { "n = \(n), k = \(k)" }

  /// All pairs of square matrices, from every family.
  private var pairs: InputSpace { InputSpace(.square("A", n), .square("B", n)) }

  /// Diagonal matrices A with descending entries: no loss, since U and V only change coordinates.
  private var diagonalPairs: InputSpace {
    InputSpace(.square("A", n, from: InputFamily.singularValues), .square("B", n))
  }

  /// sin θ ≤ ρ ‖M₂‖/σ_k(M₁).
  var sine: Bound {
    Bound(
      "sin θ ≤ ρ ‖M₂‖/σ_k(M₁)", over: pairs, where: independentRows, left: { try measured($0).sine },
      right: { try predicted($0).sine }, rounding: { try rounding($0) })
  }

  /// tan θ ≤ ‖T‖/(1 − η²).
  var largestTangent: Bound {
    Bound(
      "tan θ ≤ ‖T‖/(1 − η²)", over: pairs, where: independentRows + [decidedSubspace],
      left: { try measured($0).tangent }, right: { try predicted($0).largestTangent },
      rounding: { try rounding($0) })
  }

  /// ‖T‖/(1 + η²) ≤ tan θ.
  var leastTangent: Bound {
    Bound(
      "‖T‖/(1 + η²) ≤ tan θ", over: pairs, where: independentRows + [decidedSubspace],
      left: { try predicted($0).leastTangent }, right: { try measured($0).tangent },
      rounding: { try rounding($0) })
  }

  /// sin θ ≤ ρ ‖B‖/σ_k(first k columns of B): the form that circulates.
  var columns: Bound {
    Bound(
      "sin θ ≤ ρ ‖B‖/σ_k(leading columns of B)", over: diagonalPairs,
      where: [
        descending, separated,
        .init("the leading columns of B are independent, σ_k ≥ ‖B‖/1000") {
          try 1000 * ColumnAlignment.leadingColumns($0["B"], dimension: k) >= $0["B"].spectralNorm()
        },
        .init("the subspace of A B is unique") { try measured($0).productRatio < 0.99 },
      ],
      left: { try measured($0).sine },
      right: { try ColumnAlignment.sine(of: $0["A"], applyingTo: $0["B"], dimension: k) },
      // A is diagonal with a condition below 10⁸ and the subspaces are separated: nothing near 10⁻⁶ is rounding.
      rounding: { _ in .init(relative: 1e-6, absolute: 1e-6) })
  }

  /// s_k(A) σ_k(first k rows of VᵀB) ≤ |R_kk|: what the popular reading would have to mean.
  var diagonalFromRows: Bound {
    Bound(
      "s_k(A) σ_k(leading rows of VᵀB) ≤ |R_kk|", over: diagonalPairs,
      where: [
        descending, separated,
        .init("all rows of B are independent, σ_n ≥ ‖B‖/1000") {
          try 1000 * $0["B"].singularValues()[n - 1] >= $0["B"].spectralNorm()
        },
      ],
      left: {
        let (values, m) = try SeparationBound.coordinates(of: $0["A"], applyingTo: $0["B"])
        return try values[k - 1] * TriangularLimit.fromRows(coordinates: m, index: k)
      },
      right: { try TriangularDiagonal.values(of: $0["A"], applyingTo: $0["B"])[k - 1] },
      rounding: { _ in .init(relative: 1e-6, absolute: 0) })
  }

  func measured(_ input: Input) throws -> SubspaceAlignment {
    try SubspaceAlignment(of: input["A"], applyingTo: input["B"], dimension: k)
  }

  func predicted(_ input: Input) throws -> SeparationBound {
    try SeparationBound(of: input["A"], applyingTo: input["B"], dimension: k)
  }

  /// The hypothesis proper, s_k(A) > 0 and independent rows, with room for the angle to be computed to ten digits.
  private var independentRows: [Bound.Hypothesis] {
    [
      .init("s_k(A) ≥ s_1(A)/1000") {
        let values = try $0["A"].singularValues()
        return 1000 * values[k - 1] >= values[0] && values[0] > 0
      },
      .init("the first k rows of VᵀB are independent, σ_k ≥ ‖B‖/1000") {
        let (_, m) = try SeparationBound.coordinates(of: $0["A"], applyingTo: $0["B"])
        return try 1000 * TriangularLimit.fromRows(coordinates: m, index: k) >= m.spectralNorm()
          && m.largestEntry > 0
      },
      .init("10⁻⁶ ≤ tan θ ≤ 10³, and s_{k+1} ≤ 0.999 s_k for A B") {
        let angle = try measured($0)
        return (1e-6...1e3).contains(angle.tangent) && angle.productRatio <= 0.999
      },
    ]
  }

  /// Where η is small, T is the tangent whatever the constants; they are put to the test where it is not.
  private var decidedSubspace: Bound.Hypothesis {
    .init("½ ≤ η ≤ 0.95") { try (0.5...0.95).contains(predicted($0).eta) }
  }

  private var descending: Bound.Hypothesis {
    .init("A is diagonal, with positive descending entries") { input in
      let a = input["A"]
      let entries = (0..<n).map { a[$0, $0] }
      return a == .diagonal(entries) && entries[n - 1] > 0 && zip(entries, entries.dropFirst()).allSatisfy(>=)
    }
  }

  private var separated: Bound.Hypothesis {
    .init("s_{k+1}(A) ≤ s_k(A)/2") { 2 * $0["A"][k, k] <= $0["A"][k - 1, k - 1] }
  }

  /// Subspaces move by rounding times the conditions of A and of M₁, over the gap.
  private func rounding(_ input: Input) throws -> Bound.Rounding {
    let (angle, bound) = (try measured(input), try predicted(input))
    let condition =
      angle.factorValues[0] / angle.factorValues[k - 1] * (try input["B"].spectralNorm()) / bound.leadingRows
      / (1 - min(angle.productRatio, max(bound.eta * bound.eta, 0)))
    let error = 64 * Double.ulpOfOne * condition
    return .init(relative: error * (1 / angle.sine + 1 / angle.cosine), absolute: error)
  }

  /// tan θ for A with its first k singular values from 2 down to 1, and the others ρ times these.
  func tangent(of b: Matrix, at ratio: Double) throws -> Double {
    let a = Matrix.diagonal(
      (0..<n).map { $0 < k ? 2 - Double($0) / Double(max(k - 1, 1)) : ratio / Double($0 - k + 1) })
    return try SubspaceAlignment(of: a, applyingTo: b, dimension: k).tangent
  }

  /// An invertible matrix of small integers, with independent leading rows for every k.
  var integers: Matrix {
    var m = Matrix(rows: n, columns: n)
    for j in 0..<n { for i in 0..<n { m[i, j] = i == j ? 2 : Double((i + 2 * j) % 3) - 1 } }
    return m
  }

  /// |R_kk|/s_k for A = diag(1, ρ, ρ², …) Vᵀ against the limit, relative to it, and its rivals.
  ///
  /// The unit is ulp times the condition of the leading blocks, plus what the limit still lacks: ρ² times its square.
  func diagonalResiduals(gradedBy ratio: Double, rotation v: Matrix, b: Matrix) throws -> Residuals {
    let m = v.multiplied(by: b, transposed: true)
    let values = (0..<n).map { pow(ratio, Double($0)) }
    let measured = try TriangularDiagonal.values(of: .diagonal(values), applyingTo: m)[k - 1] / values[k - 1]
    let limit = try TriangularLimit.value(coordinates: m, index: k)
    // ‖M‖ over the smallest singular value of any leading block.
    let least =
      try (1...n).map { try m.block(rows: 0..<$0, columns: 0..<$0).singularValues()[$0 - 1] }.min() ?? 0
    let condition = try m.spectralNorm() / least
    let unit = (Double.ulpOfOne * condition + (ratio * condition) * (ratio * condition)) * limit
    var rivals = [
      (
        name: "σ_k of the leading rows",
        value: (measured - (try TriangularLimit.fromRows(coordinates: m, index: k))) / unit
      )
    ]
    if k > 1 {
      let alone = try TriangularLimit.withoutDenominator(coordinates: m, index: k)
      rivals.append((name: "without the denominator", value: (measured - alone) / unit))
    }
    return Residuals(of: (measured - limit) / unit, rivals: rivals, input: "VᵀB = \(m)")
  }
}
