// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The iterated-logarithm band about an empirical distribution function, valid at every count from m on.
///
///     A √((log(1 + log(n/m)) + C)/n)
///
/// C is the least constant whose error bound min over η > 1 of 4 e^(−γ²C) (1 + 1/((γ² − 1) log η)), with
/// γ² = (2/η)(A − √(2(η − 1)/C))² > 1, is at most α. About 30% wider than ``DKWBand`` at its looks.
/// *Guarantee:* exact and time-uniform at every count. *Reference:* Howard and Ramdas, Bernoulli 28(3), 2022,
/// Theorem 2.
public struct IteratedLogarithmBand: Sendable, Hashable {
  /// The first count m at which the band speaks.
  public let start: Int
  /// The constant C(α, A).
  public let constant: Double
  /// The factor A > 1/√2.
  public let factor: Double

  /// A band with error alpha from count start on. Throws ``ConfidenceError``.
  public init(alpha: Double, start: Int, factor: Double = 0.85) throws {
    try ConfidenceError.check(alpha: alpha)
    guard factor > 0.5.squareRoot(), factor.isFinite else {
      throw ConfidenceError.parameter(name: "factor", value: factor, mend: "use a factor > 1/√2")
    }
    guard start >= 1 else {
      throw ConfidenceError.parameter(name: "start", value: Double(start), mend: "start at a count ≥ 1")
    }
    self.start = start
    self.factor = factor
    let target = log(alpha)
    constant =
      bisectDoubles(from: 0, to: 1e6) { Self.logError(constant: $0, factor: factor) <= target }
      .firstHolding
  }

  /// The band's half-width at a count; infinite before the start.
  public func halfWidth(count: Int) -> Double {
    guard count >= start else { return .infinity }
    let n = Double(count)
    return factor * ((log1p(log(n / Double(start))) + constant) / n).squareRoot()
  }

  /// The logarithm of the error bound, minimised over η by golden section in log(η − 1); log 4 where no η serves.
  static func logError(constant: Double, factor: Double) -> Double {
    func objective(_ logExcess: Double) -> Double {
      let excess = exp(logExcess)
      let root = factor - (2 * excess / constant).squareRoot()
      guard root > 0 else { return .infinity }
      let gammaSquared = 2 / (1 + excess) * root * root
      guard gammaSquared > 1 else { return .infinity }
      return log(4) - gammaSquared * constant + log1p(1 / ((gammaSquared - 1) * log1p(excess)))
    }
    return min(log(4), goldenMinimum(from: -40, to: log(2 * factor * factor - 1), of: objective))
  }
}

/// The least value of a unimodal function on [lower, upper], by golden section until the bracket is 1e−9 wide:
/// the value is then exact to rounding, since it is flat to second order at the minimum.
private func goldenMinimum(
  from lower: Double, to upper: Double, of function: (Double) -> Double
) -> Double {
  let ratio = (5.0.squareRoot() - 1) / 2
  var (a, b) = (lower, upper)
  var (x, y) = (b - ratio * (b - a), a + ratio * (b - a))
  var (fx, fy) = (function(x), function(y))
  while b - a > 1e-9 {
    // Where the function is infinite on both sides the minimum lies to the left: infinity starts at large η.
    if fx <= fy {
      (b, y, fy) = (y, x, fx)
      x = b - ratio * (b - a)
      fx = function(x)
    } else {
      (a, x, fx) = (x, y, fy)
      y = a + ratio * (b - a)
      fy = function(y)
    }
  }
  return min(fx, fy)
}
