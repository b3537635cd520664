// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Hill's estimate of the tail index of |x − median|, from the largest 5% of the values.
///
///     α̂ = 1 / mean(log(d_i / d_{k+1}), i ≤ k),   d_1 ≥ d_2 ≥ …
///
/// A tail index below 2 means infinite variance, below 3 a central limit theorem too slow to rely on.
/// *Reference:* Hill, Ann. Stat. 3(5), 1975.
enum HeavyTail {
  /// A reason for `invalid` when even an upper confidence bound of the tail index, α̂ (1 + 3/√k), is below 3.
  ///
  /// Speaks only when it means something: at least 50 values in the tail (n ≥ 1000), with at least 20 different
  /// ones among them (a lattice has no tail index).
  static func violation(in values: [Double]) -> String? {
    let count = values.count / 20
    guard count >= 50 else { return nil }
    let sorted = values.sorted()
    let median = sorted[sorted.count / 2]
    let distances = sorted.map { abs($0 - median) }.sorted(by: >)
    let tail = distances.prefix(count)
    let threshold = distances[count]
    guard threshold > 0, Set(tail).count >= 20 else { return nil }
    let mean = tail.reduce(0) { $0 + log($1 / threshold) } / Double(count)
    let index = 1 / mean
    guard index * (1 + 3 / Double(count).squareRoot()) < 3 else { return nil }
    return "heavy tail: index \(sixDigits(index)) over the largest \(count) of \(values.count) batch means; "
      + "use larger batches, or a bounded or quantile statistic"
  }
}
