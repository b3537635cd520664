// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation
import Testing

/// The products on which the claims of this paper are checked.
///
/// σ² = 0.49 keeps every exponent away from 0 (where "½ dropped" could not be seen) and σ away from 1 (where "σ² dropped"
/// could not). At widths 8 and 16 the condition K ≥ r matters, at width 128 it does not.
enum Settings {
  /// Gaussian weights behind Bernoulli gates.
  static func gaussian(
    _ n: Int, open p: Double, rankAtLeast r: Int, depth: Int, variance: Double = 0.49
  ) -> MaskedProduct {
    MaskedProduct(
      width: n, depth: depth, weights: .gaussian(variance: variance), gates: .bernoulli(p, rankAtLeast: r))
  }

  /// Gaussian weights without gates.
  static func ungated(_ n: Int, depth: Int, variance: Double = 0.49) -> MaskedProduct {
    MaskedProduct(width: n, depth: depth, weights: .gaussian(variance: variance))
  }
}

/// A product, the directions that are looked at, and how close a rival may come and still be worth excluding.
///
/// A rival nearer than `resolution` could only be told apart by far more layers than this setting is worth; each of the
/// rivals is excluded in some other setting, where it is further away.
struct ExponentSetting: Sendable, CustomTestStringConvertible {
  let product: MaskedProduct
  let indices: [Int]
  let resolution: Double

  init(_ product: MaskedProduct, _ indices: [Int], resolution: Double) {
    (self.product, self.indices, self.resolution) = (product, indices, resolution)
  }

  var testDescription: String { product.description }

  /// The directions' growth, for the indices that are looked at.
  var growth: Observable<[Double]> {
    let indices = indices
    return product.growth(upTo: indices.max() ?? 1).map { values in indices.map { values[$0 - 1] } }
  }
}
