// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation
import Testing

/// The random Fibonacci sequence x_{l+1} = x_l ± x_{l−1} as a product of random matrices.
struct RandomFibonacci: RandomProduct {
  let inputs = 2
  let width = 2
  let depth: Int
  var description: String { "random Fibonacci, L = \(depth)" }

  func forEachFactor(
    from stream: RandomStream, completing: [Int], _ visit: (Factor) throws -> Void
  ) throws {
    for layer in 1...depth {
      let sign = stream.bernoulli(0.5) ? 1.0 : -1.0
      try Factor.visit(.weight, layer: layer, Matrix([[0, 1], [sign, 1]]), visit)
    }
  }
}

@Suite("The random Fibonacci sequence", .paper("conjectures"))
struct RandomFibonacciConjecture {
  @Test("The random Fibonacci sequence grows", .claim("conjectures/random-fibonacci"))
  func decide() async throws {
    try await expectMean(
      of: RandomFibonacci(depth: 400).growth(upTo: 1, afterLayer: 100).map { $0[0] },
      equals: log(1.1319882487943),
      rivals: [
        (name: "its mean square grows like the golden ratio", value: log((1 + sqrt(5)) / 2) / 2),
        (name: "as without the signs", value: log((1 + sqrt(5)) / 2)),
        (name: "its mean does not grow", value: 0),
      ])
  }
}
