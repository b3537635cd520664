// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// One case of `Fixtures/alignment/alignment.json`: a pair A, B and its reference values.
public struct AlignmentCase: Decodable, Sendable, CustomStringConvertible {
  /// What the case is about.
  public let name: String
  /// The dimension of the subspaces.
  public let k: Int
  private let a: [[Double]]
  private let b: [[Double]]
  /// sin θ and tan θ.
  public let sine, tangent: Double
  /// s_{k+1}/s_k of A and of A B.
  public let factorRatio, productRatio: Double
  /// ‖T‖, η and ρ‖M₂‖/σ_k(M₁).
  public let t, eta, sineBound: Double
  /// |R_jj| of A B.
  public let triangularDiagonal: [Double]
  /// |det M_[j]| / |det M_[j−1]|.
  public let limits: [Double]
  /// ρ‖B‖/σ_k of B's leading columns.
  public let columnBound: Double

  /// 1 + ‖M₂‖/σ_k(M₁): how much the case magnifies rounding, besides the gap.
  public var condition: Double { 1 + sineBound / factorRatio }
  /// A.
  public var factor: Matrix { Matrix(a) }
  /// B.
  public var other: Matrix { Matrix(b) }
  /// The name.
  public var description: String { name }

  /// All cases.
  public static func all() throws -> [AlignmentCase] {
    struct File: Decodable { let cases: [AlignmentCase] }
    return try fixture("alignment/alignment.json", as: File.self).cases
  }
}
