// SPDX-License-Identifier: GPL-3.0-or-later

@preconcurrency import CGSL

extension RandomStream {
  /// A gamma number with density x^(shape−1) e^(−x/scale), up to its constant; a χ² with m degrees of freedom has
  /// shape m/2 and scale 2. *Reference:* `gsl_ran_gamma`. Precondition: shape > 0, scale > 0.
  public func gamma(shape: Double, scale: Double = 1) -> Double {
    precondition(shape > 0 && scale > 0, "a gamma number needs shape > 0 and scale > 0")
    return gsl_ran_gamma(generator, shape, scale)
  }
}
