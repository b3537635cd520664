// SPDX-License-Identifier: GPL-3.0-or-later

/// The mean and sample standard deviation of a list, in its order and in two passes.
struct Moments: Sendable {
  let mean: Double
  /// With denominator n − 1; 0 for fewer than two values.
  let sd: Double

  init(of values: [Double]) {
    let n = Double(values.count)
    // Shifting by the first value keeps the sum small, so a large common offset costs no digits.
    let origin = values.first ?? 0
    mean = origin + values.reduce(0) { $0 + ($1 - origin) } / max(n, 1)
    let centre = mean
    let squares = values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
    sd = n > 1 ? (squares / (n - 1)).squareRoot() : 0
  }
}
