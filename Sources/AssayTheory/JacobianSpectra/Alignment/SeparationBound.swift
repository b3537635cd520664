// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// How far the top-k left singular subspace of A B can lie from that of A when A's singular values are separated.
///
/// With A = U S Vᵀ, M = VᵀB = [M_1; M_2] (first k rows, the others), X = S M = [X_1; X_2], P the projector on the row space of
/// M_1, ρ = s_{k+1}/s_k, θ the largest principal angle:
/// ```
/// T = X_2 X_1⁺ = S_2 M_2 M_1⁺ S_1⁻¹        η = ‖X_2 (I − P)‖ / σ_k(AB)
/// ‖T‖/(1 + η²) ≤ tan θ ≤ ‖T‖/(1 − η²)                  when η < 1
/// sin θ ≤ ‖X_2‖/σ_k(AB) ≤ ρ ‖M_2‖/σ_k(M_1)               always
/// ```
/// *Guarantee:* for every A with s_k > 0 and every B whose first k coordinate rows M_1 are independent.
/// *Does not hold when:* only the leading columns of B are independent; see ``ColumnAlignment``.
public struct SeparationBound: Sendable, Hashable {
  /// ρ = s_{k+1}/s_k of A.
  public let ratio: Double
  /// ‖M_2‖.
  public let lowerNorm: Double
  /// σ_k(M_1): how independent the first k coordinate rows are.
  public let leadingRows: Double
  /// ‖T‖, the tangent to first order.
  public let tangent: Double
  /// η, how much of the lower block lies outside the row space of the upper one.
  public let eta: Double

  /// Evaluates the bounds' ingredients.
  /// - Parameters:
  ///   - singularValues: of A, largest first.
  ///   - coordinates: M = VᵀB, a row for each singular value and at least as many columns.
  ///   - k: 1 ≤ k < the number of rows.
  /// - Throws: ``TheoryError`` when s_k = 0 or the first k rows of M are dependent up to rounding.
  public init(singularValues s: [Double], coordinates m: Matrix, dimension k: Int) throws {
    let n = m.rows
    guard s.count == n, m.columns >= n else {
      throw TheoryError(
        "\(s.count) singular values and a \(n) × \(m.columns) matrix of coordinates do not fit",
        mend: "give one row a singular value, and at least as many columns")
    }
    try Require.index(k, upTo: n - 1, "k", "n − 1")
    guard s[k - 1] > 0 else {
      throw TheoryError("s_\(k)(A) = \(s[k - 1])", mend: "use a matrix A of rank at least \(k)")
    }
    let upper = m.block(rows: 0..<k, columns: 0..<m.columns)
    let lower = m.block(rows: k..<n, columns: 0..<m.columns)
    leadingRows = try upper.singularValues()[k - 1]
    lowerNorm = try lower.spectralNorm()
    guard leadingRows > Self.dependence(m) * max(lowerNorm, try upper.spectralNorm()) else {
      throw TheoryError(
        "the first \(k) rows of VᵀB are dependent", mend: "use a B whose rows are independent")
    }
    ratio = s[k] / s[k - 1]

    // M_1ᵀ = Q R, so P = Q Qᵀ, M_1⁺ = Q R⁻ᵀ, and T = S_2 (M_2 Q) R⁻ᵀ S_1⁻¹.
    let rows = try QRFactorisation(upper.transposed)
    let inside = lower * rows.q
    tangent = try inside.solvedByTransposedTriangle(rows.r)
      .scaled(rows: Array(s[k...]), columns: s.prefix(k).map { 1 / $0 }).spectralNorm()
    // Projecting twice leaves no rounding of the first projection behind.
    let once = lower - inside.multiplied(by: rows.q, transposingOther: true)
    let outside = once - (once * rows.q).multiplied(by: rows.q, transposingOther: true)
    let remainder = try outside.scaled(rows: Array(s[k...])).spectralNorm()
    // The rows of S M are graded, so its transpose is decomposed.
    let product = try GradedSVD(m.scaled(rows: s).transposed).values
    eta = remainder / product[k - 1]
  }

  /// Evaluates the bounds' ingredients for A and B themselves.
  public init(of a: Matrix, applyingTo b: Matrix, dimension k: Int) throws {
    guard a.columns == b.rows, a.rows == a.columns else {
      throw TheoryError(
        "A is \(a.rows) × \(a.columns) and B is \(b.rows) × \(b.columns)",
        mend: "use a square A and a B with as many rows")
    }
    let (values, coordinates) = try Self.coordinates(of: a, applyingTo: b)
    try self.init(singularValues: values, coordinates: coordinates, dimension: k)
  }

  /// Rows or columns are dependent when their least singular value is rounding of the matrix' norm.
  static func dependence(_ m: Matrix) -> Double { Double(4 * max(m.rows, m.columns)) * Double.ulpOfOne }

  /// The singular values of A, and M = VᵀB: B in the coordinates of A's right singular vectors.
  public static func coordinates(of a: Matrix, applyingTo b: Matrix) throws -> (
    singularValues: [Double], coordinates: Matrix
  ) {
    let svd = try GradedSVD(a)
    return (svd.values, svd.right.multiplied(by: b, transposed: true))
  }

  /// ρ ‖M_2‖ / σ_k(M_1): the largest that sin θ can be.
  public var sine: Double { ratio * lowerNorm / leadingRows }

  /// ‖T‖/(1 + η²): the least that tan θ can be.
  public var leastTangent: Double { tangent / (1 + eta * eta) }

  /// ‖T‖/(1 − η²): the largest that tan θ can be; infinite for η ≥ 1, where nothing is claimed.
  public var largestTangent: Double { eta < 1 ? tangent / ((1 - eta) * (1 + eta)) : .infinity }
}

extension Matrix {
  /// diag(rows) · self · diag(columns); absent factors are ones.
  func scaled(rows rowFactors: [Double]? = nil, columns columnFactors: [Double]? = nil) -> Matrix {
    var m = self
    for j in 0..<columns {
      for i in 0..<rows { m[i, j] *= (rowFactors?[i] ?? 1) * (columnFactors?[j] ?? 1) }
    }
    return m
  }

  /// The solution Y of Y Rᵀ = self, for an upper triangular R with a positive diagonal.
  func solvedByTransposedTriangle(_ r: Matrix) -> Matrix {
    var y = self
    for j in (0..<columns).reversed() {
      for i in 0..<rows {
        var rest = y[i, j]
        for l in j + 1..<columns { rest -= y[i, l] * r[j, l] }
        y[i, j] = rest / r[j, j]
      }
    }
    return y
  }
}
