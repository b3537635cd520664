// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// The product of a network with two inputs, drawn so that its rare badly separated realisations are common.
///
/// J_L V = Q T with T a product of independent 2 × 2 triangles, R_11² ~ χ²_K, R_22² ~ χ²_{K−1}, R_12 ~ N(0, 1) (variance 1). Drawn
/// with density proportional to (R_22/R_11)^½, the walk log(T_22/T_11) has no drift, so that s_2/s_1 stays of order 1
/// with a probability that falls like L^(−3/2) only. Because the walk is invariant under rotations, the density of ρ = s_2/s_1
/// under this law over that under the true one is √ρ/agm(1, ρ) / M^(L−1)M_n, M the mean of (R_22/R_11)^½ in a gated
/// layer, M_n in the last. So
/// ```
/// E f(ρ) = M^(L−1) M_n · E_tilted[f(ρ) agm(1, ρ)/√ρ]
/// ```
/// exactly; the observable below is what stands in the brackets.
public struct TiltedTwoInputs: Sendable, Hashable, CustomStringConvertible {
  /// The width n of every layer.
  public let width: Int
  /// The number L of weight matrices; the last has no gate.
  public let depth: Int
  /// The law of the gates.
  public let gates: GateLaw

  /// Describes a tilted product; its parameters are checked before anything is drawn.
  public init(width: Int, depth: Int, gates: GateLaw) {
    (self.width, self.depth, self.gates) = (width, depth, gates)
  }

  /// The setting, for instance "tilted, 2 inputs, n = 8, p = 0.5, r = 4, L = 64".
  public var description: String { "tilted, 2 inputs, n = \(width), \(gates), L = \(depth)" }

  /// log(1 + ρ) agm(1, ρ)/√ρ: its mean is Rem_1(L) / (M^(L−1) M_n).
  public var scaledRemainder: Observable<Double> {
    Observable("log(1 + s₂/s₁), reweighted", in: description) { stream in
      let ratio = try singularRatio(stream)
      return log1p(ratio) * arithmeticGeometricMean(1, ratio) / ratio.squareRoot()
    }
  }

  /// Draws s_2/s_1 under the tilted law.
  private func singularRatio(_ stream: RandomStream) throws -> Double {
    guard width >= 2, depth >= 1 else {
      throw SimulationError(
        description, "width \(width), depth \(depth)", mend: "use width ≥ 2 and depth ≥ 1")
    }
    if let (problem, mend) = gates.problem(width: width) {
      throw SimulationError(description, problem, mend: mend)
    }
    guard gates.guaranteedRank(width: width) >= 2 else {
      throw SimulationError(description, "gates may have rank below 2", mend: "use r ≥ 2")
    }
    let acceptance = try (2...width).map(Self.meanRootRatio)
    var open: [Int] = []
    // T = t₁₁ [[1, x], [0, q]].
    var x = 0.0
    var q = 1.0
    for layer in 1...depth {
      var rank = width
      if layer < depth {
        repeat {
          try gates.draw(width: width, from: stream, into: &open)
          rank = open.count
        } while !stream.bernoulli(acceptance[rank - 2])
      }
      let r11 = stream.gamma(shape: Double(rank) / 2 - 0.25, scale: 2).squareRoot()
      let r22 = stream.gamma(shape: Double(rank - 1) / 2 + 0.25, scale: 2).squareRoot()
      x += stream.gaussian() / r11 * q
      q *= r22 / r11
    }
    // ρ + 1/ρ = (1 + x² + q²)/q.
    let excess = ((1 - q) * (1 - q) + x * x) / q
    return 2 / (2 + excess + (excess * (excess + 4)).squareRoot())
  }

  /// E (R_22/R_11)^½ in a layer of rank K: Γ((K − ½)/2)² / (Γ((K − 1)/2) Γ(K/2)), below 1.
  private static func meanRootRatio(rank: Int) throws -> Double {
    let k = Double(rank)
    return exp(
      2 * (try SpecialFunctions.logGamma((k - 0.5) / 2)) - (try SpecialFunctions.logGamma((k - 1) / 2))
        - (try SpecialFunctions.logGamma(k / 2)))
  }
}
