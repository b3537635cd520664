// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssayTestSupport
import Foundation
import Testing

@testable import AssaySimulation

@Suite("Networks with two inputs")
struct TwoInputsTests {
  private struct Reference: Decodable {
    struct Function: Decodable { let ratio: Double, value: Double }
    let sphericalFunctions: [Function]
  }

  private let stream = RandomStream(StreamKey(seed: 9, claim: "unit", case: "two inputs", check: "drawn"))

  @Test("√ρ/agm(1, ρ) agrees with the complete elliptic integral")
  func function() throws {
    for one in try fixture("fixed-gates/finite-depth.json", as: Reference.self).sphericalFunctions {
      expectClose(sphericalFunction(ratio: one.ratio), one.value, relative: 8 * Double.ulpOfOne)
    }
    #expect(sphericalFunction(ratio: 0) == 0)
  }

  @Test("Both observables read the same product")
  func observables() throws {
    let product = MaskedProduct(
      width: 6, depth: 5, weights: .gaussian(variance: 1), gates: .bernoulli(0.5, rankAtLeast: 2), inputs: 2)
    for trial in 0..<50 {
      stream.move(toTrial: UInt64(trial))
      let remainder = try product.twoInputRemainder.draw(stream)
      stream.move(toTrial: UInt64(trial))
      let value = try product.twoInputSphericalFunction.draw(stream)
      expectClose(value, sphericalFunction(ratio: expm1(remainder)), relative: 1e-12)
    }
  }

  @Test("The reweighted remainder lies between 0 and log 2, and repeats on its stream")
  func tilted() throws {
    let walk = TiltedTwoInputs(width: 8, depth: 40, gates: .bernoulli(0.5, rankAtLeast: 4))
    for trial in 0..<200 {
      stream.move(toTrial: UInt64(trial))
      let first = try walk.scaledRemainder.draw(stream)
      #expect(first > 0 && first <= log(2))
      stream.move(toTrial: UInt64(trial))
      #expect(try walk.scaledRemainder.draw(stream) == first)
    }
  }

  @Test("Settings without two directions are refused")
  func refusals() {
    let square = MaskedProduct(width: 3, depth: 2, weights: .gaussian(variance: 1), gates: .none)
    #expect(throws: SimulationError.self) { try square.twoInputRemainder.draw(stream) }
    for walk in [
      TiltedTwoInputs(width: 1, depth: 3, gates: .none), TiltedTwoInputs(width: 4, depth: 0, gates: .none),
      TiltedTwoInputs(width: 4, depth: 3, gates: .bernoulli(0.5, rankAtLeast: 1)),
      TiltedTwoInputs(width: 4, depth: 3, gates: .bernoulli(2, rankAtLeast: 2)),
    ] {
      #expect(throws: SimulationError.self) { try walk.scaledRemainder.draw(stream) }
    }
  }
}
