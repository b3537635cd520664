// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The growth of the singular values from a small start, while all class probabilities are still 1/K.
///
/// In the Walsh–Hadamard sector every mode k ≠ 0 has the same pull 1/K there, so ds/dt = (N/K) s^(2−2/N).
/// *Accuracy:* the pull is (1/K)(1 − s_k/K + …): the closed form's relative error stays below s_max/K until the
/// modes have grown by 2.5, and is proportional to the scale.
/// *Does not hold when:* s_max is no longer small against K, in particular near the blow-up time.
public enum EarlyRepulsion {
  /// s(t) of a mode that starts at s(0).
  /// ```
  /// N = 1:  s(0) + t/K        N = 2:  s(0) e^(2t/K)
  /// else:   (s(0)^(−(N−2)/N) − (N−2) t/K)^(−N/(N−2))
  /// ```
  /// - Throws: ``TheoryError`` for K < 2, N < 1, s(0) ≤ 0, or a time at or beyond the blow-up.
  public static func singularValue(classes: Int, factors: Int, start: Double, time: Double) throws -> Double {
    try check(classes, factors, start)
    try Require.finite(time, "t")
    return try grown(start, time / Double(classes), exponent: 2 - 2 / Double(factors), rate: Double(factors))
  }

  /// The time at which the closed form blows up, for N > 2: K s(0)^(−(N−2)/N) / (N − 2); +∞ for N ≤ 2.
  public static func blowUpTime(classes: Int, factors: Int, start: Double) throws -> Double {
    try check(classes, factors, start)
    guard factors > 2 else { return .infinity }
    let n = Double(factors)
    return Double(classes) * pow(start, -(n - 2) / n) / (n - 2)
  }

  /// d/dt log(s_i/s_j) = (N/K)(s_i^(1−2/N) − s_j^(1−2/N)): repulsion for N > 2, none for N = 2, attraction for N = 1.
  public static func logRatioRate(classes: Int, factors: Int, _ larger: Double, _ smaller: Double) throws
    -> Double
  {
    try check(classes, factors, larger)
    try check(classes, factors, smaller)
    let n = Double(factors)
    let q = 1 - 2 / n
    return n / Double(classes) * (pow(larger, q) - pow(smaller, q))
  }

  /// What a reader of the flow may get wrong, carried through to s(t); a rival that has blown up by then is +∞.
  public static func rivals(classes: Int, factors: Int, start: Double, time: Double) throws -> RivalValues {
    let truth = try singularValue(classes: classes, factors: factors, start: start, time: time)
    let (n, k) = (Double(factors), Double(classes))
    func s(_ exponent: Double, _ rate: Double, _ time: Double) -> Double {
      (try? grown(start, time, exponent: exponent, rate: rate)) ?? .infinity
    }
    let all: RivalValues = [
      ("exponent 1 − 1/N", s(1 - 1 / n, n, time / k)),
      ("exponent 2 − 1/N", s(2 - 1 / n, n, time / k)),
      ("N − 1 for N", s(2 - 2 / n, n - 1, time / k)),
      ("N + 1 for N", s(2 - 2 / n, n + 1, time / k)),
      ("without 1/K", s(2 - 2 / n, n, time)),
    ]
    return Rivals.distinct(all, from: truth, by: 1e-9 * truth)
  }

  /// The solution of ds/dτ = rate · s^exponent.
  private static func grown(_ start: Double, _ time: Double, exponent: Double, rate: Double) throws -> Double
  {
    if exponent == 1 { return start * exp(rate * time) }
    let power = 1 - exponent
    let base = pow(start, power) + power * rate * time
    guard base > 0 else {
      throw TheoryError("the closed form has blown up by then", mend: "use a time before the blow-up")
    }
    return pow(base, 1 / power)
  }

  private static func check(_ classes: Int, _ factors: Int, _ start: Double) throws {
    try Require.count(classes, "K", atLeast: 2)
    try Require.count(factors, "N")
    try Require.positive(start, "s(0)")
  }
}
