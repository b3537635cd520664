// SPDX-License-Identifier: GPL-3.0-or-later

@preconcurrency import CGSL
import Foundation

/// The special functions of GSL that the theory and the evidence need, with GSL's errors as Swift errors.
///
/// Every function throws ``NumericsError`` outside its domain; none returns NaN. *Guarantee:* relative errors of a few ulp,
/// or where a result comes close to zero, of a few ulp of 1; the incomplete integrals and W₋₁ say how much more.
public enum SpecialFunctions {
  /// The digamma function ψ(x) = d/dx log Γ(x), for x > 0.
  ///
  /// GSL continues ψ to negative arguments, where it is finite nonsense for every use in this project
  /// (a χ² with no degrees of freedom); hence the domain x > 0. *Reference:* `gsl_sf_psi_e`.
  public static func digamma(_ x: Double) throws -> Double {
    try requirePositive(x, "digamma")
    return try value("gsl_sf_psi", "\(x)") { gsl_sf_psi_e(x, $0) }
  }

  /// The trigamma function ψ′(x), for x > 0. *Reference:* `gsl_sf_psi_1_e`.
  public static func trigamma(_ x: Double) throws -> Double {
    try requirePositive(x, "trigamma")
    // ψ′(x) = 1/x + 1/(2x²) + …; GSL's sum underflows to 0 from about 10¹⁵⁴ on.
    if x > 1e100 { return 1 / x }
    return try value("gsl_sf_psi_1", "\(x)") { gsl_sf_psi_1_e(x, $0) }
  }

  /// log Γ(x), for x > 0. *Reference:* `gsl_sf_lngamma_e`.
  public static func logGamma(_ x: Double) throws -> Double {
    try requirePositive(x, "logGamma")
    return try value("gsl_sf_lngamma", "\(x)") { gsl_sf_lngamma_e(x, $0) }
  }

  /// log Γ(x + iy) as its modulus' logarithm and its argument in (−π, π], away from the poles 0, −1, −2, …
  ///
  /// Absolute errors are a few ulp of |z| log |z|. *Reference:* `gsl_sf_lngamma_complex_e`.
  public static func logGamma(real x: Double, imaginary y: Double) throws -> (
    logModulus: Double, argument: Double
  ) {
    guard x.isFinite, y.isFinite, y != 0 || x > 0 || x != x.rounded() else {
      throw NumericsError.domain(
        function: "logGamma", argument: "z", value: "\(x) + \(y)i", mend: "use a finite z that is no pole")
    }
    var modulus = gsl_sf_result()
    var argument = gsl_sf_result()
    try NumericsError.check(
      gsl_sf_lngamma_complex_e(x, y, &modulus, &argument), "gsl_sf_lngamma_complex", "\(x), \(y)")
    return (modulus.val, argument.val)
  }

  /// log B(a, b), for a, b > 0. *Reference:* `gsl_sf_lnbeta_e`.
  public static func logBeta(_ a: Double, _ b: Double) throws -> Double {
    try requirePositive(a, "logBeta")
    try requirePositive(b, "logBeta")
    return try value("gsl_sf_lnbeta", "\(a), \(b)") { gsl_sf_lnbeta_e(a, b, $0) }
  }

  /// log of the binomial coefficient "n choose k", for 0 ≤ k ≤ n.
  ///
  /// C(n, k) = 1 / ((n + 1) B(n − k + 1, k + 1)): `gsl_sf_lnchoose_e` subtracts log-factorials and loses four digits
  /// at n = 10⁵, nine at n = 4 · 10⁹. *Reference:* `gsl_sf_lnbeta_e`.
  public static func logChoose(_ n: Int, _ k: Int) throws -> Double {
    guard n >= 0, k >= 0, k <= n else {
      throw NumericsError.domain(
        function: "logChoose", argument: "(n, k)", value: "(\(n), \(k))", mend: "use 0 ≤ k ≤ n")
    }
    if k == 0 || k == n { return 0 }
    return try -log1p(Double(n)) - logBeta(Double(n - k) + 1, Double(k) + 1)
  }

  /// The regularised lower incomplete gamma function P(a, x), a > 0, x ≥ 0.
  ///
  /// The relative error is a few ulp times 1 + a + x at most. *Reference:* `gsl_sf_gamma_inc_P_e`.
  public static func regularisedGammaP(_ a: Double, _ x: Double) throws -> Double {
    try requirePositive(a, "regularisedGammaP")
    guard x >= 0, x.isFinite else {
      throw NumericsError.domain(
        function: "regularisedGammaP", argument: "x", value: "\(x)", mend: "use a finite x ≥ 0")
    }
    return try value("gsl_sf_gamma_inc_P", "\(a), \(x)") { gsl_sf_gamma_inc_P_e(a, x, $0) }
  }

  /// The regularised incomplete beta function I_x(a, b), 0 ≤ x ≤ 1, a, b > 0.
  ///
  /// The relative error is a few ulp times 1 + a |log x| + b |log(1 − x)|. *Reference:* `gsl_sf_beta_inc_e`.
  public static func regularisedBeta(_ x: Double, _ a: Double, _ b: Double) throws -> Double {
    try requirePositive(a, "regularisedBeta")
    try requirePositive(b, "regularisedBeta")
    guard x >= 0, x <= 1 else {
      throw NumericsError.domain(
        function: "regularisedBeta", argument: "x", value: "\(x)", mend: "use 0 ≤ x ≤ 1")
    }
    return try value("gsl_sf_beta_inc", "\(a), \(b), \(x)") { gsl_sf_beta_inc_e(a, b, x, $0) }
  }

  /// The branch W₋₁ of Lambert's function, for −1/e ≤ x < 0.
  ///
  /// The relative error is a few ulp times 1 + 1/|1 + W|: the branch point −1/e itself is ill conditioned.
  /// *Reference:* `gsl_sf_lambert_Wm1_e`, which stops at eleven digits for small x; hence Newton's step on
  /// log(−W) + W = log(−x).
  public static func lambertWm1(_ x: Double) throws -> Double {
    guard x < 0, x >= -1 / M_E else {
      throw NumericsError.domain(
        function: "lambertWm1", argument: "x", value: "\(x)", mend: "use −1/e ≤ x < 0")
    }
    var w = try value("gsl_sf_lambert_Wm1", "\(x)") { gsl_sf_lambert_Wm1_e(x, $0) }
    if w < -1.5 { w -= (log(-w) + w - log(-x)) / (1 / w + 1) }
    return w
  }

  /// The standard normal distribution function Φ(x); x may be infinite. *Reference:* `gsl_cdf_ugaussian_P`.
  public static func normalCDF(_ x: Double) -> Double {
    precondition(!x.isNaN, "normalCDF needs a number")
    return gsl_cdf_ugaussian_P(x)
  }

  /// The standard normal upper tail 1 − Φ(x), accurate where Φ(x) rounds to 1. *Reference:* `gsl_cdf_ugaussian_Q`.
  public static func normalUpperTail(_ x: Double) -> Double {
    precondition(!x.isNaN, "normalUpperTail needs a number")
    return gsl_cdf_ugaussian_Q(x)
  }

  /// The standard normal quantile Φ⁻¹(p), for 0 < p < 1. *Reference:* `gsl_cdf_ugaussian_Pinv`.
  public static func normalQuantile(_ p: Double) throws -> Double {
    guard p > 0, p < 1 else {
      throw NumericsError.domain(
        function: "normalQuantile", argument: "p", value: "\(p)", mend: "use 0 < p < 1")
    }
    return gsl_cdf_ugaussian_Pinv(p)
  }

  private static func requirePositive(_ x: Double, _ function: String) throws {
    guard x > 0, x.isFinite else {
      throw NumericsError.domain(
        function: function, argument: "x", value: "\(x)", mend: "use a finite x > 0")
    }
  }

  private static func value(
    _ function: String, _ arguments: @autoclosure () -> String,
    _ evaluate: (UnsafeMutablePointer<gsl_sf_result>) -> Int32
  ) throws -> Double {
    var result = gsl_sf_result()
    try NumericsError.check(evaluate(&result), function, arguments())
    guard !result.val.isNaN else {
      throw NumericsError.gsl(function: function, arguments: arguments(), reason: "not a number")
    }
    return result.val
  }
}
