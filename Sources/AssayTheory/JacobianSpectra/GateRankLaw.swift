// SPDX-License-Identifier: GPL-3.0-or-later

/// The law of the rank K of one layer's gate: how many of the n coordinates are open, given that at least r are.
///
/// For Gaussian weights the spectrum of the masked product depends on its gates only through this law: the rows of
/// W V are independent N(0, σ²I), so it matters how many of them a gate keeps, never which.
/// ```
/// P(K = j) = P(#open = j) / P(#open ≥ r),   j = r … n
/// ```
/// A value: two laws are equal when they come from the same gates under the same condition.
public struct GateRankLaw: Sendable, Hashable {
  /// How the gates open, before any condition on the rank.
  enum Gates: Sendable, Hashable {
    /// Every coordinate is open.
    case full
    /// Independent coordinates, each open with probability p.
    case bernoulli(openProbability: Double)
    /// Thresholded stationary AR(1) coordinates; the law of the count is tabulated.
    case toeplitz(openProbability: Double, correlation: Double, counts: [Double])
    /// A tabulated law of the count.
    case tabulated(counts: [Double])
  }

  /// The width n: the number of coordinates of a gate.
  public let width: Int
  /// The rank r that the gates are conditioned to reach; 0 when they are not conditioned.
  public let rankAtLeast: Int
  /// The least rank that has positive probability. Decided by the gates' structure, so underflow cannot hide a rank.
  public let leastRank: Int
  /// The greatest rank that is tabulated; larger ones have probability 0.
  public var greatestRank: Int { leastRank + weights.count - 1 }
  /// P(#open ≥ r): the share of gates that the condition keeps (1 without a condition).
  public let acceptanceProbability: Double

  let gates: Gates
  /// P(K = leastRank + i).
  let weights: [Double]

  /// The law of a gate with every coordinate open: K = n. Precondition: n ≥ 1.
  public static func full(width n: Int) throws -> GateRankLaw {
    try Require.count(n, "n")
    return GateRankLaw(
      width: n, rankAtLeast: n, leastRank: n, acceptanceProbability: 1, gates: .full, weights: [1])
  }

  /// The law with the given probabilities of each rank, taken as it stands (conditioned already, if at all).
  ///
  /// - Parameters:
  ///   - n: the width.
  ///   - probabilities: P(K = j) for the ranks j in 0 … n that can occur; they must sum to 1 within 1e-9 and are
  ///     then normalised. A rank with probability 0 cannot occur.
  /// - Throws: ``TheoryError`` for a rank outside 0 … n, a negative or undefined probability, or a wrong sum.
  public init(width n: Int, probabilities: [Int: Double]) throws {
    try Require.count(n, "n")
    var counts = [Double](repeating: 0, count: n + 1)
    for (rank, probability) in probabilities {
      guard (0...n).contains(rank) else {
        throw TheoryError("rank \(rank) does not fit width n = \(n)", mend: "use ranks 0 … n")
      }
      guard probability >= 0, probability <= 1 else {
        throw TheoryError(
          "P(K = \(rank)) = \(probability) is not a probability", mend: "use numbers in [0, 1]")
      }
      counts[rank] = probability
    }
    let total = counts.reduce(0, +)
    guard abs(total - 1) < 1e-9 else {
      throw TheoryError("the rank probabilities sum to \(total)", mend: "make them sum to 1")
    }
    try self.init(gates: .tabulated(counts: counts.map { $0 / total }), width: n, rankAtLeast: 0)
  }

  /// The law of the same gates under another condition on their rank.
  /// - Parameter r: the rank to reach, in 0 … n; 0 lifts the condition.
  /// - Throws: ``TheoryError`` when no gate reaches that rank.
  public func conditioned(onRankAtLeast r: Int) throws -> GateRankLaw {
    try GateRankLaw(gates: gates, width: width, rankAtLeast: r)
  }

  /// The law of the same gates without any condition on their rank.
  public var unconditioned: GateRankLaw {
    get throws { try conditioned(onRankAtLeast: 0) }
  }

  /// P(K = j); 0 outside the support.
  public func probability(of j: Int) -> Double {
    weights.indices.contains(j - leastRank) ? weights[j - leastRank] : 0
  }

  /// P(K ≥ j), summed from the side of the smaller terms.
  public func probability(ofAtLeast j: Int) -> Double {
    if j <= leastRank { return 1 }
    return weights.dropFirst(j - leastRank).reversed().reduce(0, +)
  }

  /// E f(K), over the ranks that have positive probability.
  public func expectation(_ f: (Int) throws -> Double) rethrows -> Double {
    var sum = 0.0
    for (i, weight) in weights.enumerated() where weight > 0 { sum += weight * (try f(leastRank + i)) }
    return sum
  }

  /// Var f(K), as the mean square deviation from the mean (no cancellation).
  public func variance(_ f: (Int) throws -> Double) rethrows -> Double { try covariance(f, f) }

  /// Cov(f(K), g(K)), as the mean product of deviations. Exactly 0 when K is constant.
  public func covariance(
    _ f: (Int) throws -> Double, _ g: (Int) throws -> Double
  ) rethrows -> Double {
    if weights.count == 1 { return 0 }
    let meanF = try expectation(f)
    let meanG = try expectation(g)
    return try expectation { (try f($0) - meanF) * (try g($0) - meanG) }
  }

  /// E K.
  public var mean: Double { expectation(Double.init) }

  /// The share of coordinates that are open before conditioning, on average: p.
  public var openProbability: Double {
    switch gates {
    case .full: 1
    case .bernoulli(let p), .toeplitz(let p, _, _): p
    case .tabulated(let counts):
      counts.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element } / Double(width)
    }
  }

  /// The expected number of open coordinates before conditioning, np.
  public var meanOpenCount: Double { Double(width) * openProbability }
}

extension GateRankLaw: CustomStringConvertible {
  /// The law in the notation of the paper, for instance `n = 8, p = 0.5, K ≥ 4`.
  public var description: String {
    let condition = rankAtLeast > 0 ? ", K ≥ \(rankAtLeast)" : ""
    switch gates {
    case .full: return "n = \(width), p = 1"
    case .bernoulli(let p): return "n = \(width), p = \(p)\(condition)"
    case .toeplitz(let p, let correlation, _):
      return "n = \(width), p = \(p), correlation \(correlation)^|i−j|\(condition)"
    case .tabulated: return "n = \(width), tabulated ranks\(condition)"
    }
  }
}

extension GateRankLaw {
  private init(
    width: Int, rankAtLeast: Int, leastRank: Int, acceptanceProbability: Double, gates: Gates,
    weights: [Double]
  ) {
    self.width = width
    self.rankAtLeast = rankAtLeast
    self.leastRank = leastRank
    self.acceptanceProbability = acceptanceProbability
    self.gates = gates
    self.weights = weights
  }

  /// Conditions gates on their rank: r in 0 … n.
  init(gates: Gates, width n: Int, rankAtLeast r: Int) throws {
    guard (0...n).contains(r) else {
      throw TheoryError(
        "rank r = \(r) does not fit width n = \(n)", mend: "use 1 ≤ r ≤ n (or 0 for no condition)")
    }
    switch gates {
    case .full: self = try .full(width: n)
    case .bernoulli(let p):
      let all = Self.binomialWeights(width: n, openProbability: p, from: 0)
      self.init(
        width: n, rankAtLeast: r, leastRank: r,
        acceptanceProbability: r == 0 ? 1 : min(1, all.dropFirst(r).reversed().reduce(0, +)),
        gates: gates,
        weights: r == 0 ? all : Self.binomialWeights(width: n, openProbability: p, from: r))
    case .toeplitz(_, _, let counts):
      // Every count is possible, though its probability may underflow.
      let acceptance = counts[r...].reversed().reduce(0, +)
      guard acceptance > 0 else {
        throw TheoryError("gates reach rank r = \(r) too rarely to tell", mend: "use a smaller r")
      }
      self.init(
        width: n, rankAtLeast: r, leastRank: r,
        acceptanceProbability: r == 0 ? 1 : min(1, acceptance), gates: gates,
        weights: counts[r...].map { $0 / acceptance })
    case .tabulated(let counts):
      guard let least = (r...n).first(where: { counts[$0] > 0 }) else {
        throw TheoryError("no gate reaches rank r = \(r)", mend: "use a smaller r")
      }
      let acceptance = counts[least...].reversed().reduce(0, +)
      let weights = counts[least...].map { $0 / acceptance }
      let greatest = weights.lastIndex { $0 > 0 } ?? 0
      self.init(
        width: n, rankAtLeast: r, leastRank: least,
        acceptanceProbability: r == 0 ? 1 : min(1, acceptance), gates: gates,
        weights: Array(weights[...greatest]))
    }
  }
}
