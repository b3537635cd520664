// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssayTestSupport
import AssayTheory
import Testing

@Suite("Separation aligns: the bounds and their ingredients")
struct SeparationBoundTests {
  private func tolerance(_ one: AlignmentCase) -> Double { 64 * Double.ulpOfOne * one.condition }

  @Test("‖T‖, η and the sine bound agree with 60-digit values")
  func ingredients() throws {
    for one in try AlignmentCase.all() {
      let bound = try SeparationBound(of: one.factor, applyingTo: one.other, dimension: one.k)
      expectClose(bound.tangent, one.t, relative: tolerance(one), one.name)
      expectClose(bound.eta, one.eta, relative: tolerance(one), one.name)
      expectClose(bound.sine, one.sineBound, relative: tolerance(one), one.name)
      expectClose(bound.ratio, one.factorRatio, relative: tolerance(one), one.name)
    }
  }

  @Test("The reference angles lie within the bounds")
  func sandwich() throws {
    for one in try AlignmentCase.all() {
      let bound = try SeparationBound(of: one.factor, applyingTo: one.other, dimension: one.k)
      #expect(one.sine <= bound.sine * (1 + tolerance(one)), "\(one.name)")
      #expect(bound.leastTangent <= one.tangent * (1 + tolerance(one)), "\(one.name)")
      #expect(one.tangent <= bound.largestTangent * (1 + tolerance(one)), "\(one.name)")
    }
  }

  @Test("For two by two matrices the upper bound is an equality")
  func equality() throws {
    // A = diag(4, 1), B = [[2, 1], [3, 5]]: X Xᵀ = [[80, 44], [44, 34]], so tan 2θ = 88/46 and T = 11/20.
    let bound = try SeparationBound(
      of: .diagonal([4, 1]), applyingTo: Matrix([[2, 1], [3, 5]]), dimension: 1)
    let tangent = ((46.0 * 46 + 88 * 88).squareRoot() - 46) / 88
    expectClose(bound.tangent, 11.0 / 20, relative: 16 * Double.ulpOfOne)
    expectClose(bound.largestTangent, tangent, relative: 64 * Double.ulpOfOne)
  }

  @Test("The limits of |R_kk|/s_k and the bound that looks at columns agree with 60-digit values")
  func limits() throws {
    for one in try AlignmentCase.all() {
      let (_, m) = try SeparationBound.coordinates(of: one.factor, applyingTo: one.other)
      for (index, limit) in one.limits.enumerated() {
        expectClose(
          try TriangularLimit.value(coordinates: m, index: index + 1), limit, relative: tolerance(one),
          one.name)
      }
      expectClose(
        try ColumnAlignment.sine(of: one.factor, applyingTo: one.other, dimension: one.k), one.columnBound,
        relative: tolerance(one), one.name)
    }
  }

  @Test("Dependent rows, vanishing minors and misfits are refused")
  func refusals() {
    let a = Matrix.diagonal([3, 2, 1])
    let dependent = Matrix([[1, 0, 0], [1, 0, 0], [0, 1, 2]])
    #expect(throws: TheoryError.self) { try SeparationBound(of: a, applyingTo: dependent, dimension: 2) }
    #expect(throws: TheoryError.self) { try SeparationBound(of: a, applyingTo: a, dimension: 3) }
    #expect(throws: TheoryError.self) {
      try SeparationBound(of: .diagonal([1, 0, 0]), applyingTo: a, dimension: 2)
    }
    #expect(throws: TheoryError.self) {
      try TriangularLimit.value(coordinates: Matrix([[0, 1], [1, 0]]), index: 1)
    }
    #expect(throws: TheoryError.self) {
      try ColumnAlignment.sine(of: a, applyingTo: Matrix([[1, 1, 0], [1, 1, 0], [0, 0, 1]]), dimension: 2)
    }
  }
}
