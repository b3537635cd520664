// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssaySimulation
import AssayTestSupport
import Foundation
import Testing

@Suite("Right singular subspaces of partial products")
struct RightSubspacesTests {
  private let key = StreamKey(seed: 4, claim: "unit", case: "right subspaces", check: "lags")

  /// J_l multiplied out, with its whole last weight.
  private func dense(_ product: MaskedProduct, layer: Int, _ stream: RandomStream) throws -> Matrix {
    var running = Matrix.identity(product.inputs)
    var found = running
    try product.forEachFactor(from: stream, completing: [2, 3, product.depth]) { factor in
      let entries = UnsafeBufferPointer(start: factor.entries, count: factor.rows * running.rows)
      running = Matrix(rows: factor.rows, columns: running.rows, values: Array(entries)) * running
      if factor.kind == .weight, factor.layer == layer { found = running }
    }
    return found
  }

  @Test("Lags agree with the singular vectors of products multiplied out", arguments: [1, 2])
  func lags(k: Int) throws {
    for gates in [GateLaw.none, .bernoulli(0.7, rankAtLeast: 3)] {
      let product = MaskedProduct(width: 5, depth: 6, weights: .gaussian(variance: 0.5), gates: gates)
      for trial in 0..<10 {
        let stream = RandomStream(key, trial: UInt64(trial))
        let lags = try product.subspaceLags(dimension: k, atDepths: [2, 3]).draw(stream)
        stream.move(toTrial: UInt64(trial))
        let last = try GradedSVD(dense(product, layer: 6, stream)).right
        for lag in lags {
          stream.move(toTrial: UInt64(trial))
          let svd = try GradedSVD(dense(product, layer: lag.depth, stream))
          let outside = last.block(rows: 0..<5, columns: k..<5)
          let sine = try outside.multiplied(
            by: svd.right.block(rows: 0..<5, columns: 0..<k), transposed: true
          )
          .spectralNorm()
          // Six layers of condition below 10³ each leave this much of rounding in the smallest sines, about 10⁻³.
          expectClose(lag.logSine, log(sine), relative: 0, absolute: 1e-9)
          expectClose(lag.logRatio, svd.logValues[k] - svd.logValues[k - 1], relative: 0, absolute: 1e-9)
        }
      }
    }
  }

  @Test("Sines that are rounding are refused")
  func floor() {
    let product = MaskedProduct(width: 2, depth: 400, weights: .gaussian(variance: 1), gates: .none)
    #expect(throws: SimulationError.self) {
      try product.subspaceLags(dimension: 1, atDepths: [350]).draw(RandomStream(key))
    }
  }

  @Test("Where the factor that carries the row space is ill-conditioned, rounding is in proportion")
  func frozenIllConditioned() throws {
    let product = MaskedProduct(
      width: 8, depth: 60, weights: .gaussian(variance: 0.49), gates: .bernoulli(0.5, rankAtLeast: 3))
    // Of 10⁵ draws the one with the largest condition number: without it, the sine would pass for a change of the space.
    let stream = RandomStream(StreamKey(seed: 99, claim: "temp", case: "a", check: "b"), trial: 39305)
    let seen = try product.frozenRowSpace.draw(stream)
    #expect(seen.condition > 1e4)
    #expect(try #require(seen.sinesAfter.max()) <= 60 * 8 * Double.ulpOfOne * seen.condition)
  }

  @Test("After a gate of least rank the row space stays, before it and within it things move")
  func frozen() throws {
    let product = MaskedProduct(
      width: 6, depth: 30, weights: .gaussian(variance: 1), gates: .bernoulli(0.5, rankAtLeast: 2))
    var before: [Double] = []
    for trial in 0..<100 {
      let seen = try product.frozenRowSpace.draw(RandomStream(key, trial: UInt64(trial)))
      #expect(seen.condition >= 1)
      #expect(seen.sinesAfter.allSatisfy { $0 <= 30 * 6 * Double.ulpOfOne * seen.condition })
      #expect(seen.sinesAfter.count == 29 - seen.frozenAt)
      #expect((seen.sineBefore == nil) == (seen.frozenAt == 1))
      if let sine = seen.sineBefore { before.append(sine) }
    }
    #expect(before.sorted()[before.count / 2] > 0.01)
    let ungated = MaskedProduct(width: 3, depth: 5, weights: .gaussian(variance: 1), gates: .none)
    #expect(throws: SimulationError.self) { try ungated.frozenRowSpace.draw(RandomStream(key)) }
  }
}
