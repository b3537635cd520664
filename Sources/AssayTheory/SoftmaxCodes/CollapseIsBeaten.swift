// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// When neural collapse stops being the cheapest: the depth from which blocks of two classes, or the K-gon, cost less.
public enum CollapseIsBeaten {
  /// Whether the blocks of two classes cost less than neural collapse with N factors.
  /// ```
  /// even K:  2^(2/N) < 2 (K − 1)/K
  /// odd K:   ½ (K − 1) 2^(2/N) + ((K − 1)/K)^(1/N) < K − 1      with one class alone
  /// ```
  /// So K = 3 is never beaten, K = 4, 5 are from N = 4, all others from N = 3, and none at N ≤ 2.
  public static func byBlocks(classes: Int, factors: Int) throws -> Bool {
    try Require.count(factors, "N")
    return Double(factors) > (try blocksCrossover(classes: classes))
  }

  /// The real N above which blocks cost less than collapse: 2 / log₂(2(K − 1)/K) for even K; for odd K the root of
  /// the equation of the two costs. +∞ for K ≤ 3: never.
  public static func blocksCrossover(classes: Int) throws -> Double {
    try Require.count(classes, "K", atLeast: 2)
    guard classes > 3 else { return .infinity }
    let k = Double(classes)
    if classes % 2 == 0 { return 2 / log2(2 * (k - 1) / k) }
    // The excess of the blocks' cost falls in N from 2 to far beyond any root; 60 halvings reach rounding.
    var (low, high) = (2.0, 8.0)
    for _ in 0..<60 {
      let n = (low + high) / 2
      let excess = (k - 1) / 2 * pow(2, 2 / n) + pow((k - 1) / k, 1 / n) - (k - 1)
      if excess > 0 { low = n } else { high = n }
    }
    return (low + high) / 2
  }

  /// The real N above which the K-gon costs less than blocks of two, for even K ≥ 6: 2 ln(g/2) / ln(K/4).
  ///
  /// g is the polygon's singular value. At K = 4 the two are of equal cost for every N.
  public static func polygonCrossover(classes: Int) throws -> Double {
    guard classes >= 6, classes % 2 == 0 else {
      throw TheoryError(
        "the K-gon and the blocks do not cross at K = \(classes)", mend: "use an even K ≥ 6")
    }
    let g = try LogitStructure.polygonSingularValue(classes: classes)
    return 2 * log(g / 2) / log(Double(classes) / 4)
  }

  /// What a reader of the rule may get wrong, as predicates (K, N) → collapse is beaten.
  public static let rivals: [(name: String, holds: @Sendable (_ classes: Int, _ factors: Int) -> Bool)] = [
    ("K ≥ 4 at every depth", { classes, _ in classes >= 4 }),
    ("K ≥ 4 and N ≥ 3", { classes, factors in classes >= 4 && factors >= 3 }),
    ("L = N − 1 read as N", { classes, factors in rule(classes, Double(factors - 1)) }),
    ("exponent 1/N", { classes, factors in rule(classes, 2 * Double(factors)) }),
    (
      "the rule of even K for odd K too",
      { classes, factors in
        pow(2, 2 / Double(factors)) < 2 * Double(classes - 1) / Double(classes)
      }
    ),
  ]

  private static func rule(_ classes: Int, _ factors: Double) -> Bool {
    factors > ((try? blocksCrossover(classes: classes)) ?? .infinity)
  }
}
