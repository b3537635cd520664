// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// The least margin of class vectors w and features h, smoothed by a log-sum-exp so that it has a gradient.
///
/// At sharpness β it lies below the least margin by at most log(K(K−1))/β. Vectors are columns of d × K buffers.
final class SmoothMargin {
  let classes: Int
  let dimension: Int
  private let logits: UnsafeMutablePointer<Double>
  private let weights: UnsafeMutablePointer<Double>

  init(classes: Int, dimension: Int) {
    self.classes = classes
    self.dimension = dimension
    logits = .allocate(capacity: classes * classes)
    weights = .allocate(capacity: classes * classes)
    logits.initialize(repeating: 0, count: classes * classes)
    weights.initialize(repeating: 0, count: classes * classes)
  }

  deinit {
    logits.deallocate()
    weights.deallocate()
  }

  /// The smoothed margin; writes its gradients by w and h.
  func evaluate(
    _ w: UnsafePointer<Double>, _ h: UnsafePointer<Double>, sharpness: Double,
    gradientW: UnsafeMutablePointer<Double>, gradientH: UnsafeMutablePointer<Double>
  ) -> Double {
    let (k, d) = (classes, dimension)
    DenseKernel.multiply(rows: k, columns: k, inner: d, w, transposingA: true, h, into: logits)
    let least = leastMargin()
    var total = 0.0
    for c in 0..<k {
      let (z, p) = (logits + c * k, weights + c * k)
      for j in 0..<k {
        p[j] = j == c ? 0 : exp(-sharpness * (z[c] - z[j] - least))
        total += p[j]
      }
    }
    for c in 0..<k {
      let p = weights + c * k
      var sum = 0.0
      for j in 0..<k {
        p[j] /= -total
        sum -= p[j]
      }
      p[c] = sum
    }
    // ∂/∂Z is `weights`; Z = wᵀh.
    DenseKernel.multiply(rows: d, columns: k, inner: k, h, weights, transposingB: true, into: gradientW)
    DenseKernel.multiply(rows: d, columns: k, inner: k, w, weights, into: gradientH)
    return least - log(total) / sharpness
  }

  private func leastMargin() -> Double {
    var least = Double.infinity
    for c in 0..<classes {
      let z = logits + c * classes
      for j in 0..<classes where j != c { least = min(least, z[c] - z[j]) }
    }
    return least
  }
}
