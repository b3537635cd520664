// SPDX-License-Identifier: GPL-3.0-or-later

/// The rank of the cheapest logit matrix at margin 1, as the number N of factors grows: a staircase down to 2.
///
/// *Guarantee:* for N ≤ 2 collapse is optimal, by convexity. Otherwise the cheapest of the structures below, whose costs are
/// upper bounds on the true minimum: numerical evidence, not a theorem.
public enum RankStaircase {
  /// Collapse, every sum of simplices, the K-gon, and a flat structure at the best known margin in each dimension.
  /// - Throws: ``TheoryError`` for K above 16, where the best margins are not known here.
  public static func structures(classes: Int) throws -> [LogitStructure] {
    try Require.count(classes, "K", atLeast: 2)
    var all: [LogitStructure] = [.collapse(classes: classes)]
    if classes >= 3 { all.append(.polygon(classes: classes)) }
    all += partitions(of: classes, largest: classes - 1).map { .simplices($0) }
    for dimension in stride(from: 3, to: (classes + 1) / 2, by: 1) {
      let margin = try SoftmaxCodeMargin.value(classes: classes, dimension: dimension)
      all.append(.flat(classes: classes, rank: dimension, margin: margin))
    }
    return all
  }

  /// The cheapest of some structures with N factors; the first of equals.
  public static func cheapest(of structures: [LogitStructure], factors: Int) throws -> LogitStructure {
    guard var best = structures.first else {
      throw TheoryError("there is no structure to choose from", mend: "give at least one")
    }
    var least = try best.cost(factors: factors)
    for structure in structures.dropFirst() {
      let cost = try structure.cost(factors: factors)
      if cost < least * (1 - 1e-12) { (best, least) = (structure, cost) }
    }
    return best
  }

  /// The rank of the cheapest structure.
  public static func cheapestRank(classes: Int, factors: Int) throws -> Int {
    try Require.count(classes, "K", atLeast: 2)
    try Require.count(factors, "N")
    if factors <= 2 { return classes - 1 }
    return try cheapest(of: structures(classes: classes), factors: factors).rank()
  }

  /// The ranks at N = 2, 3, …, up to `depth`.
  public static func ranks(classes: Int, upToFactors depth: Int = 16) throws -> [Int] {
    try Require.count(depth, "N", atLeast: 2)
    return try (2...depth).map { try cheapestRank(classes: classes, factors: $0) }
  }

  /// How much cheaper the cheapest rank is than any other rank, as a fraction: near 0, a numerical search cannot decide.
  public static func clearance(classes: Int, factors: Int) throws -> Double {
    let all = try structures(classes: classes)
    let rank = try cheapestRank(classes: classes, factors: factors)
    let best = try cheapest(of: all.filter { try $0.rank() == rank }, factors: factors).cost(factors: factors)
    let others = try all.filter { try $0.rank() != rank }.map { try $0.cost(factors: factors) }
    return ((others.min() ?? .infinity) - best) / best
  }

  /// The staircase that one gets from collapse, blocks of two and the K-gon alone.
  public static func ranksOfThreeStructures(classes: Int, upToFactors depth: Int = 16) throws -> [Int] {
    try Require.count(depth, "N", atLeast: 2)
    var three: [LogitStructure] = [.collapse(classes: classes), .blocks(classes: classes)]
    if classes >= 3 { three.append(.polygon(classes: classes)) }
    return try (2...depth).map { try cheapest(of: three, factors: $0).rank() }
  }

  /// The partitions of n into parts of at most `largest`, each in decreasing order.
  private static func partitions(of n: Int, largest: Int) -> [[Int]] {
    if n == 0 { return [[]] }
    return stride(from: min(n, largest), to: 0, by: -1).flatMap { first in
      partitions(of: n - first, largest: first).map { [first] + $0 }
    }
  }
}
