// SPDX-License-Identifier: GPL-3.0-or-later

@preconcurrency import CGSL

extension SpecialFunctions {
  /// Hurwitz' zeta function ζ(s, q) = Σ_{j≥0} (q + j)^(−s), for s > 1 and q > 0. *Reference:* `gsl_sf_hzeta_e`.
  public static func hurwitzZeta(_ s: Double, _ q: Double) throws -> Double {
    guard s > 1, q > 0, s.isFinite, q.isFinite else {
      throw NumericsError.domain(
        function: "hurwitzZeta", argument: "(s, q)", value: "(\(s), \(q))",
        mend: "use finite s > 1 and q > 0")
    }
    var result = gsl_sf_result()
    try NumericsError.check(gsl_sf_hzeta_e(s, q, &result), "gsl_sf_hzeta", "\(s), \(q)")
    return result.val
  }
}
