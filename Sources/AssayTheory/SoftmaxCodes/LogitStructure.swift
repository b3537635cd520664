// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A logit matrix Z at margin 1, as far as its cost goes: its singular values.
///
/// The cost of Z with N factors is 𝒞_N = Σ s_i^(2/N) (see ``FactorNorm``).
public enum LogitStructure: Sendable, Hashable {
  /// Neural collapse, I − 𝟏𝟏ᵀ/K: K − 1 singular values 1.
  case collapse(classes: Int)
  /// The direct sum of simplices of these sizes, with columns centred.
  ///
  /// A simplex of k ≥ 2 classes has k − 1 singular values k/(k − 1): with any other class the margin is its diagonal
  /// entry, scaled to 1, and within the simplex it is larger. Classes that stand alone, m of them, have the entry 1;
  /// taking the columns' means out leaves the margins and makes the m singular values 1, …, 1, √(1 − m/K).
  case simplices([Int])
  /// The regular K-gon: two singular values K / (2 (1 − cos 2π/K)).
  case polygon(classes: Int)
  /// A structure of d equal singular values K/(dρ): a softmax code of margin ρ whose vectors form tight frames.
  ///
  /// When they do not, its cost is an upper bound on the code's for N ≥ 2, by concavity.
  case flat(classes: Int, rank: Int, margin: Double)

  /// K/2 blocks of two classes (1, −1; −1, 1): K/2 singular values 2; an odd class stands alone.
  public static func blocks(classes: Int) -> LogitStructure {
    .simplices(
      [Int](repeating: 2, count: classes / 2) + [Int](repeating: 1, count: classes % 2))
  }

  /// The flat structure of a binary linear code of length n and minimum distance d with K = 2^m words: n singular
  /// values K/(2d).
  ///
  /// Both the classes' vectors and the features are the words' ±1 vectors, of which two differ in at least d signs.
  public static func binaryCode(classes: Int, length: Int, distance: Int) -> LogitStructure {
    .flat(classes: classes, rank: length, margin: 2 * Double(distance) / Double(length))
  }

  /// The code of all words of log₂K bits, a hypercube: log₂K singular values K/2. K must be a power of two.
  public static func hypercube(classes: Int) throws -> LogitStructure {
    guard classes >= 2, classes & (classes - 1) == 0 else {
      throw TheoryError("a hypercube has no \(classes) corners", mend: "use K = 2, 4, 8, …")
    }
    return .binaryCode(classes: classes, length: classes.trailingZeroBitCount, distance: 1)
  }

  /// The non-zero singular values as (value, multiplicity).
  public func spectrum() throws -> [(value: Double, multiplicity: Int)] {
    switch self {
    case .collapse(let classes):
      try Require.count(classes, "K", atLeast: 2)
      return [(1, classes - 1)]
    case .simplices(let sizes):
      guard sizes.reduce(0, +) >= 2, sizes.allSatisfy({ $0 >= 1 }) else {
        throw TheoryError("\(sizes) is no partition of two or more classes", mend: "use sizes ≥ 1")
      }
      // All classes in one simplex: its margin is not limited by other classes.
      if sizes.count == 1 { return [(1, sizes[0] - 1)] }
      let (alone, classes) = (sizes.count { $0 == 1 }, sizes.reduce(0, +))
      var values = sizes.filter { $0 > 1 }.map { (value: Double($0) / Double($0 - 1), multiplicity: $0 - 1) }
      if alone > 1 { values.append((1, alone - 1)) }
      if alone > 0 && alone < classes {
        values.append(((1 - Double(alone) / Double(classes)).squareRoot(), 1))
      }
      return values
    case .polygon(let classes):
      return [(try Self.polygonSingularValue(classes: classes), 2)]
    case .flat(let classes, let rank, let margin):
      try Require.count(classes, "K", atLeast: 2)
      try Require.count(rank, "d")
      try Require.positive(margin, "ρ")
      return [(Double(classes) / (Double(rank) * margin), rank)]
    }
  }

  /// The singular value of the K-gon at margin 1: K / (2 (1 − cos 2π/K)), computed without cancellation.
  public static func polygonSingularValue(classes: Int) throws -> Double {
    try Require.count(classes, "K", atLeast: 3)
    let half = sin(.pi / Double(classes))
    return Double(classes) / (4 * half * half)
  }

  /// The rank of Z.
  public func rank() throws -> Int { try spectrum().reduce(0) { $0 + $1.multiplicity } }

  /// 𝒞_N = Σ s_i^(2/N).
  /// - Throws: ``TheoryError`` for N < 1 or an impossible structure.
  public func cost(factors: Int) throws -> Double {
    try Require.count(factors, "N")
    return try spectrum().reduce(0) { $0 + Double($1.multiplicity) * pow($1.value, 2 / Double(factors)) }
  }

  /// What a reader of the cost may get wrong: the Schatten exponent.
  public func costRivals(factors: Int) throws -> RivalValues {
    let truth = try cost(factors: factors)
    let values = try spectrum()
    func sum(_ exponent: Double) -> Double {
      values.reduce(0) { $0 + Double($1.multiplicity) * pow($1.value, exponent) }
    }
    let n = Double(factors)
    let all: RivalValues = [
      ("exponent 1/N", sum(1 / n)), ("exponent 2/(N−1)", factors > 1 ? sum(2 / (n - 1)) : .infinity),
      ("exponent 2/(N+1)", sum(2 / (n + 1))), ("the rank alone", sum(0)),
    ]
    return Rivals.distinct(all, from: truth, by: 1e-9 * truth)
  }
}
