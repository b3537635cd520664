// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

extension MaskedProduct {
  /// log(1 + s_2/s_1) of J_L for a network with two inputs: its mean is the remainder Rem_1(L) of the depth scaling.
  ///
  /// A random input direction v gives log|Jv| on average log((s_1 + s_2)/2), so log s_1 exceeds what the mean growth of one
  /// direction and the random corner explain by this, exactly.
  public var twoInputRemainder: Observable<Double> {
    logRatioOfTwo("log(1 + s₂/s₁)") { log1p(exp($0)) }
  }

  /// √ρ / agm(1, ρ), ρ = s_2/s_1, of J_L for a network with two inputs: the spherical function whose mean decays exactly
  /// exponentially in depth.
  public var twoInputSphericalFunction: Observable<Double> {
    logRatioOfTwo("√ρ/agm(1, ρ)") { sphericalFunction(ratio: exp($0)) }
  }

  private func logRatioOfTwo(
    _ name: String, _ transform: @escaping @Sendable (Double) -> Double
  ) -> Observable<Double> {
    let logs = logSingularValues(upTo: 2)
    return Observable(name, in: description) { stream in
      guard inputs == 2 else {
        throw SimulationError(description, "\(inputs) inputs", mend: "use a network with 2 inputs")
      }
      let values = try logs.draw(stream)
      guard values[0] > -.infinity else {
        throw SimulationError(
          description, "the product vanished", mend: "use gates that keep rank 1 at least")
      }
      return transform(values[1] - values[0])
    }
  }
}

/// √ρ / agm(1, ρ) = (2/π) √ρ K(√(1 − ρ²)), the mean of (|det g| / |g u|²)^½ over directions u when g has singular ratio ρ;
/// 0 at ρ = 0. Gauss' arithmetic–geometric mean doubles its digits at each step.
func sphericalFunction(ratio: Double) -> Double {
  if ratio == 0 { return 0 }
  return ratio.squareRoot() / arithmeticGeometricMean(1, ratio)
}

func arithmeticGeometricMean(_ a: Double, _ b: Double) -> Double {
  var (a, b) = (a, b)
  while abs(a - b) > 2 * Double.ulpOfOne * a { (a, b) = ((a + b) / 2, (a * b).squareRoot()) }
  return a
}
