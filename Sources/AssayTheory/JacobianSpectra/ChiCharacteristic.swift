// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// The characteristic functions of log χ_m = ½ log χ²_m at one argument, for every m up to a limit.
/// ```
/// E χ_m^{it} = 2^{it/2} Γ((m + it)/2)/Γ(m/2)
/// ```
/// Γ is followed by its recurrence from m = 1 and 2, where its modulus is elementary: the plain difference of log Γ
/// at m = 1024 would lose three digits. The factor 2^{it/2} and the mean are taken out of the phase.
struct ChiCharacteristic {
  /// log|E χ_m^{it}|, entry m − 1.
  let logModulus: [Double]
  /// arg E χ_m^{it} − t E log χ_m, up to a multiple of 2π, entry m − 1.
  let centredPhase: [Double]

  /// - Parameters:
  ///   - t: the argument, positive.
  ///   - means: E log χ_m for m = 1, 2, …, as far as wanted.
  init(at t: Double, means: [Double]) throws {
    let u = t / 2
    var logModulus = [
      (log(2) - Double.pi * u - log1p(exp(-2 * Double.pi * u))) / 2,
      (log(2 * Double.pi * u) - Double.pi * u - log(-expm1(-2 * Double.pi * u))) / 2,
    ]
    var phase = [
      try SpecialFunctions.logGamma(real: 0.5, imaginary: u).argument,
      try SpecialFunctions.logGamma(real: 1, imaginary: u).argument,
    ]
    for m in stride(from: 1, through: means.count - 2, by: 1) {
      // Γ(z + 1) = z Γ(z) at z = (m + it)/2, over the same with t = 0.
      let ratio = t / Double(m)
      logModulus.append(logModulus[m - 1] + log1p(ratio * ratio) / 2)
      phase.append(phase[m - 1] + atan(ratio))
    }
    self.logModulus = Array(logModulus.prefix(means.count))
    self.centredPhase = zip(phase, means).map { $0 + u * log(2) - t * $1 }
  }

  /// E log χ_m = ½ (log 2 + ψ(m/2)), for m = 1 … count.
  static func means(_ count: Int) throws -> [Double] {
    try HalfInteger.digammas(count).map { (log(2) + $0) / 2 }
  }
}
