// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssaySimulation
import AssayTestSupport
import Testing

@Suite("Alignment of singular subspaces, measured")
struct SubspaceAlignmentTests {
  @Test("The angle agrees with 60-digit values, to rounding times the conditions of A and of the gap")
  func angles() throws {
    for one in try AlignmentCase.all() {
      let measured = try SubspaceAlignment(of: one.factor, applyingTo: one.other, dimension: one.k)
      // Subspaces feel a perturbation of rounding size times the condition, over the relative gap.
      let tolerance = 64 * Double.ulpOfOne * one.condition / (1 - one.productRatio)
      expectClose(measured.sine, one.sine, relative: tolerance, one.name)
      expectClose(
        measured.tangent, one.tangent, relative: tolerance * (1 + one.tangent * one.tangent), one.name)
      expectClose(measured.factorRatio, one.factorRatio, relative: tolerance, one.name)
      expectClose(measured.productRatio, one.productRatio, relative: tolerance, one.name)
    }
  }

  @Test("|R_kk| agrees with 60-digit values, also twenty orders of magnitude apart")
  func triangularDiagonals() throws {
    for one in try AlignmentCase.all() {
      let measured = try TriangularDiagonal.values(of: one.factor, applyingTo: one.other)
      for (value, reference) in zip(measured, one.triangularDiagonal) {
        expectClose(value, reference, relative: 64 * Double.ulpOfOne * one.condition, one.name)
      }
    }
  }

  @Test(
    "Dependent leading rows: the second left vector of A B is e₃ however separated A is",
    arguments: [2.0, 10, 1e4])
  func rightAngle(t: Double) throws {
    let a = Matrix.diagonal([t * t, t, 1])
    let b = Matrix([[1, 0, 0], [1, 0, 0], [0, 1, 2]])
    let measured = try SubspaceAlignment(of: a, applyingTo: b, dimension: 2)
    expectClose(measured.sine, 1, relative: 4 * Double.ulpOfOne)
    #expect(measured.cosine <= 8 * Double.ulpOfOne)
    let diagonal = try TriangularDiagonal.values(of: a, applyingTo: b)
    expectClose(diagonal[1], 1, relative: 64 * Double.ulpOfOne)
  }

  @Test("A subspace that is not unique shows as a ratio of 1")
  func notUnique() throws {
    let b = Matrix([[0, 0, 0], [0, 0, 0], [1, 0, 0]])
    let measured = try SubspaceAlignment(of: .diagonal([3, 2, 1]), applyingTo: b, dimension: 2)
    #expect(measured.productRatio == 1)
  }

  @Test("Shapes and dimensions that do not fit are refused")
  func refusals() {
    let a = Matrix.identity(3)
    #expect(throws: SimulationError.self) {
      try SubspaceAlignment(of: a, applyingTo: .identity(2), dimension: 1)
    }
    #expect(throws: SimulationError.self) { try SubspaceAlignment(of: a, applyingTo: a, dimension: 3) }
    #expect(throws: SimulationError.self) { try SubspaceAlignment(of: a, applyingTo: a, dimension: 0) }
    #expect(throws: SimulationError.self) { try TriangularDiagonal.values(of: a, applyingTo: .identity(2)) }
  }
}
