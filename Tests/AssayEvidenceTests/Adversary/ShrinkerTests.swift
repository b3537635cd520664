// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayNumerics
import Testing

@Suite("Shrinking a violation")
struct ShrinkerTests {
  private func attempt(_ bound: Bound, _ input: Input) throws -> Attempt {
    let attempt = try #require(try bound.attempt(at: input))
    #expect(attempt.violates)
    return attempt
  }

  @Test("The simplest matrices cost least: zeros, ones, small integers, halves, decimals")
  func costs() {
    let shrinker = Shrinker()
    func cost(_ x: Double) -> Double { shrinker.cost(Input(names: ["x"], matrices: [Matrix([[x]])])) }
    let order = [0, 1, -1, 2, 3, 9, 0.5, 2.5, 0.3, 0.31, 0.3141592653589793]
    #expect(order.map(cost) == order.map(cost).sorted())
    #expect(Set(order.map(cost)).count == order.count)
  }

  @Test("A violation in sixteen digits becomes one in single digits that violates as clearly")
  func rounds() throws {
    // "The trace is at most the largest entry" fails for every matrix that is near a multiple of the identity.
    let bound = Bound(
      "tr A ≤ max |a|", over: InputSpace(.square("A", 3)), left: { max(0, $0["A"].trace) },
      right: { $0["A"].largestEntry })
    let messy = Input(
      names: ["A"],
      matrices: [
        Matrix([
          [7.123456789, 0.1234, -0.9876], [0.4321, 6.98765, 0.001], [-0.3333333333333333, 1e-9, 7.0001],
        ])
      ])
    let shrunk = Shrinker(clarity: 2).shrink(try attempt(bound, messy), against: bound)
    #expect(shrunk.input.matrices[0].values.count { $0 != 0 } == 2, "\(shrunk.input)")
    #expect(shrunk.input.matrices[0].values.allSatisfy { $0 == 0 || $0 == 1 }, "\(shrunk.input)")
    #expect(shrunk.ratio == 2)
  }

  @Test("Dimensions are dropped where the claim offers it")
  func dimensions() throws {
    let bound = Bound(
      "tr A ≤ max |a|", over: InputSpace(.square("A", 4)), left: { max(0, $0["A"].trace) },
      right: { $0["A"].largestEntry },
      simplifications: { input in
        let a = input["A"]
        return a.rows > 1
          ? [Input(names: ["A"], matrices: [a.block(rows: 0..<a.rows - 1, columns: 0..<a.rows - 1)])] : []
      })
    let start = try attempt(bound, Input(names: ["A"], matrices: [2.5 * Matrix.identity(4)]))
    let shrunk = Shrinker(clarity: 2).shrink(start, against: bound)
    #expect(shrunk.input.matrices == [Matrix.identity(2)])
  }

  @Test("A marginal violation stays at least as clear as its square root")
  func marginal() throws {
    let bound = Bound(
      "a ≤ b", over: InputSpace(.matrix("x", rows: 2, columns: 1)),
      where: [.init("b ≥ 1") { $0["x"][1, 0] >= 1 }],
      left: { abs($0["x"][0, 0]) }, right: { abs($0["x"][1, 0]) })
    let start = try attempt(bound, Input(names: ["x"], matrices: [Matrix([[10.4], [10]])]))
    let shrunk = Shrinker().shrink(start, against: bound)
    #expect(shrunk.violates && shrunk.ratio >= start.ratio.squareRoot())
    #expect(Shrinker().cost(shrunk.input) < Shrinker().cost(start.input))
  }
}
