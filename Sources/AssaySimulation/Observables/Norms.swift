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

  private func carryVolume(_ k: Int, from stream: RandomStream) throws -> Double {
    var sum = 0.0
    try carry(columns: k, from: stream) { _, _, increments in
      sum += increments.count < k ? -.infinity : increments.reduce(0, +)
    }
    return sum
  }
}
