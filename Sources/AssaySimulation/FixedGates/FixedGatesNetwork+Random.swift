// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

extension FixedGatesNetwork {
  /// Draws gates and independent Gaussian weights.
  /// - Parameters:
  ///   - widths: the dimensions n_0 … n_L: inputs, hidden layers, outputs.
  ///   - gates: the law of each hidden layer's gate.
  ///   - gain: entries of W_l have variance gain² / n_{l−1}.
  ///   - stream: where the randomness comes from.
  /// - Throws: ``SimulationError`` for impossible widths or gates.
  public static func gaussian(
    widths: [Int], gates: GateLaw, gain: Double = 1, from stream: RandomStream
  ) throws -> FixedGatesNetwork {
    let open = try drawGates(widths, gates, stream)
    let weights = (1..<widths.count).map { l in
      stream.matrix(
        rows: widths[l], columns: widths[l - 1], standardDeviation: gain / Double(widths[l - 1]).squareRoot())
    }
    return try FixedGatesNetwork(weights: weights, gates: open)
  }

  /// Draws ungated chains of square factors Haar · diag(e^(−steepness·j)) · Haar, j = 0 … n − 1, one chain for each
  /// steepness, all with the same rotations.
  ///
  /// The greater the steepness, the better separated the singular values of every partial product.
  public static func graded(
    width n: Int, depth: Int, steepnesses: [Double], from stream: RandomStream
  ) throws -> [FixedGatesNetwork] {
    try checkWidths([Int](repeating: n, count: depth + 1))
    let rotations = try (0..<depth).map { _ in (try stream.rotation(n), try stream.rotation(n)) }
    let open = [[Bool]](repeating: .init(repeating: true, count: n), count: depth - 1)
    return try steepnesses.map { steepness in
      let grades = Matrix.diagonal((0..<n).map { exp(-steepness * Double($0)) })
      return try FixedGatesNetwork(weights: rotations.map { $0 * grades * $1 }, gates: open)
    }
  }

  /// Draws a balanced chain, M_{l+1}ᵀM_{l+1} = M_l M_lᵀ: every factor has the singular values s_k^(1/L) of the product, and
  /// neighbouring singular vectors agree.
  ///
  /// Gates that differ would have to have equal rank; so all units are open here.
  /// - Parameter values: the singular values of the product, n of them.
  public static func balanced(
    singularValues values: [Double], depth: Int, from stream: RandomStream
  ) throws -> FixedGatesNetwork {
    let n = values.count
    try checkWidths([Int](repeating: n, count: depth + 1))
    guard values.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw SimulationError("balanced network", "singular values \(values)", mend: "use finite values > 0")
    }
    let root = Matrix.diagonal(values.map { pow($0, 1 / Double(depth)) })
    let frames = try (0...depth).map { _ in try stream.rotation(n) }
    let weights = (0..<depth).map { l in
      (frames[l + 1] * root).multiplied(by: frames[l], transposingOther: true)
    }
    return try FixedGatesNetwork(
      weights: weights, gates: .init(repeating: .init(repeating: true, count: n), count: depth - 1))
  }

  /// The same network with each weight disturbed by independent normal numbers of this standard deviation.
  public func disturbed(by deviation: Double, from stream: RandomStream) -> FixedGatesNetwork {
    var copy = self
    for l in weights.indices {
      copy.weights[l] =
        weights[l]
        + stream.matrix(rows: weights[l].rows, columns: weights[l].columns, standardDeviation: deviation)
    }
    return copy
  }

  private static func drawGates(_ widths: [Int], _ law: GateLaw, _ stream: RandomStream) throws -> [[Bool]] {
    try checkWidths(widths)
    return try widths.dropFirst().dropLast().map { width in
      if let (problem, mend) = law.problem(width: width) {
        throw SimulationError("fixed-gates network", problem, mend: mend)
      }
      var open: [Int] = []
      try law.draw(width: width, from: stream, into: &open)
      return (0..<width).map { open.contains($0) }
    }
  }

  private static func checkWidths(_ widths: [Int]) throws {
    guard widths.count >= 2, widths.allSatisfy({ $0 >= 1 }) else {
      throw SimulationError(
        "fixed-gates network", "widths \(widths)",
        mend: "give inputs and outputs at least, and no width below 1")
    }
  }
}

extension RandomStream {
  /// An n × n orthogonal matrix with Haar's law.
  public func rotation(_ n: Int) throws -> Matrix { try QRFactorisation(matrix(rows: n, columns: n)).q }
}
