// SPDX-License-Identifier: GPL-3.0-or-later

/// A distribution function x ↦ P(X ≤ x), possibly with jumps and with mass at −∞.
public typealias DistributionFunction = @Sendable (Double) throws -> Double

/// The law of a sample: mass 1/n on each value, −∞ and ∞ among them.
struct EmpiricalLaw: Sendable {
  /// The values in increasing order.
  private(set) var sorted: [Double] = []

  /// Adds values. Precondition: none is NaN.
  mutating func add(_ values: [Double]) {
    sorted = (sorted + values).sorted()
  }

  /// The Kolmogorov–Smirnov distance sup |F̂ − F| to a law with jumps or without.
  ///
  /// Between sample points F̂ is constant and F monotone, so the supremum is taken on at a sample point or just
  /// below one; just below is the next double down, which sees a jump at the point itself.
  func distance(to law: DistributionFunction) rethrows -> Double {
    let n = Double(sorted.count)
    var distance = 0.0
    var below = 0
    while below < sorted.count {
      let x = sorted[below]
      var upTo = below + 1
      while upTo < sorted.count, sorted[upTo] == x { upTo += 1 }
      if x > -.infinity {
        distance = max(distance, abs(try law(x.nextDown) - Double(below) / n))
      }
      distance = max(distance, abs(try law(x) - Double(upTo) / n))
      below = upTo
    }
    return distance
  }

  /// The Kolmogorov–Smirnov distance to another sample's law.
  func distance(to other: EmpiricalLaw) -> Double {
    let (n, m) = (Double(sorted.count), Double(other.sorted.count))
    var distance = 0.0
    var (i, j) = (0, 0)
    while i < sorted.count, j < other.sorted.count {
      let x = min(sorted[i], other.sorted[j])
      while i < sorted.count, sorted[i] == x { i += 1 }
      while j < other.sorted.count, other.sorted[j] == x { j += 1 }
      distance = max(distance, abs(Double(i) / n - Double(j) / m))
    }
    return distance
  }
}
