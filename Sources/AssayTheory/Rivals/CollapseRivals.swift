// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

extension GateCollapse {
  /// The rivals of P(J_L = 0) that differ from it by more than a margin.
  public static func rivals(
    width n: Int, openProbability p: Double, depth: Int, apart margin: Double = 1e-9
  ) throws -> RivalValues {
    let truth = try collapseProbability(width: n, openProbability: p, depth: depth)
    let empty = try emptyGateProbability(width: n, openProbability: p)
    let all: RivalValues = [
      ("L gates in place of L − 1", annihilation(by: depth, each: empty)),
      ("pⁿ in place of (1−p)ⁿ", annihilation(by: depth - 1, each: pow(p, Double(n)))),
      ("union bound (L−1)(1−p)ⁿ", Double(depth - 1) * empty),
      ("rare layers: 1 − exp(−(L−1)(1−p)ⁿ)", -expm1(-Double(depth - 1) * empty)),
      ("never: 0", 0),
    ]
    return Rivals.distinct(all, from: truth, by: margin)
  }
}

extension GateCollapse {
  /// The rivals of rank J_L = min over the gates of K: the rank that is guaranteed, and the mean rank.
  public static func rankRivals(law: GateRankLaw) -> RivalValues {
    [("rank = r", Double(law.leastRank)), ("rank = mean K", law.mean)]
  }
}

extension FiniteDepthRate {
  /// The rivals of c_k that differ from it by more than a relative margin: the gap, twice and half the gap.
  ///
  /// A quarter of the gap is no rival but the leading term of c_k at large width.
  public static func rivals(
    index k: Int, law: GateRankLaw, apart margin: Double = 1e-9
  ) throws -> RivalValues {
    let truth = try value(index: k, law: law)
    let gap = try SpectralGap.value(index: k, law: law)
    return Rivals.distinct(
      [("the gap", gap), ("twice the gap", 2 * gap), ("half the gap", gap / 2)],
      from: truth, relative: margin)
  }
}
