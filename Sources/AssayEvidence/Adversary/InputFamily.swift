// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// A way of drawing matrices that has broken theorems before: structured, degenerate, or plainly random.
public struct InputFamily: Sendable {
  /// The family's name, for instance "permutation".
  public let name: String
  /// Draws a matrix with this many rows and columns from the stream.
  public let draw: @Sendable (_ rows: Int, _ columns: Int, _ stream: RandomStream) throws -> Matrix

  /// Names a way of drawing matrices; it must read no randomness but the stream.
  public init(
    _ name: String, draw: @escaping @Sendable (Int, Int, RandomStream) throws -> Matrix
  ) {
    (self.name, self.draw) = (name, draw)
  }

  /// Every family of this room.
  public static let all: [InputFamily] = structured + random

  /// The families with small numbers, many zeros, or a low rank.
  public static let structured: [InputFamily] = [
    .integers, .sparseIntegers, .permutation, .partialPermutation, .rankDeficient, .powers, .nearlyDegenerate,
  ]

  /// The families with a density.
  public static let random: [InputFamily] = [.gaussian, .heavyTailed, .graded, .nearlyEqual]

  /// The families that draw diagonal matrices with positive entries in descending order: singular values.
  public static let singularValues: [InputFamily] = [.powers, .gradedDiagonal, .nearlyEqualDiagonal]
}

extension InputFamily {
  /// Integers from −3 to 3.
  public static let integers = InputFamily("of small integers") { rows, columns, stream in
    fill(rows, columns) { Double(stream.integer(below: 7) - 3) }
  }

  /// Integers from −3 to 3, most of them 0.
  public static let sparseIntegers = InputFamily("of few small integers") { rows, columns, stream in
    fill(rows, columns) { stream.bernoulli(0.6) ? 0 : Double(stream.integer(below: 7) - 3) }
  }

  /// A permutation matrix; where it is not square, as many ones as fit.
  public static let permutation = InputFamily("a permutation") { rows, columns, stream in
    ones(rows, columns, count: min(rows, columns), from: stream)
  }

  /// A permutation matrix with some ones left out.
  public static let partialPermutation = InputFamily("part of a permutation") { rows, columns, stream in
    ones(rows, columns, count: 1 + stream.integer(below: min(rows, columns)), from: stream)
  }

  /// A product of integer matrices with a small dimension in between.
  public static let rankDeficient = InputFamily("rank-deficient") { rows, columns, stream in
    let rank = 1 + stream.integer(below: max(1, min(rows, columns) - 1))
    let left = fill(rows, rank) { Double(stream.integer(below: 5) - 2) }
    return left * fill(rank, columns) { Double(stream.integer(below: 5) - 2) }
  }

  /// A diagonal of descending powers of a small integer, the last one 1.
  public static let powers = InputFamily("diagonal in powers") { rows, columns, stream in
    let base = Double(2 + stream.integer(below: 9))
    let count = min(rows, columns)
    return diagonal(rows, columns) { pow(base, Double(count - 1 - $0)) }
  }

  /// A rank-deficient matrix, disturbed by 10⁻¹ down to 10⁻⁸ of its size.
  public static let nearlyDegenerate = InputFamily("nearly degenerate") { rows, columns, stream in
    let base = try rankDeficient.draw(rows, columns, stream)
    let size = pow(10, -1 - 7 * stream.uniform()) * max(base.largestEntry, 1)
    return base + size * stream.matrix(rows: rows, columns: columns)
  }

  /// Independent normal entries.
  public static let gaussian = InputFamily("Gaussian") { rows, columns, stream in
    stream.matrix(rows: rows, columns: columns)
  }

  /// Independent entries with the tails of a Cauchy variable, cut at 10⁶.
  public static let heavyTailed = InputFamily("heavy-tailed") { rows, columns, stream in
    fill(rows, columns) { min(max(stream.cauchy(), -1e6), 1e6) }
  }

  /// Random singular vectors, singular values in geometric progression down to between 1 and 10⁻⁸ of the largest.
  public static let graded = InputFamily("graded") { rows, columns, stream in
    try rotated(gradedDiagonal.draw(rows, columns, stream), stream)
  }

  /// Random singular vectors, singular values that agree to between 1 and 8 digits.
  public static let nearlyEqual = InputFamily("with nearly equal singular values") { rows, columns, stream in
    try rotated(nearlyEqualDiagonal.draw(rows, columns, stream), stream)
  }

  /// A diagonal in geometric progression from 1 down to between 1 and 10⁻⁸.
  public static let gradedDiagonal = InputFamily("a graded diagonal") { rows, columns, stream in
    let steepness = 8 * log(10) * stream.uniform() / Double(max(1, min(rows, columns) - 1))
    return diagonal(rows, columns) { exp(-steepness * Double($0)) }
  }

  /// A descending diagonal whose entries agree to between 1 and 8 digits.
  public static let nearlyEqualDiagonal = InputFamily("a nearly equal diagonal") { rows, columns, stream in
    let spread = pow(10, -1 - 7 * stream.uniform())
    return diagonal(rows, columns) { 1 - spread * Double($0) / Double(min(rows, columns)) }
  }
}

private func fill(_ rows: Int, _ columns: Int, _ entry: () -> Double) -> Matrix {
  Matrix(rows: rows, columns: columns, values: (0..<rows * columns).map { _ in entry() })
}

private func diagonal(_ rows: Int, _ columns: Int, _ entry: (Int) -> Double) -> Matrix {
  var m = Matrix(rows: rows, columns: columns)
  for i in 0..<min(rows, columns) { m[i, i] = entry(i) }
  return m
}

/// A matrix with `count` ones, at most one in a row or column.
private func ones(_ rows: Int, _ columns: Int, count: Int, from stream: RandomStream) -> Matrix {
  let rowOrder = stream.shuffled(rows)
  let columnOrder = stream.shuffled(columns)
  var m = Matrix(rows: rows, columns: columns)
  for i in 0..<count { m[rowOrder[i], columnOrder[i]] = 1 }
  return m
}

/// The matrix between two Haar-distributed rotations.
private func rotated(_ m: Matrix, _ stream: RandomStream) throws -> Matrix {
  let left = try QRFactorisation(stream.matrix(rows: m.rows, columns: m.rows)).q
  let right = try QRFactorisation(stream.matrix(rows: m.columns, columns: m.columns)).q
  return left * m * right
}

extension RandomStream {
  /// The numbers 0 ..< n in random order, all orders equally likely.
  func shuffled(_ n: Int) -> [Int] {
    var order = Array(0..<n)
    for i in stride(from: n - 1, to: 0, by: -1) { order.swapAt(i, integer(below: i + 1)) }
    return order
  }
}
