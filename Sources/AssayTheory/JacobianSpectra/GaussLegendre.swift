// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Gauss–Legendre quadrature on intervals: exact for polynomials of degree 2m − 1 on each panel.
enum GaussLegendre {
  /// The m nodes and weights on [−1, 1], by Newton's method on the Legendre recurrence.
  static func rule(_ m: Int) -> [(node: Double, weight: Double)] {
    (0..<m).map { i in
      var x = -cos(Double.pi * (Double(i) + 0.75) / (Double(m) + 0.5))
      var slope = 1.0
      for _ in 0..<8 {
        var (previous, current) = (1.0, x)
        for degree in 1..<m {
          let d = Double(degree)
          (previous, current) = (current, ((2 * d + 1) * x * current - d * previous) / (d + 1))
        }
        slope = Double(m) * (x * current - previous) / (x * x - 1)
        x -= current / slope
      }
      return (x, 2 / ((1 - x * x) * slope * slope))
    }
  }

  /// Nodes and weights on [a, b], cut into equal panels no wider than `panel`, with m nodes each.
  static func composite(
    from a: Double, to b: Double, panel: Double, nodes m: Int
  ) -> [(node: Double, weight: Double)] {
    let count = max(1, Int(((b - a) / panel).rounded(.up)))
    let half = (b - a) / Double(2 * count)
    let rule = rule(m)
    return (0..<count).flatMap { i in
      let centre = a + Double(2 * i + 1) * half
      return rule.map { (centre + half * $0.node, half * $0.weight) }
    }
  }
}
