// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// The entry laws and their distribution functions in closed form, at unit variance.
enum Laws {
  static let all: [EntryLaw] = [.gaussian, .uniform, .student(degreesOfFreedom: 5), .laplace, .rademacher]

  static func normal(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

  /// P(X ≤ x), or P(X < x), for X of this law with variance 1. Student's law only with 5 degrees of freedom.
  static func distribution(of law: EntryLaw, _ x: Double, strict: Bool = false) -> Double {
    switch law {
    case .gaussian: return normal(x)
    case .uniform: return min(1, max(0, (1 + x / 3.0.squareRoot()) / 2))
    case .student:
      // t₅ has variance 5/3; F(t) = ½ + (θ + sin θ cos θ + ⅔ sin θ cos³ θ)/π with tan θ = t/√5.
      let angle = atan(x / 3.0.squareRoot())
      let (s, c) = (sin(angle), cos(angle))
      return 0.5 + (angle + s * c + 2.0 / 3 * s * c * c * c) / Double.pi
    case .laplace:
      // Variance 2b² = 1.
      let tail = exp(-abs(x) * 2.0.squareRoot()) / 2
      return x < 0 ? tail : 1 - tail
    case .rademacher:
      return (x > -1 || (x == -1 && !strict) ? 0.5 : 0) + (x > 1 || (x == 1 && !strict) ? 0.5 : 0)
    }
  }
}
