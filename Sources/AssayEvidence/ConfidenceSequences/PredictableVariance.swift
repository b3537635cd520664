// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The bets of the betting confidence sequences: λ_t from the mean and variance of the first t − 1 values only.
///
///     λ_t = √(2 log(2/α) / (σ̂²_{t−1} t log(1 + t)))
///     μ̂_t = (½ + Σ x)/(t + 1),   σ̂²_t = (¼ + Σ (x_i − μ̂_i)²)/(t + 1)
///
/// *Reference:* Waudby-Smith and Ramdas, JRSS-B 86(1), 2024, equation (24) and appendix.
struct PredictableVariance {
  private let logTwoOverAlpha: Double
  private var count = 0.0
  private var sum = 0.5
  private var squares = 0.25

  init(alpha: Double) { logTwoOverAlpha = log(2) - log(alpha) }

  /// μ̂ of the values seen so far.
  var mean: Double { sum / (count + 1) }

  /// The bet on the next value.
  var bet: Double {
    // σ̂²_{t−1} t is the sum of squares itself.
    (2 * logTwoOverAlpha / (squares * log1p(count + 1))).squareRoot()
  }

  mutating func see(_ x: Double) {
    count += 1
    sum += x
    let deviation = x - mean
    squares += deviation * deviation
  }
}
