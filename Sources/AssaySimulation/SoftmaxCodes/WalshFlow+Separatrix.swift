// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

extension WalshFlow {
  /// The ratio r of a loser at which a run from (S, …, S, r S) neither gains nor loses ground, by bisection.
  ///
  /// A run's ratio at a much larger scale is compared with that at its start; no other criterion enters.
  /// - Parameters:
  ///   - start: S, large enough that e^(−S) is nothing.
  ///   - end: the scale at which a run is judged.
  ///   - accuracy: relative.
  /// - Returns: r, or 0 when even the smallest ratio gains.
  public func separatrix(fromScale start: Double, toScale end: Double, accuracy: Double = 1e-7) throws
    -> Double
  {
    var (low, high) = (log(1e-4), 0.0)
    func gains(_ logRatio: Double) throws -> Bool {
      var spectrum = [Double](repeating: start, count: dimension)
      spectrum[dimension - 1] = start * exp(logRatio)
      let final = try states(from: spectrum, atScales: [end])[0]
      return final[dimension - 1] - (final.max() ?? 0) > logRatio
    }
    if try gains(low) { return 0 }
    while high - low > accuracy {
      let middle = (low + high) / 2
      if try gains(middle) { high = middle } else { low = middle }
    }
    return exp((low + high) / 2)
  }
}
