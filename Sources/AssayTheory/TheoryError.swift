// SPDX-License-Identifier: GPL-3.0-or-later

/// A question that the theory cannot answer, in one line: what is wrong, and what to do.
public struct TheoryError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, with the offending value.
  public let problem: String
  /// What to do about it.
  public let mend: String

  /// States a problem and its mend.
  public init(_ problem: String, mend: String) {
    self.problem = problem
    self.mend = mend
  }

  /// One line: what is wrong; what to do.
  public var description: String { "\(problem); \(mend)" }
}

/// The checks that the formulas share, at their doors.
enum Require {
  /// 1 ≤ k ≤ n for an index of a spectrum of n values.
  static func index(_ k: Int, upTo n: Int, _ name: String = "k", _ bound: String = "n") throws {
    guard k >= 1, k <= n else {
      throw TheoryError(
        "\(name) = \(k) is not an index of a spectrum with \(bound) = \(n)",
        mend: "use 1 ≤ \(name) ≤ \(bound)")
    }
  }

  /// A width, depth or count that must be at least `least`.
  static func count(_ n: Int, _ name: String, atLeast least: Int = 1) throws {
    guard n >= least else {
      throw TheoryError("\(name) = \(n) is too small", mend: "use \(name) ≥ \(least)")
    }
  }

  /// A probability in (0, 1].
  static func probability(_ p: Double, _ name: String = "p") throws {
    guard p > 0, p <= 1 else {
      throw TheoryError("\(name) = \(p) is outside (0, 1]", mend: "use 0 < \(name) ≤ 1")
    }
  }

  /// A finite positive scale, such as a variance.
  static func positive(_ x: Double, _ name: String) throws {
    guard x > 0, x.isFinite else {
      throw TheoryError("\(name) = \(x) is not a positive number", mend: "use a finite \(name) > 0")
    }
  }

  /// A finite real number.
  static func finite(_ x: Double, _ name: String) throws {
    guard x.isFinite else {
      throw TheoryError("\(name) = \(x) is not a number", mend: "use a finite \(name)")
    }
  }

  /// That the law's rank never falls below k, where a formula has no meaning beyond.
  static func rank(of law: GateRankLaw, atLeast k: Int, for quantity: String) throws {
    try index(k, upTo: law.width)
    guard law.leastRank >= k else {
      throw TheoryError(
        "\(quantity) at k = \(k) is undefined when the gates' rank can be \(law.leastRank)",
        mend: "use k ≤ \(law.leastRank), or condition the gates on rank ≥ \(k)")
    }
  }
}
