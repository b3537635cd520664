// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

extension RandomProduct {
  /// Draws the product once and carries a frame through it, layer by layer: the one place that multiplies.
  /// - Parameters:
  ///   - columns: how many of the input space's coordinate directions are carried.
  ///   - frame: an orthonormal frame to carry instead (inputs × columns).
  ///   - singularValues: whether singular values will be asked of the product.
  ///   - completing: depths at which the product itself is to be looked at, besides the last.
  ///   - visit: called after each factor with the product so far and this factor's log Rᵢᵢ (as many as its rank).
  func carry(
    columns: Int, frame: Matrix? = nil, singularValues: Bool = false, completing: [Int] = [],
    from stream: RandomStream,
    _ visit: (Factor, RunningProduct, UnsafeBufferPointer<Double>) throws -> Void
  ) throws {
    try validate()
    let product = RunningProduct(
      rows: max(width, inputs), columns: columns, singularValues: singularValues)
    if let frame { product.start(frame: frame) } else { product.start(rows: inputs) }
    try withUnsafeTemporaryAllocation(of: Double.self, capacity: columns) { increments in
      guard let base = increments.baseAddress else { return }
      try forEachFactor(from: stream, completing: completing) { factor in
        let rank = try product.apply(
          factor.entries, rows: factor.rows, logScale: factor.logScale, increments: base)
        try visit(factor, product, UnsafeBufferPointer(start: base, count: rank))
      }
    }
  }

  /// Throws unless 1 ≤ k ≤ limit.
  func require(_ k: Int, atMost limit: Int, _ what: String) throws {
    guard k >= 1, k <= limit else {
      throw SimulationError(description, "\(what) = \(k)", mend: "use 1 ≤ \(what) ≤ \(limit)")
    }
  }
}
