// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

extension RandomProduct {
  /// log‖J_L x‖ for a fixed unit vector x: the first coordinate direction.
  public var logNorm: Observable<Double> {
    Observable("log‖Jx‖", in: description) { stream in
      try carryVolume(1, from: stream)
    }
  }

  /// log vol_k(J_L V) for a fixed orthonormal frame V: the first k coordinate directions.
  public func logVolume(dimension k: Int) -> Observable<Double> {
    Observable("log \(k)-volume", in: description) { stream in
      try require(k, atMost: min(inputs, width), "k")
      return try carryVolume(k, from: stream)
    }
  }

  /// log‖J_L u‖ for the unit vector u along a given one.
  public func logNorm(along x: [Double]) -> Observable<Double> {
    let norm = x.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let frame = Matrix(rows: x.count, columns: 1, values: x.map { $0 / norm })
    return Observable("log‖Ju‖ along a given vector", in: description) { stream in
      guard norm > 0, norm.isFinite, x.count == inputs else {
        throw SimulationError(
          description, "a direction of length \(norm)", mend: "give a non-zero vector of \(inputs) numbers")
      }
      return try carryVolume(1, frame: frame, from: stream)
    }
  }

  private func carryVolume(_ k: Int, frame: Matrix? = nil, from stream: RandomStream) throws -> Double {
    var sum = 0.0
    try carry(columns: k, frame: frame, from: stream) { _, _, increments in
      sum += increments.count < k ? -.infinity : increments.reduce(0, +)
    }
    return sum
  }
}
