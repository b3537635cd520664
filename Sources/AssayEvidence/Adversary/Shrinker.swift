// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// Turns a violation into one with few, small, round numbers that still violates clearly.
///
/// Greedy: of the candidates, from the most drastic to the mildest, the first one that violates and is simpler is taken,
/// until none is left. Each step makes the input simpler, so it ends.
public struct Shrinker: Sendable, Hashable {
  /// The ratio that a shrunk violation keeps; one found with a smaller ratio keeps at least that one's square root.
  public var clarity: Double
  /// The most evaluations spent on one violation.
  public var evaluationLimit: Int

  /// Describes a shrinker.
  public init(clarity: Double = 2, evaluationLimit: Int = 20_000) {
    (self.clarity, self.evaluationLimit) = (clarity, evaluationLimit)
  }

  /// Shrinks a violation.
  public func shrink(_ attempt: Attempt, against bound: Bound) -> Attempt {
    // Rounding keeps a ratio of exactly 2 from being computed as such.
    let threshold = (attempt.ratio >= clarity ? clarity : attempt.ratio.squareRoot()) * (1 - 1e-9)
    var best = attempt
    var evaluations = 0
    var improved = true
    while improved {
      improved = false
      let price = cost(best.input)
      for candidate in candidates(best.input, bound) where cost(candidate) < price {
        if evaluations >= evaluationLimit { return best }
        evaluations += 1
        if let next = try? bound.attempt(at: candidate, origin: attempt.origin), next.violates,
          next.ratio >= threshold
        {
          best = next
          improved = true
          break
        }
      }
    }
    return best
  }

  /// How hard the input is to take in: the sum over its entries, those off a diagonal a little harder.
  public func cost(_ input: Input) -> Double {
    input.matrices.reduce(0) { sum, m in
      var cost = sum
      for j in 0..<m.columns {
        for i in 0..<m.rows { cost += Self.cost(m[i, j]) + (i != j && m[i, j] != 0 ? 0.25 : 0) }
      }
      return cost
    }
  }

  /// Zeros are almost free, then come small integers, halves, and decimals by their digits.
  static func cost(_ x: Double) -> Double {
    let size = x.magnitude
    if size == 0 { return 0.05 }
    let sign = x < 0 ? 0.25 : 0
    if x == x.rounded() && size < 1e6 { return 1 + log2(size) / 2 + sign }
    if 2 * x == (2 * x).rounded() && size < 1e3 { return 4 + log2(2 * size) / 2 + sign }
    return 8 + Double(x.description.count) + log2(1 + size) / 2 + sign
  }

  private func candidates(_ input: Input, _ bound: Bound) -> [Input] {
    bound.simplifications(input) + wholeCandidates(input) + lineCandidates(input) + entryCandidates(input)
  }

  /// Changes to all entries of one matrix, or of all.
  private func wholeCandidates(_ input: Input) -> [Input] {
    var list: [Input] = []
    for index in input.matrices.indices {
      let m = input.matrices[index]
      let unit = Matrix.rectangularIdentity(m.rows, m.columns)
      var all = [unit, m.keeping { $0 == $1 }, m.keeping { $0 <= $1 }, m.keeping { $0 >= $1 }]
      for top in [1.0, 2, 3, 5, 9] where m.largestEntry > 0 {
        all.append(m.mapped { ($0 * top / m.largestEntry).rounded() })
      }
      all.append(m.mapped { $0.rounded() })
      all.append(m.mapped { (2 * $0).rounded() / 2 })
      list += all.map { replacement in
        var copy = input
        copy.matrices[index] = replacement
        return copy
      }
    }
    list.append(input.with(entries: input.entries.map { $0.rounded() }))
    return list
  }

  /// A row or a column set to zero.
  private func lineCandidates(_ input: Input) -> [Input] {
    input.matrices.indices.flatMap { index -> [Input] in
      let m = input.matrices[index]
      let rows = (0..<m.rows).map { row in m.keeping { i, _ in i != row } }
      let columns = (0..<m.columns).map { column in m.keeping { _, j in j != column } }
      return (rows + columns).map { replacement in
        var copy = input
        copy.matrices[index] = replacement
        return copy
      }
    }
  }

  /// One entry set to zero, to a rounder number, or nearer to zero.
  private func entryCandidates(_ input: Input) -> [Input] {
    let entries = input.entries
    let simpler: [(Double) -> Double] = [
      { _ in 0 }, { _ in 1 }, { $0.magnitude }, { $0.rounded() }, { ($0 / 2).rounded() },
      { $0 - ($0 < 0 ? -1 : 1) }, { (2 * $0).rounded() / 2 }, { $0.rounded(significantDigits: 1) },
      { $0.rounded(significantDigits: 2) },
    ]
    return simpler.flatMap { change in
      entries.indices.filter { entries[$0] != 0 }.map { i in
        var copy = entries
        copy[i] = change(entries[i])
        return input.with(entries: copy)
      }
    }
  }
}

extension Matrix {
  fileprivate static func rectangularIdentity(_ rows: Int, _ columns: Int) -> Matrix {
    var m = Matrix(rows: rows, columns: columns)
    for i in 0..<min(rows, columns) { m[i, i] = 1 }
    return m
  }

  fileprivate func mapped(_ transform: (Double) -> Double) -> Matrix {
    Matrix(rows: rows, columns: columns, values: values.map(transform))
  }

  /// The matrix with every other entry set to zero.
  fileprivate func keeping(_ condition: (_ row: Int, _ column: Int) -> Bool) -> Matrix {
    var m = self
    for j in 0..<columns { for i in 0..<rows where !condition(i, j) { m[i, j] = 0 } }
    return m
  }
}

extension Double {
  fileprivate func rounded(significantDigits digits: Int) -> Double {
    Double(String(format: "%.\(digits - 1)e", self)) ?? self
  }
}
