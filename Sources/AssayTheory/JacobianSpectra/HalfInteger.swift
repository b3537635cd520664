// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// Polygamma functions at half-integers, where every formula of the Gaussian product evaluates them: E log χ²_m = log 2 + ψ(m/2).
enum HalfInteger {
  /// ψ(m/2), for m ≥ 1.
  static func digamma(_ m: Int) throws -> Double { try SpecialFunctions.digamma(Double(m) / 2) }

  /// ψ′(m/2), for m ≥ 1.
  static func trigamma(_ m: Int) throws -> Double { try SpecialFunctions.trigamma(Double(m) / 2) }

  /// ψ(1/2), ψ(1), …, ψ(count/2): entry m − 1 is ψ(m/2).
  static func digammas(_ count: Int) throws -> [Double] {
    try (1...max(count, 1)).map { try digamma($0) }
  }

  /// ψ(a/2) − ψ(b/2) to full relative accuracy, for a, b ≥ 1.
  ///
  /// The plain difference loses log(m)·m digits' worth: at m = 1024 the gap ψ(m/2) − ψ((m−1)/2) ≈ 1/m would keep
  /// only twelve. Equal parities differ by the finite sum Σ 2/j; a step of one half comes from ``halfStep(_:)``.
  static func digammaDifference(_ a: Int, _ b: Int) throws -> Double {
    if a < b { return -(try digammaDifference(b, a)) }
    let odd = (a - b) % 2
    var sum = odd == 1 ? try halfStep(a) : 0
    for j in stride(from: b, to: a - odd, by: 2) { sum += 2 / Double(j) }
    return sum
  }

  /// ψ(a/2) − ψ((a−1)/2), for a ≥ 2.
  ///
  /// With x = (a−1)/2 the asymptotic series is 1/(2x) + Σ (1 − 4^−j) B_2j / (j x^2j); six terms are exact to 1e-16
  /// from x = 16 on, and below that the plain difference loses at most a factor 100 of an ulp.
  private static func halfStep(_ a: Int) throws -> Double {
    let x = Double(a - 1) / 2
    guard x >= 16 else { return try digamma(a) - digamma(a - 1) }
    let y = 1 / (x * x)
    let coefficients = [1.0 / 8, -1.0 / 64, 1.0 / 128, -17.0 / 2048, 31.0 / 2048, -691.0 / 16384]
    return 1 / (2 * x) + coefficients.reversed().reduce(0) { ($0 + $1) * y }
  }
}
