// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation

// Statistics of this paper's claims, made from the observables of the simulation.
extension RandomProduct {
  /// log(V₂/V₁)/log(L₂/L₁) for the sample variances V of (1/L) log s_k over `group` products at depths L₁ < L₂: an estimate
  /// of the power at which the variance falls, each k's twice (for a bound below and one above).
  ///
  /// Both logarithms carry the bias of a sample variance's logarithm, which cancels as far as the two laws have one shape.
  func spreadExponent(upTo k: Int, depths: (Int, Int), group: Int) -> Observable<[Double]> {
    let logs = logSingularValues(upTo: k, atDepths: [depths.0, depths.1])
    let name = "spread of (1/L) log s up to \(k) at L = \(depths.0), \(depths.1)"
    return Observable(name, in: description) { stream in
      let draws = try (0..<group).map { _ in try logs.draw(stream) }
      return (0..<2 * k).map { component in
        let i = component / 2
        let (v1, v2) = (sampleVariance(draws.map { $0[0][i] }), sampleVariance(draws.map { $0[1][i] }))
        let ratio = Double(depths.1) / Double(depths.0)
        return log(v2 / v1) / log(ratio) - 2
      }
    }
  }

  /// The rate of growth of log s_k over (L₂, L₃] less that over (L₁, L₂], on one product; each k's twice.
  func growthDrift(upTo k: Int, depths: (Int, Int, Int)) -> Observable<[Double]> {
    let (a, b, c) = depths
    return logSingularValues(upTo: k, atDepths: [a, b, c]).map(
      "drift of log s up to \(k) at L = \(a), \(b), \(c)"
    ) { logs in
      (0..<2 * k).map { $0 / 2 }.map {
        (logs[2][$0] - logs[1][$0]) / Double(c - b) - (logs[1][$0] - logs[0][$0]) / Double(b - a)
      }
    }
  }

  /// log(s_1 ⋯ s_k) less log vol_k(J_L V) for the first k coordinate directions V (k = 1 or 2), and how large the second
  /// largest product of k singular values is beside the largest.
  ///
  /// By Cauchy–Binet vol_k(J V)² is the sum over all k-subsets I of (Π_{i∈I} s_i)² det(V_I)², with V_I the entries of the
  /// right singular vectors I along V.
  func correction(dimension k: Int) -> Observable<[Double]> {
    let (n, depth) = (inputs, depth)
    return rightSubspaces(dimension: n, atDepths: [depth]).map(
      "correction of log(s_1 ⋯ s_\(k)) at L = \(depth)"
    ) { seen in
      let (basis, logs) = seen[0]
      let top = logs.prefix(k).reduce(0, +)
      var volume = 0.0
      var next = 0.0
      for i in 0..<n {
        for j in k == 1 ? i..<i + 1 : i + 1..<n {
          let size = exp((k == 1 ? logs[i] : logs[i] + logs[j]) - top)
          let minor = k == 1 ? basis[0, i] : basis[0, i] * basis[1, j] - basis[1, i] * basis[0, j]
          volume += size * size * minor * minor
          if size < 1 || (k == 1 ? i > 0 : i > 0 || j > 1) { next += size }
        }
      }
      return [-log(volume) / 2, (Double.pi / 2).squareRoot() * next]
    }
  }

  /// Whether (1/L) log s_1 moves by more than a threshold between one depth and the next, on one product.
  func oscillations(between depths: [Int], byMoreThan threshold: Double) -> [Observable<Bool>] {
    zip(depths, depths.dropFirst()).map { a, b in
      rateDifference(depths: (a, b)).map(
        "(1/L) log s_1 moves by more than \(threshold) from L = \(a) to \(b)"
      ) {
        abs($0) > threshold
      }
    }
  }

  /// (1/L₁) log s_1(J_{L₁}) − (1/L₂) log s_1(J_{L₂}) on one product.
  func rateDifference(depths: (Int, Int)) -> Observable<Double> {
    let (a, b) = depths
    return logSingularValues(upTo: 1, atDepths: [a, b]).map("(1/L) log s_1 at L = \(a) less that at \(b)") {
      $0[0][0] / Double(a) - $0[1][0] / Double(b)
    }
  }
}

/// The unbiased sample variance.
private func sampleVariance(_ x: [Double]) -> Double {
  let mean = x.reduce(0, +) / Double(x.count)
  return x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count - 1)
}
