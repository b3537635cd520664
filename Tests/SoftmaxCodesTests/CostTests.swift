// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation
import Testing

@Suite("What logits cost N factors", .paper("softmax-codes"))
struct CostTests {
  @Test(
    "From K = 4 blocks of two classes are cheaper than collapse at a depth that depends on K",
    .claim("softmax-codes/collapse-is-beaten"))
  func collapseIsBeaten() async throws {
    try await expectIdentity(
      Observable("wrong entries of the table", in: "K = 3 … 16, N = 2 … 8") { _ in
        let table = (3...16).flatMap { classes in (2...8).map { (classes, $0) } }
        let seen = try table.map { classes, factors in
          // At N = 2 no structure beats collapse; a tie within rounding is no win.
          try LogitCode.blocks(classes: classes).cost(factors: factors)
            < LogitCode.collapse(classes: classes).cost(factors: factors) * (1 - 1e-9)
        }
        func wrong(_ rule: (Int, Int) throws -> Bool) rethrows -> Double {
          try Double(zip(table, seen).count { try rule($0.0, $0.1) != $1 })
        }
        return Residuals(
          of: try wrong { try CollapseIsBeaten.byBlocks(classes: $0, factors: $1) },
          rivals: CollapseIsBeaten.rivals.map { rival in
            (name: rival.name, value: wrong { rival.holds($0, $1) })
          })
      }, inputs: 1,
      // A number of wrong entries is an integer: the least error is 1.
      limit: 1e-3)
  }

  @Test(
    "No factorisation has a smaller norm than N Σ s^(2/N)", .claim("softmax-codes/norm-needs-rank"),
    arguments: [2, 3])
  func normNeedsRank(factors: Int) async throws {
    let space =
      factors == 2
      ? InputSpace(.square("W1", 2), .square("W2", 2))
      : InputSpace(.square("W1", 2), .square("W2", 2), .square("W3", 2))
    @Sendable func values(_ input: Input) throws -> [Double] {
      try input.matrices.dropFirst().reduce(input.matrices[0]) { $1 * $0 }.singularValues()
    }
    @Sendable func bound(
      _ name: String, _ cost: @escaping @Sendable ([Double]) throws -> Double
    ) -> Bound {
      Bound(
        name, over: space, left: { try cost(values($0)) },
        right: { $0.matrices.reduce(0) { $0 + $1.frobeniusNorm * $1.frobeniusNorm } },
        // A singular value that is 0 comes out as a few ulp of the factors' norms, and its power 2/N is far larger.
        rounding: { input in
          let size = input.matrices.reduce(1) { $0 * $1.frobeniusNorm }
          return Bound.Rounding(
            relative: 4096 * Double.ulpOfOne,
            absolute: 8 * Double(factors) * pow(64 * Double.ulpOfOne * size, 2 / Double(factors)))
        })
    }
    let n = Double(factors)
    try await expectBound(
      bound("N Σ s^(2/N) ≤ Σ‖W‖²") {
        try FactorNorm.leastSquaredNorm(singularValues: $0, factors: factors)
      }, in: "K = 2, N = \(factors)",
      rivals: [
        bound("exponent 1/N") { n * $0.reduce(0) { $0 + pow($1, 1 / n) } },
        bound("exponent 2") { n * $0.reduce(0) { $0 + $1 * $1 } },
      ], sharpness: 0.999, attack: Attack(samples: 1000, starts: 3, rounds: 1, evaluationLimit: 8000))
  }

  @Test(
    "The balanced factors attain the least norm", .claim("softmax-codes/norm-needs-rank"),
    arguments: [2, 3, 5])
  func balancedFactorsAttain(factors: Int) async throws {
    try await expectIdentity(
      Observable("Σ‖W‖² of balanced factors", in: "K = 4, N = \(factors)") { stream in
        let z = stream.matrix(rows: 4, columns: 4)
        let all = try Refactorisation(of: z, factors: factors)
        let norm = try all.squaredNorm([Double](repeating: 0, count: all.parameterCount))
        let values = try z.singularValues()
        return Residuals(
          of: norm / (try FactorNorm.leastSquaredNorm(singularValues: values, factors: factors)) - 1,
          rivals: try FactorNorm.leastSquaredNormRivals(singularValues: values, factors: factors)
            .map { (name: $0.name, value: norm / $0.value - 1) })
      }, inputs: 50,
      // N K² products of rounded numbers: some hundred ulp.
      limit: 1e-12)
    try await expectIdentity(
      Observable("‖Z‖ of aligned unit factors", in: "K = 5, r = 3, N = \(factors)") { stream in
        let frames = try (0...factors).map { _ in try QRFactorisation(stream.matrix(rows: 5, columns: 3)).q }
        let product = (1...factors).reduce(Matrix.identity(5)) { z, l in
          let factor =
            (1 / 3.0.squareRoot()) * frames[l].multiplied(by: frames[l - 1], transposingOther: true)
          return factor * z
        }
        let norm = product.frobeniusNorm
        return Residuals(
          of: norm / (try FactorNorm.flatProductNorm(rank: 3, factors: factors)) - 1,
          rivals: try FactorNorm.flatProductNormRivals(rank: 3, factors: factors)
            .map { (name: $0.name, value: norm / $0.value - 1) })
      }, inputs: 50, limit: 1e-12)
  }
}
