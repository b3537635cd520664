// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// How gates take rank from the product: rank J_L = min(n, min over the L − 1 gates of K), almost surely.
public enum GateCollapse {
  /// P(K = 0) = (1 − p)^n: the probability that an unconditioned gate is empty.
  public static func emptyGateProbability(width n: Int, openProbability p: Double) throws -> Double {
    try Require.count(n, "n")
    try Require.probability(p)
    return pow(1 - p, Double(n))
  }

  /// P(J_L = 0) = 1 − (1 − (1−p)^n)^(L−1) for unconditioned gates. There are L − 1 of them.
  ///
  /// *Accuracy:* relative, also where the probability is tiny.
  public static func collapseProbability(
    width n: Int, openProbability p: Double, depth: Int
  ) throws -> Double {
    try Require.count(depth, "L")
    return annihilation(
      by: depth - 1, each: try emptyGateProbability(width: n, openProbability: p))
  }

  /// The expected number of gates until the first empty one, (1 − p)^−n; +∞ when p = 1.
  public static func meanLifetime(width n: Int, openProbability p: Double) throws -> Double {
    1 / (try emptyGateProbability(width: n, openProbability: p))
  }

  /// P(rank J_L ≥ j) = P(K ≥ j)^(L−1), for 1 ≤ j ≤ n.
  public static func productRankProbability(
    atLeast j: Int, law: GateRankLaw, depth: Int
  ) throws -> Double {
    try Require.index(j, upTo: law.width, "rank")
    try Require.count(depth, "L")
    return pow(law.probability(ofAtLeast: j), Double(depth - 1))
  }

  /// 1 − (1 − q)^gates without cancellation.
  static func annihilation(by gates: Int, each q: Double) -> Double {
    if gates == 0 || q == 0 { return 0 }
    return q == 1 ? 1 : -expm1(Double(gates) * log1p(-q))
  }
}
