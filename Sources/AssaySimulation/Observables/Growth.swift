// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// What a frame's growth is read as.
public enum GrowthReading: Sendable {
  /// log R_kk: the k-th direction's own growth, whose mean is the k-th Lyapunov exponent.
  case directions
  /// log R_11 + ⋯ + log R_kk: the growth of the k-volume.
  case volumes
}

extension RandomProduct {
  /// The growth per layer of the first k directions (or volumes) of a fixed frame, averaged over the gated layers.
  ///
  /// Only layers that a gate follows are averaged (all, when there are no gates), so for weights whose law no rotation
  /// changes the mean is the exponent itself at any depth, without bias.
  /// - Parameters:
  ///   - k: how many directions; the value has one component for each.
  ///   - reading: directions or volumes.
  ///   - burnIn: how many first layers to leave out, for weights that do feel the frame's direction.
  ///   - frame: an orthonormal frame to carry (inputs × k); the first k coordinate directions unless given.
  public func growth(
    upTo k: Int, _ reading: GrowthReading = .directions, afterLayer burnIn: Int = 0,
    along frame: Matrix? = nil
  ) -> Observable<[Double]> {
    let what = reading == .volumes ? "growth of volumes" : "growth of directions"
    let name =
      "\(what) up to \(k) per layer" + (burnIn > 0 ? " after layer \(burnIn)" : "")
      + (frame == nil ? "" : ", given frame")
    return Observable(name, in: description) { stream in
      try require(k, atMost: min(inputs, width), "k")
      var sums = [Double](repeating: 0, count: k)
      var gated = 0
      var whole = [Double](repeating: 0, count: k)
      var ungated = 0
      try carry(columns: k, frame: frame, from: stream) { factor, _, increments in
        if factor.layer <= burnIn { return }
        if factor.kind == .gatedWeight {
          gated += 1
          accumulate(increments, into: &sums)
        } else {
          ungated += 1
          accumulate(increments, into: &whole)
        }
      }
      let (total, layers) = gated > 0 ? (sums, gated) : (whole, ungated)
      guard layers > 0 else {
        throw SimulationError(description, "no layer is left after layer \(burnIn)", mend: "leave out fewer")
      }
      let means = total.map { $0 / Double(layers) }
      return reading == .directions ? means : runningSums(means)
    }
  }

  /// The mean over gated layers of ½ (X_l − Y_l)² for the k-volume growths X, Y of two independent products, and of
  /// ½ (X_l − Y_l)(X_{l+1} − Y_{l+1}): unbiased for the variance per layer and the covariance of neighbouring layers,
  /// without knowing the mean.
  /// - Parameter k: the dimension of the volume.
  public func growthVariance(ofVolume k: Int) -> Observable<[Double]> {
    Observable("variance and lag-1 covariance of \(k)-volume growth", in: description) { stream in
      try require(k, atMost: min(inputs, width), "k")
      let (x, y) = (try volumeIncrements(k, from: stream), try volumeIncrements(k, from: stream))
      let d = zip(x, y).map { $0 - $1 }
      guard d.count >= 2 else {
        throw SimulationError(description, "fewer than two gated layers", mend: "use depth 3 or more")
      }
      let variance = d.reduce(0) { $0 + $1 * $1 } / Double(2 * d.count)
      let covariance = zip(d, d.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / Double(2 * (d.count - 1))
      return [variance, covariance]
    }
  }

  /// The k-volume growth of each gated layer (of each layer, when there are no gates).
  private func volumeIncrements(_ k: Int, from stream: RandomStream) throws -> [Double] {
    var gated: [Double] = []
    var ungated: [Double] = []
    try carry(columns: k, from: stream) { factor, _, increments in
      let growth = increments.count < k ? -Double.infinity : increments.reduce(0, +)
      if factor.kind == .gatedWeight { gated.append(growth) } else { ungated.append(growth) }
    }
    return gated.isEmpty ? ungated : gated
  }
}

/// Adds the increments to the sums; directions beyond the rank have gone for good.
private func accumulate(_ increments: UnsafeBufferPointer<Double>, into sums: inout [Double]) {
  for i in sums.indices {
    sums[i] += i < increments.count ? increments[i] : -.infinity
  }
}

/// x₁, x₁ + x₂, …
func runningSums(_ x: [Double]) -> [Double] {
  var sum = 0.0
  return x.map {
    sum += $0
    return sum
  }
}
