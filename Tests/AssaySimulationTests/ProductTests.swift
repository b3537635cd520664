// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssaySimulation
import AssayTestSupport
import Foundation
import Testing

@Suite("Random products")
struct ProductTests {
  static func stream(_ name: String, trial: UInt64 = 0) -> RandomStream {
    RandomStream(StreamKey(seed: 11, claim: "products", case: name, check: ""), trial: trial)
  }

  /// Multiplies the factors out entry by entry, with no help from the running product.
  static func multipliedOut(
    _ product: some RandomProduct, from stream: RandomStream, upTo layer: Int = .max, completing: [Int] = []
  ) throws -> Matrix {
    var j = Matrix.identity(product.inputs)
    try product.forEachFactor(from: stream, completing: completing) { factor in
      guard factor.layer < layer || (factor.layer == layer && factor.kind == .weight) else { return }
      let values = (0..<factor.rows * j.rows).map { exp(factor.logScale) * factor.entries[$0] }
      j = Matrix(rows: factor.rows, columns: j.rows, values: values) * j
    }
    return j
  }

  static let products = [
    MaskedProduct(width: 4, depth: 1, weights: .gaussian(variance: 0.5)),
    MaskedProduct(width: 5, depth: 4, weights: .gaussian(variance: 0.3)),
    MaskedProduct(
      width: 6, depth: 5, weights: .gaussian(variance: 0.3), gates: .bernoulli(0.5, rankAtLeast: 3)),
    MaskedProduct(
      width: 6, depth: 4, weights: .independent(.student(degreesOfFreedom: 5), variance: 1),
      gates: .toeplitz(open: 0.5, correlation: 0.6, rankAtLeast: 2), inputs: 9),
    MaskedProduct(width: 5, depth: 4, weights: .haarOrthogonal, gates: .bernoulli(0.6, rankAtLeast: 2)),
    MaskedProduct(
      width: 4, depth: 5, weights: .gaussian(variance: 1), scale: .periodDoubling(a: 2, b: 0.5)),
  ]

  @Test("Log singular values are those of the product multiplied out", arguments: products)
  func singularValues(product: MaskedProduct) throws {
    for trial in 0..<5 {
      let dense = try Self.multipliedOut(
        product, from: Self.stream(product.description, trial: UInt64(trial)))
      let expected = try dense.singularValues()
      let k = min(product.width, product.inputs)
      let logs = try product.logSingularValues(upTo: k).draw(
        Self.stream(product.description, trial: UInt64(trial)))
      // The dense product loses accuracy in proportion to its condition number; compare where it has not.
      for i in 0..<k where expected[i] > 1e-8 * expected[0] {
        expectClose(exp(logs[i]), expected[i], relative: 1e-6, "s_\(i + 1)")
      }
      let rank = expected.count { $0 > 1e-12 * expected[0] }
      #expect(logs.count { $0 > -.infinity } == rank)
    }
  }

  @Test("Four times the variance doubles every weight, whatever its law")
  func scale() throws {
    for law in [EntryLaw.gaussian, .uniform, .student(degreesOfFreedom: 5)] {
      func logs(_ variance: Double) throws -> [Double] {
        try MaskedProduct(
          width: 5, depth: 4, weights: .independent(law, variance: variance),
          gates: .bernoulli(0.6, rankAtLeast: 2)
        ).logSingularValues(upTo: 2).draw(Self.stream("scale \(law)"))
      }
      for (small, large) in zip(try logs(0.49), try logs(1.96)) {
        // Powers of two scale without rounding but for the logarithms, of size up to 8.
        expectClose(large - small, 4 * log(2), relative: 0, absolute: 64 * .ulpOfOne)
      }
    }
  }

  @Test(
    "With two layers the variance and the covariance of growth add up to the square of a mean's difference")
  func growthVariance() throws {
    // d is the difference of two products' growth: v = (d₁² + d₂²)/4, c = d₁ d₂/2, and v + c = ((d₁ + d₂)/2)².
    for product in [
      MaskedProduct(width: 4, depth: 2, weights: .gaussian(variance: 0.5)),
      MaskedProduct(
        width: 6, depth: 3, weights: .gaussian(variance: 0.3), gates: .bernoulli(0.5, rankAtLeast: 3)),
    ] {
      let moments = try product.growthVariance(ofVolume: 2).draw(Self.stream("variance \(product)"))
      let stream = Self.stream("variance \(product)")
      let growth = product.growth(upTo: 2, .volumes)
      let difference = try growth.draw(stream)[1] - growth.draw(stream)[1]
      expectClose(moments[0] + moments[1], difference * difference, relative: 1e-12, absolute: 1e-13)
    }
  }

  @Test(
    "Growth of the full volume is the logarithm of the determinant",
    arguments: products.filter { $0.gates == .none })
  func determinant(product: MaskedProduct) throws {
    let n = product.width
    let dense = try Self.multipliedOut(product, from: Self.stream("det"))
    let growth = try product.growth(upTo: n, .volumes).draw(Self.stream("det"))
    let logVolume = try product.logVolume(dimension: n).draw(Self.stream("det"))
    let determinant = try dense.singularValues().map { log($0) }.reduce(0, +)
    expectClose(growth[n - 1] * Double(product.depth), determinant, relative: 1e-10, absolute: 1e-10)
    expectClose(logVolume, determinant, relative: 1e-10, absolute: 1e-10)
  }

  @Test("log‖Jx‖ is the logarithm of the first column's length", arguments: products)
  func logNorm(product: MaskedProduct) throws {
    let dense = try Self.multipliedOut(product, from: Self.stream("norm"))
    let norm = Matrix(rows: dense.rows, columns: 1, values: dense.column(0)).frobeniusNorm
    expectClose(exp(try product.logNorm.draw(Self.stream("norm"))), norm, relative: 1e-12)
  }

  @Test("A product looked at on its way is the product of the factors so far, ungated")
  func completed() throws {
    let product = MaskedProduct(
      width: 5, depth: 6, weights: .gaussian(variance: 0.4), gates: .bernoulli(0.6, rankAtLeast: 3))
    let depths = [2, 4, 6]
    let logs = try product.logSingularValues(upTo: 3, atDepths: depths).draw(Self.stream("way"))
    let subspaces = try product.rightSubspaces(dimension: 3, atDepths: depths).draw(Self.stream("way"))
    for (i, depth) in depths.enumerated() {
      let dense = try Self.multipliedOut(product, from: Self.stream("way"), upTo: depth, completing: depths)
      #expect(dense.rows == 5)
      for (log, value) in zip(logs[i], try dense.singularValues()) {
        expectClose(exp(log), value, relative: 1e-9)
      }
      // J V has orthogonal columns as long as the singular values say.
      let image = dense * subspaces[i].basis
      let gram = image.multiplied(by: image, transposed: true)
      for a in 0..<3 {
        for b in 0..<3 {
          let expected = a == b ? exp(2 * logs[i][a]) : 0
          #expect(
            abs(gram[a, b] - expected) <= 1e-10 * exp(logs[i][a] + logs[i][b] + logs[i][0] - logs[i][2]))
        }
      }
    }
  }

  @Test("Only the rows that the gate keeps are drawn, over the columns that were kept before")
  func shapes() throws {
    let product = MaskedProduct(
      width: 6, depth: 8, weights: .gaussian(variance: 1), gates: .bernoulli(0.5, rankAtLeast: 2), inputs: 3)
    var kinds: [Factor.Kind] = []
    var leastRows = Int.max
    try product.forEachFactor(from: Self.stream("shapes")) { factor in
      kinds.append(factor.kind)
      leastRows = min(leastRows, factor.rows)
    }
    #expect(kinds == Array(repeating: .gatedWeight, count: 7) + [.weight])
    #expect(leastRows >= 2 && leastRows < 6)
  }

  @Test("The exact rank and the rank of the entries are both the least gate rank on these draws")
  func ranks() throws {
    let product = MaskedProduct(
      width: 5, depth: 4, weights: .gaussian(variance: 1), gates: .bernoulli(0.5, rankAtLeast: 1))
    for trial in UInt64(0)..<50 {
      for observable in [product.denseRank, product.exactRank] {
        let sighting = try observable.draw(Self.stream(observable.name, trial: trial))
        #expect(sighting.gateRanks.count == 3)
        #expect(sighting.rank == sighting.gateRanks.min())
      }
    }
  }

  @Test("The Jacobian of a bias-free ReLU network carries its input to its output")
  func reluHomogeneity() throws {
    let x = (0..<7).map { Double(($0 * 5) % 4) - 1 }
    let network = ReLUNetwork(
      input: x, named: "x", width: 6, depth: 4, weights: .gaussian(variance: 0.4), activeAtLeast: 2)
    let jacobian = try Self.multipliedOut(network, from: Self.stream("relu"))
    // Forward pass from the same weights, drawn whole.
    var h = x
    try network.forEachFactor(from: Self.stream("relu"), completing: [1, 2, 3]) { factor in
      if factor.kind == .gate { return h = h.filter { $0 > 0 } }
      let weight = Matrix(
        rows: factor.rows, columns: h.count,
        values: Array(UnsafeBufferPointer(start: factor.entries, count: factor.rows * h.count)))
      h = weight * h
    }
    for (a, b) in zip(jacobian * x, h) { expectClose(a, b, relative: 1e-12, absolute: 1e-13) }
  }

  @Test(
    "A product that makes no sense is refused with one line before anything is drawn",
    arguments: [
      (MaskedProduct(width: 0, depth: 1, weights: .gaussian(variance: 1)), "use at least 1"),
      (MaskedProduct(width: 3, depth: 0, weights: .gaussian(variance: 1)), "use at least 1 layer"),
      (MaskedProduct(width: 3, depth: 2, weights: .gaussian(variance: -1)), "use a finite variance > 0"),
      (
        MaskedProduct(
          width: 3, depth: 2, weights: .gaussian(variance: 1), gates: .bernoulli(1.2, rankAtLeast: 1)),
        "use 0 < p ≤ 1"
      ),
      (
        MaskedProduct(
          width: 3, depth: 2, weights: .gaussian(variance: 1), gates: .bernoulli(0.5, rankAtLeast: 4)),
        "use 1 ≤ r ≤ 3"
      ),
      (
        MaskedProduct(width: 3, depth: 2, weights: .independent(.student(degreesOfFreedom: 2), variance: 1)),
        "use more than 2"
      ),
      (
        MaskedProduct(width: 3, depth: 2, weights: .haarOrthogonal, inputs: 4),
        "use as many inputs as the width"
      ),
    ])
  func refused(product: MaskedProduct, mend: String) throws {
    let error = #expect(throws: SimulationError.self) { try product.logNorm.draw(Self.stream("refused")) }
    #expect(error?.mend == mend)
    #expect(error?.description.contains("\n") == false)
  }

  @Test("Asking for more directions than there are is refused")
  func tooManyDirections() {
    let product = MaskedProduct(width: 3, depth: 2, weights: .gaussian(variance: 1))
    #expect(throws: SimulationError.self) { try product.growth(upTo: 4).draw(Self.stream("k")) }
    #expect(throws: SimulationError.self) { try product.logSingularValues(upTo: 0).draw(Self.stream("k")) }
  }
}
