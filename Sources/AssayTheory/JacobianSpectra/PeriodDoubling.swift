// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A schedule of weight scales under which (1/L) log s_1(J_L) has no limit.
///
/// Layer l = 1, 2, … has standard deviation σ_a when 4^j ≤ l < 2·4^j for some j ≥ 0, and σ_b otherwise. The share of
/// σ_a among the first L layers swings for ever between 1/3 (exactly, at L = 4^j − 1) and 2/3 (in the limit, at
/// L = 2·4^j − 1, where it is (4^(j+1) − 1)/(3(2·4^j − 1)): 1, 5/7, 21/31, …).
public struct PeriodDoubling: Sendable, Hashable {
  /// σ_a, the standard deviation in the blocks [4^j, 2·4^j).
  public let first: Double
  /// σ_b, the standard deviation in the blocks [2·4^j, 4^(j+1)).
  public let second: Double

  /// A schedule of two positive standard deviations.
  public init(_ first: Double, _ second: Double) throws {
    try Require.positive(first, "σ_a")
    try Require.positive(second, "σ_b")
    self.first = first
    self.second = second
  }

  /// The standard deviation of the weights in layer l ≥ 1.
  public func standardDeviation(ofLayer l: Int) -> Double { Self.isFirst(layer: l) ? first : second }

  /// Whether layer l ≥ 1 lies in a block of the first kind: its highest binary digit has an even exponent.
  public static func isFirst(layer l: Int) -> Bool {
    precondition(l >= 1, "layers are numbered from 1")
    return (Int.bitWidth - 1 - l.leadingZeroBitCount) % 2 == 0
  }

  /// The number of layers of the first kind among the first L: exact. Precondition: L ≥ 0.
  public static func count(ofFirst depth: Int) -> Int {
    precondition(depth >= 0, "a depth is not negative")
    var (count, start) = (0, 1)
    while start <= depth {
      count += min(depth, 2 * start - 1) - start + 1
      if start > Int.max / 4 { break }
      start *= 4
    }
    return count
  }

  /// The share of layers of the first kind among the first L.
  /// - Throws: ``TheoryError`` unless L ≥ 1.
  public static func fraction(depth: Int) throws -> Double {
    try Require.count(depth, "L")
    return Double(count(ofFirst: depth)) / Double(depth)
  }

  /// The mean over the first L layers of log σ_l: what the schedule adds to (1/L) log s_k, exactly.
  public func meanLogScale(depth: Int) throws -> Double {
    let share = try Self.fraction(depth: depth)
    return share * log(first) + (1 - share) * log(second)
  }

  /// The limit of the swing of (1/L) log s_1: lim sup − lim inf = ⅓ |log(σ_a/σ_b)|.
  public var swing: Double { abs(log(first / second)) / 3 }
}
