// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

extension MaskedProduct {
  /// What one draw of the product shows of its rank.
  public struct RankSighting: Sendable, Hashable {
    /// The rank of J_L found from its entries alone.
    public let rank: Int
    /// How many coordinates each gate opened.
    public let gateRanks: [Int]
  }

  /// The numerical rank of J_L, from the singular values of the product multiplied out, beside the ranks of its gates.
  ///
  /// A singular value counts when it exceeds what rounding can have put there: L n ulp times the product of the factors'
  /// Frobenius norms (which cancellation can leave far above ‖J_L‖ itself).
  /// *Does not hold when:* the product is so deep that its smallest non-zero singular value falls below rounding; use it
  /// at small depth. ``exactRank`` has no such limit.
  public var denseRank: Observable<RankSighting> {
    Observable("rank of the multiplied-out product", in: description) { stream in
      let (product, gateRanks, size) = try multipliedOut(from: stream)
      let rounding = Double(depth * max(width, inputs)) * Double.ulpOfOne * size
      return RankSighting(rank: try product.singularValues().count { $0 > rounding }, gateRanks: gateRanks)
    }
  }

  /// The rank of J_L for weights that are random integers, found exactly (modulo 2⁶¹ − 1), beside the ranks of its gates.
  ///
  /// The statement that it serves holds for almost every weight, so the weights' law does not matter: each entry is uniform
  /// on 0 ..< 2³¹ here. A wrong rank by bad luck modulo the prime has probability below L·n / 2³⁰.
  public var exactRank: Observable<RankSighting> {
    Observable("rank of the product, exact", in: description) { stream in
      try exactProduct(from: stream) { count in
        (0..<count).map { _ in Int64(stream.integer(below: 1 << 31)) }
      } result: { product, gateRanks in
        RankSighting(rank: product.rank, gateRanks: gateRanks)
      }
    }
  }

  /// Whether J_L is exactly the zero matrix, for weights with entries ±1, without rounding.
  ///
  /// Gates are drawn as ever; the weights' law and variance are ignored, as scaling cannot make a product vanish. A non-zero
  /// product is taken for zero only if the prime 2⁶¹ − 1 divides each of its entries.
  public var collapsesWithSigns: Observable<Bool> {
    Observable("J_L = 0 for ±1 weights", in: description) { stream in
      try exactProduct(from: stream) { count in
        (0..<count).map { _ in stream.bernoulli(0.5) ? 1 : -1 }
      } result: { product, _ in
        product.isZero
      }
    }
  }

  /// Whether J_L is the zero matrix, seen from its entries multiplied out; use it where nothing underflows.
  public var collapses: Observable<Bool> {
    Observable("J_L = 0", in: description) { stream in
      try multipliedOut(from: stream).product.largestEntry == 0
    }
  }

  /// J_L entry by entry, how many coordinates each gate opened, and the product of the factors' Frobenius norms.
  private func multipliedOut(from stream: RandomStream) throws -> (
    product: Matrix, gateRanks: [Int], size: Double
  ) {
    try validate()
    var product = Matrix.identity(inputs)
    var gateRanks: [Int] = []
    var size = 1.0
    try forEachFactor(from: stream) { factor in
      if factor.kind == .gatedWeight { gateRanks.append(factor.rows) }
      let entries = UnsafeBufferPointer(start: factor.entries, count: factor.rows * product.rows)
      let matrix = Matrix(rows: factor.rows, columns: product.rows, values: Array(entries))
      size *= matrix.frobeniusNorm
      product = matrix * product
    }
    return (product, gateRanks, size)
  }

  private func exactProduct<Result>(
    from stream: RandomStream, entries: (Int) -> [Int64], result: (ModularMatrix, [Int]) -> Result
  ) throws -> Result {
    try validate()
    var product = ModularMatrix.identity(inputs)
    var gate: [Int] = []
    var gateRanks: [Int] = []
    for layer in 1...depth {
      if layer == depth {
        gate = Array(0..<width)
      } else {
        try gates.draw(width: width, from: stream, into: &gate)
        gateRanks.append(gate.count)
      }
      product = product.multipliedFromLeft(by: entries(gate.count * product.rows), rows: gate.count)
      if product.isZero { break }
    }
    return result(product, gateRanks)
  }
}
