// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// Checks logarithms of singular values against a reference: those beyond it must be −∞, the others relatively accurate.
///
/// A logarithm is itself rounded, so an error of one ulp of its own size is allowed besides.
func checkLogValues(
  _ actual: [Double], _ expected: [Double], relative: Double, _ what: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  for (k, value) in actual.enumerated() {
    if k < expected.count {
      let error = abs(value - expected[k])
      #expect(
        error <= relative + 2 * expected[k].ulp,
        "\(what): log s[\(k)] = \(value), not \(expected[k]): off by \(error)", sourceLocation: sourceLocation
      )
    } else {
      #expect(
        value == -.infinity, "\(what): log s[\(k)] = \(value) beyond the rank", sourceLocation: sourceLocation
      )
    }
  }
  #expect(actual.count >= expected.count, "\(what): too few values", sourceLocation: sourceLocation)
}

/// Checks a pair of left and right singular vectors up to their common sign.
func checkSamePair(
  _ actual: (left: [Double], right: [Double]), _ expected: (left: [Double], right: [Double]),
  within bound: Double,
  _ what: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let overlap = zip(actual.right, expected.right).reduce(0) { $0 + $1.0 * $1.1 }
  let sign = overlap < 0 ? -1.0 : 1.0
  for (side, a, e) in [("left", actual.left, expected.left), ("right", actual.right, expected.right)] {
    let distance = zip(a, e).reduce(0) { $0 + ($1.0 - sign * $1.1) * ($1.0 - sign * $1.1) }.squareRoot()
    #expect(
      distance <= bound, "\(what), \(side): off by \(distance) > \(bound)", sourceLocation: sourceLocation)
  }
}
