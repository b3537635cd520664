// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A distribution function by inversion of a characteristic function, on a grid made once.
/// ```
/// F(x) = ½ − (1/π) Σ_{j≥0} Im[φ(t_j) e^{−i t_j x}]/(j + ½),     t_j = (j + ½)h
/// ```
/// The error of the infinite sum is at most P(X < x − 2π/h) + P(X > x + 2π/h); Chernoff's bounds give a window outside
/// of which both tails are below 1e-17, and its length is the period 2π/h. The sum ends where a falling bound on |φ|
/// is below 1e-18. *Reference:* Davies, Biometrika 60 (1973).
struct CharacteristicInversion: Sendable {
  private let mean: Double
  /// How far below and above the mean the distribution function is not 0 or 1 to rounding.
  private let window: (below: Double, above: Double)
  private let step: Double
  /// φ(t_j)/(π(j + ½)), real and imaginary parts.
  private let coefficients: [(re: Double, im: Double)]

  private static let tail = 1e-17
  private static let smallest = 1e-18

  init(of sum: ChiLogSum) throws {
    let deviation = sum.variance.squareRoot()
    let least = Double(sum.leastDegrees)
    let below = try Self.reach { order in
      // Orders stay above minus the least degrees of freedom, where moments end.
      let s = -least * order / (order + least * deviation)
      return (s, try sum.centredLogMoment(s))
    }
    let above = try Self.reach { order in
      (order / deviation, try sum.centredLogMoment(order / deviation))
    }
    let step = 2 * Double.pi / (below + above)
    var coefficients: [(re: Double, im: Double)] = []
    while true {
      let j = Double(coefficients.count) + 0.5
      let value = try sum.centredCharacteristic(at: j * step)
      coefficients.append((value.re / (Double.pi * j), value.im / (Double.pi * j)))
      if value.envelope < Self.smallest { break }
    }
    self.mean = sum.mean
    self.window = (below, above)
    self.step = step
    self.coefficients = coefficients
  }

  /// The least distance d from the mean at which Chernoff's bound E e^{sY} e^{−|s|d} falls below the tail.
  private static func reach(_ moment: (Double) throws -> (order: Double, log: Double)) rethrows -> Double {
    try (0..<40).map { i in
      let (order, logMoment) = try moment(0.25 * pow(1.25, Double(i)))
      return (logMoment - log(tail)) / abs(order)
    }.min() ?? .infinity
  }

  /// F(x). Precondition: x is not NaN.
  func cdf(_ x: Double) -> Double {
    precondition(!x.isNaN, "a distribution function is not defined at NaN")
    let y = x - mean
    if y <= -window.below { return 0 }
    if y >= window.above { return 1 }
    // e^{−i t_j y}, from one node to the next by a rotation.
    var (c, s) = (cos(step * y / 2), -sin(step * y / 2))
    let (dc, ds) = (cos(step * y), -sin(step * y))
    var sum = 0.0
    for coefficient in coefficients {
      sum += coefficient.re * s + coefficient.im * c
      (c, s) = (c * dc - s * ds, c * ds + s * dc)
    }
    return min(1, max(0, 0.5 - sum))
  }
}
