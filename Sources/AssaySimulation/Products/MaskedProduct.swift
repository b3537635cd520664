// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// The masked random product J_L = W_L D_{L−1} W_{L−1} ⋯ D_1 W_1: L weight matrices, L − 1 gates, the last weight ungated.
///
/// The Jacobian of a fixed-gates network at initialisation. Everything is independent. *Reference:* arXiv 2602.12384
/// (as reconstructed in `Theorems/jacobian-spectra`).
public struct MaskedProduct: RandomProduct, Hashable {
  /// The width n: rows of every weight matrix.
  public let width: Int
  /// The dimension of the inputs: columns of the first weight; n unless given.
  public let inputs: Int
  /// The number L of weight matrices.
  public let depth: Int
  /// The law of the weights.
  public let weights: WeightLaw
  /// The law of the gates.
  public let gates: GateLaw
  /// A scalar factor on each layer.
  public let scale: LayerScale

  /// Describes a masked product; its parameters are checked before anything is drawn.
  public init(
    width: Int, depth: Int, weights: WeightLaw, gates: GateLaw = .none, scale: LayerScale = .unit,
    inputs: Int? = nil
  ) {
    self.width = width
    self.inputs = inputs ?? width
    self.depth = depth
    self.weights = weights
    self.gates = gates
    self.scale = scale
  }

  /// The setting, for instance "n = 8, p = 0.5, r = 4, Gaussian, σ² = 0.49, L = 41".
  public var description: String {
    var parts = ["n = \(width)", gates.description, weights.description]
    if scale != .unit { parts.append(scale.description) }
    if inputs != width { parts.append("\(inputs) inputs") }
    return (parts + ["L = \(depth)"]).joined(separator: ", ")
  }

  /// The least rank that every gate keeps: exponents up to this index are finite.
  public var guaranteedRank: Int { min(inputs, depth == 1 ? width : gates.guaranteedRank(width: width)) }

  /// The same product at another depth.
  public func withDepth(_ depth: Int) -> MaskedProduct {
    MaskedProduct(
      width: width, depth: depth, weights: weights, gates: gates, scale: scale, inputs: inputs)
  }

  /// Throws ``SimulationError`` when a parameter makes no sense.
  public func validate() throws {
    let shape: (String, mend: String)? =
      if width < 1 || inputs < 1 {
        ("the width is \(width) and the inputs \(inputs)", "use at least 1")
      } else if depth < 1 {
        ("the depth is \(depth)", "use at least 1 layer")
      } else if weights == .haarOrthogonal && inputs != width {
        (
          "orthogonal weights cannot take \(inputs) inputs to width \(width)",
          "use as many inputs as the width"
        )
      } else {
        nil
      }
    if let (problem, mend) = shape ?? weights.problem ?? gates.problem(width: width) ?? scale.problem {
      throw SimulationError("masked product", problem, mend: mend)
    }
  }

  /// Draws the factors in order; closed rows and unread columns are never drawn.
  public func forEachFactor(
    from stream: RandomStream, completing: [Int] = [], _ visit: (Factor) throws -> Void
  ) throws {
    let layers = LayerBuffers(self)
    var open = Array(0..<inputs)  // the coordinates that the next weight reads
    var gate: [Int] = []
    for layer in 1...depth {
      let logScale = scale.logarithm(layer: layer, from: stream)
      let last = layer == depth
      if last { gate = Array(0..<width) } else { try gates.draw(width: width, from: stream, into: &gate) }
      if last || (completing.contains(layer) && gates != .none) {
        try layers.draw(rows: width, reading: open, from: stream)
        try visit(Factor(.weight, layer: layer, entries: layers.entries, rows: width, logScale: logScale))
        if !last {
          layers.select(gate, of: width)
          try visit(Factor(.gate, layer: layer, entries: layers.entries, rows: gate.count))
        }
      } else {
        try layers.draw(rows: gate.count, reading: open, from: stream)
        let kind: Factor.Kind = gates == .none ? .weight : .gatedWeight
        try visit(Factor(kind, layer: layer, entries: layers.entries, rows: gate.count, logScale: logScale))
      }
      swap(&open, &gate)
    }
  }
}

/// One layer's entries, drawn again and again into the same memory.
private final class LayerBuffers {
  let entries: UnsafeMutablePointer<Double>
  private let product: MaskedProduct
  private var frame: Matrix

  init(_ product: MaskedProduct) {
    self.product = product
    entries = .allocate(capacity: product.width * max(product.width, product.inputs))
    frame = Matrix(rows: 0, columns: 0)
  }

  deinit { entries.deallocate() }

  /// Draws this many rows of a weight matrix, and of those only the columns that are read.
  func draw(rows: Int, reading open: [Int], from stream: RandomStream) throws {
    switch product.weights {
    case .independent(let law, let variance):
      stream.fill(entries, count: rows * open.count, law: law, standardDeviation: variance.squareRoot())
    case .haarOrthogonal:
      // Any K rows of a Haar matrix are the transposed Q of an n × K Gaussian one; its unread columns cannot be
      // left out, since orthonormality needs them.
      if rows == 0 { return }
      frame = try QRFactorisation(stream.matrix(rows: product.width, columns: rows)).q
      for (j, column) in open.enumerated() {
        for i in 0..<rows { entries[i + j * rows] = frame[column, i] }
      }
    }
  }

  /// The gate as a matrix of its own: the rows `open` of the identity.
  func select(_ open: [Int], of width: Int) {
    entries.update(repeating: 0, count: open.count * width)
    for (i, column) in open.enumerated() { entries[i + column * open.count] = 1 }
  }
}
