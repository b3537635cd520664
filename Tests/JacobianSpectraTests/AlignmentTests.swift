// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation
import Testing

@Suite("Separation aligns singular subspaces", .paper("jacobian-spectra"))
struct AlignmentTests {
  @Test(
    "Separation aligns: the angle is bounded by ρ_k when the first k rows of VᵀB are independent",
    .claim("jacobian-spectra/separation-aligns"),
    arguments: [AlignmentProblem(n: 3, k: 1), AlignmentProblem(n: 4, k: 2)])
  func separationAligns(problem: AlignmentProblem) async throws {
    try await expectBound(
      problem.sine, in: problem.setting,
      rivals: [
        problem.sine.rival("half of the bound") { try problem.predicted($0).sine / 2 },
        problem.sine.rival("ρ² for ρ") { input in
          let bound = try problem.predicted(input)
          return bound.ratio * bound.sine
        },
      ], sharpness: 0.999, attack: Attack(evaluationLimit: 16_000))
    try await expectBound(
      problem.largestTangent, in: problem.setting,
      rivals: [
        problem.largestTangent.rival("‖T‖, without 1 − η²") { try problem.predicted($0).tangent },
        problem.largestTangent.rival("‖T‖/(1 − η²)^½") {
          let bound = try problem.predicted($0)
          return (bound.tangent * bound.largestTangent).squareRoot()
        },
      ], sharpness: 0.999)
    try await expectBound(
      problem.leastTangent, in: problem.setting,
      rivals: [problem.leastTangent.rival("half of tan θ") { try problem.measured($0).tangent / 2 }])
  }

  @Test(
    "Separation aligns when the leading columns of B are independent",
    .claim("jacobian-spectra/separation-aligns-columns", expecting: .refuted))
  func separationAlignsColumns() async throws {
    let problem = AlignmentProblem(n: 3, k: 2)
    try await expectBound(problem.columns, in: problem.setting)
  }

  @Test(
    "The angle is linear in the separation", .claim("jacobian-spectra/alignment-linear"),
    arguments: [AlignmentProblem(n: 3, k: 1), AlignmentProblem(n: 4, k: 2), AlignmentProblem(n: 5, k: 4)])
  func alignmentLinear(problem: AlignmentProblem) async throws {
    let powers = [(name: "ρ²", value: 2.0), (name: "√ρ", value: 0.5)]
    // One pair of integers, whose angle is computed at five separations.
    try expectConverges(
      "tan θ against ρ, integer B", in: problem.setting,
      points: try [1e-5, 1e-4, 1e-3, 1e-2, 0.03].map {
        (x: $0, y: try problem.tangent(of: problem.integers, at: $0))
      },
      exponent: 1, rivals: powers)
    // Gaussian B: tan θ = ‖T‖ (1 + O(η²)), and η, of order 10⁻³ here, is known to have the tails of a Cauchy variable, so
    // that the mean of the slope is off by about 10⁻³.
    try await expectConverges(
      of: Observable("log-log slope of tan θ in ρ from 10⁻⁴ to 10⁻³", in: "\(problem.setting), Gaussian B") {
        stream in
        let b = stream.matrix(rows: problem.n, columns: problem.n)
        return [log10(try problem.tangent(of: b, at: 1e-3) / problem.tangent(of: b, at: 1e-4))]
      }, rates: [Prediction("log-log slope of tan θ in ρ", 1, rivals: powers, bias: 0.01)])
  }

  @Test(
    "|R_kk|/s_k(A) tends to a ratio of leading minors of VᵀB", .claim("jacobian-spectra/qr-diagonal"),
    arguments: [3, 5])
  func qrDiagonal(width n: Int) async throws {
    for k in 1...n {
      try await expectIdentity(
        Observable("|R_\(k)\(k)|/s_\(k)(A)", in: "n = \(n), ρ = 2⁻²⁰ at each index") { stream in
          let problem = AlignmentProblem(n: n, k: k)
          return try problem.diagonalResiduals(
            gradedBy: 0x1p-20, rotation: stream.rotation(n), b: stream.matrix(rows: n, columns: n))
        }, inputs: 400,
        // Rounding of a few orthogonalisations of n columns, in units of ulp times their condition.
        limit: 64)
    }
  }

  @Test(
    "|R_kk| is of the size of s_k(A) when the leading rows of VᵀB are independent",
    .claim("jacobian-spectra/qr-diagonal-from-rows", expecting: .refuted))
  func qrDiagonalFromRows() async throws {
    let problem = AlignmentProblem(n: 2, k: 1)
    try await expectBound(problem.diagonalFromRows, in: problem.setting)
  }
}
