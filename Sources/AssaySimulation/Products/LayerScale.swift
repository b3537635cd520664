// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// A scalar factor on each layer, besides the weights.
public enum LayerScale: Sendable, Hashable, CustomStringConvertible {
  /// None: every layer has scale 1.
  case unit
  /// An independent factor exp(C), C standard Cauchy: log⁺ of it has no mean, so no exponent exists.
  case exponentialOfCauchy
  /// Scale `a` in layers 4ʲ ≤ l < 2·4ʲ (l counted from 1), and `b` in all others: stationarity fails at every scale.
  case periodDoubling(a: Double, b: Double)

  /// For instance "blocks of scales 2 and 1".
  public var description: String {
    switch self {
    case .unit: "unit scale"
    case .exponentialOfCauchy: "× exp(Cauchy)"
    case .periodDoubling(let a, let b): "period-doubling scales \(a.short), \(b.short)"
    }
  }

  var problem: (String, mend: String)? {
    guard case .periodDoubling(let a, let b) = self, !(a > 0 && b > 0 && (a * b).isFinite) else { return nil }
    return ("the layer scales are \(a) and \(b)", "use finite scales > 0")
  }

  /// The logarithm of layer l's scale, l counted from 1.
  func logarithm(layer l: Int, from stream: RandomStream) -> Double {
    switch self {
    case .unit: return 0
    case .exponentialOfCauchy: return stream.cauchy()
    case .periodDoubling(let a, let b):
      // l lies in [4ʲ, 2·4ʲ) exactly when its highest set bit stands at an even place.
      let highestBit = Int.bitWidth - 1 - l.leadingZeroBitCount
      return Foundation.log(highestBit.isMultiple(of: 2) ? a : b)
    }
  }
}
