// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// Wrong distribution functions with the mistake that leads to each.
public typealias RivalLaws = [(name: String, cdf: @Sendable (Double) -> Double)]

extension SingleDirectionLaw {
  /// The rivals of the law of log‖J_L x‖: the last layer gated, a log-normal length, the gates ignored.
  ///
  /// The log-normal one has the exact mean and variance. With p = 1 only it is left: the others are no mistakes.
  public var rivals: RivalLaws {
    get throws {
      let (mean, deviation) = (self.mean, varianceOfLog.squareRoot())
      var rivals: RivalLaws = [
        ("log-normal of the same mean and variance", { SpecialFunctions.normalCDF(($0 - mean) / deviation) })
      ]
      let full = try GateRankLaw.full(width: law.width)
      if law.leastRank < law.width {
        let gated = try SingleDirectionLaw(
          law: law, variance: variance, depth: depth, gatedLayers: depth)
        rivals.append(("last layer gated", { gated.cdf($0) }))
        if depth > 1 {
          let ungated = try SingleDirectionLaw(law: full, variance: variance, depth: depth)
          rivals.append(("gates ignored: K = n", { ungated.cdf($0) }))
        }
      }
      return rivals
    }
  }
}

extension TriangularLaw {
  /// The rivals of the limit of e^{2λ_k}/(σ²n) with every coordinate open, as distribution functions on [0, 1].
  ///
  /// - Parameter n: the width, which decides the range of "uniform in λ": from the exact λ_n to λ_1.
  public static func rivals(width n: Int) throws -> RivalLaws {
    try Require.count(n, "n", atLeast: 2)
    let top = try LyapunovExponent.ungated(index: 1, width: n, variance: 1 / Double(n))
    let bottom = try LyapunovExponent.ungated(index: n, width: n, variance: 1 / Double(n))
    return [
      ("semicircle in e^{2λ}", { semicircle(2 * $0 - 1) }),
      ("quarter circle in e^λ", { 2 * semicircle(max($0, 0).squareRoot()) - 1 }),
      ("uniform in λ", { min(1, max(0, (log(max($0, 0)) / 2 - bottom) / (top - bottom))) }),
      ("uniform in e^λ", { min(1, max($0, 0).squareRoot()) }),
    ]
  }

  /// The distribution function of the semicircle law on [−1, 1].
  private static func semicircle(_ x: Double) -> Double {
    if x <= -1 { return 0 }
    if x >= 1 { return 1 }
    return 0.5 + (x * (1 - x * x).squareRoot() + asin(x)) / Double.pi
  }
}
