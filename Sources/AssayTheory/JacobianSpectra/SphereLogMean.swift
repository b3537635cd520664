// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The mean of log|S v| over a uniformly random direction v: how singular values and single directions compare.
///
/// For S = diag(s_1, …, s_n) with s_1 ≥ s_2 ≥ … and v uniform on the unit sphere,
/// ```
/// f(s) = E log|S v| = log s_1 + m_1 + Rem(s),      m_1 = ½ (ψ(½) − ψ(n/2))
/// Rem(s) = ½ ∫_0^∞ (1 + 2t)^(−1/2) [1 − Π_{i≥2} (1 + 2ρ_i² t)^(−1/2)] dt/t,    ρ_i = s_i/s_1
/// ```
/// and E f(s(J_L)) = (L−1)λ_1 + λᵘⁿ_1 exactly, at every depth. For n = 2, f = log((s_1 + s_2)/2).
/// The integrand is positive and decays exponentially in log t, so the trapezoidal rule in log t converges
/// geometrically: at step ½ its error is e^(−4π²) ≈ 7e-18 of the integral.
/// *Accuracy:* Rem to a relative error of 1e-13; f to a few ulp of the largest of its three terms.
/// Singular values are given by their logarithms, so their range is no limit.
public enum SphereLogMean {
  /// f(s) = E log|S v|, from the logarithms of the singular values; −∞ when all of them vanish.
  /// - Parameter logSingularValues: log s_i in any order; −∞ for a singular value that is 0.
  /// - Throws: ``TheoryError`` when the list is empty or holds +∞ or NaN.
  public static func value(logSingularValues: [Double]) throws -> Double {
    let top = try largest(logSingularValues)
    guard top > -.infinity else { return -.infinity }
    return top + (try HaarLogMinor.value(first: 1, width: logSingularValues.count))
      + (try remainder(logSingularValues: logSingularValues))
  }

  /// Rem(s) = f(s) − log s_1 − m_1 ≥ 0: what the smaller singular values add, given the spectrum.
  ///
  /// Its mean over J_L is the remainder Rem_1(L) of the depth scaling. With R² = Σ_{i≥2} ρ_i²,
  /// log(1 + R) ≤ Rem ≤ √(π/2) R, with equality on the left for n = 2.
  /// - Throws: as ``value(logSingularValues:)``, and when all singular values are 0.
  public static func remainder(logSingularValues: [Double]) throws -> Double {
    let top = try largest(logSingularValues)
    guard top > -.infinity else {
      throw TheoryError("all singular values are 0", mend: "give at least one finite logarithm")
    }
    guard let i = logSingularValues.firstIndex(of: top) else { return 0 }
    var logRatios = logSingularValues.map { $0 - top }
    logRatios.remove(at: i)
    return trapezoid(logRatios)
  }

  /// The bounds log(1 + R) and √(π/2) R on the remainder, where R² = Σ_{i≥2} (s_i/s_1)².
  /// - Throws: as ``remainder(logSingularValues:)``.
  public static func remainderBounds(logSingularValues: [Double]) throws -> ClosedRange<Double> {
    let top = try largest(logSingularValues)
    guard top > -.infinity, let i = logSingularValues.firstIndex(of: top) else {
      throw TheoryError("all singular values are 0", mend: "give at least one finite logarithm")
    }
    var rest = logSingularValues
    rest.remove(at: i)
    let r = rest.reduce(0) { $0 + exp(2 * ($1 - top)) }.squareRoot()
    return log1p(r)...((Double.pi / 2).squareRoot() * r)
  }

  /// ½ ∫ (1 + 2e^y)^(−1/2) [1 − Π (1 + 2ρ_i² e^y)^(−1/2)] dy by the trapezoidal rule with step ½.
  ///
  /// The integrand peaks at y = −2 log ρ_2, from where it falls at least as fast as e^(−|y|/2), and for y < 0 as e^y.
  /// The squares are taken relative to ρ_2², so that none that matters underflows.
  private static func trapezoid(_ logRatios: [Double]) -> Double {
    guard let second = logRatios.max(), second > -.infinity else { return 0 }
    let squares = logRatios.map { exp(2 * ($0 - second)) }.filter { $0 > 0 }
    let peak = -2 * second
    let step = 0.5
    var sum = 0.0
    for i in 0...Int(((90 + min(90, peak + 45)) / step).rounded(.up)) {
      let y = peak + 90 - Double(i) * step
      let t = 2 * exp(y - peak)
      var logProduct = 0.0
      for square in squares { logProduct += log1p(square * t) }
      let weight = y < 600 ? 1 / (1 + 2 * exp(y)).squareRoot() : exp(-(y + log(2)) / 2)
      sum -= expm1(-logProduct / 2) * weight
    }
    return sum * step / 2
  }

  private static func largest(_ logarithms: [Double]) throws -> Double {
    guard let top = logarithms.max(), logarithms.allSatisfy({ $0 < .infinity }) else {
      throw TheoryError(
        "the singular values' logarithms are \(logarithms)",
        mend: "give at least one number, finite or −∞")
    }
    return top
  }
}
