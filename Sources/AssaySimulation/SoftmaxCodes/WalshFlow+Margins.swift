// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

extension WalshFlow {
  /// How fast the margins of a state grow, beside the power of the norm that they are measured against, in the clock
  /// ``FlowClock/growth``: a normalised margin rises where its growth exceeds the norm's.
  public struct MarginGrowth: Sendable, Hashable {
    /// log ℒ.
    public var logLoss: Double
    /// d log F/dτ of the smoothed margin F = −log Σ_{j≠0} e^(−m_j); nil unless F > 0, that is ℒ < log 2.
    public var smooth: Double?
    /// d log(min_j m_j)/dτ of the hard margin.
    public var hard: Double
    /// d log ‖θ‖^N/dτ of balanced factors, ‖θ‖² = N Σ s_k^(2/N).
    public var norm: Double
  }

  /// The growth of the margins at a state.
  public func marginGrowth(_ state: [Double]) throws -> MarginGrowth {
    try checkDimension(state)
    let slope = try growthVelocity(state)
    let margins = margins(state)
    let rates = marginRates(state, slope)
    let weights = state.map { exp(2 * $0 / Double(model.factors)) }
    let least = margins.indices.min { margins[$0] < margins[$1] } ?? 0
    let smooth = -margins.withUnsafeBufferPointer { MarginLoss.logSumExp(minus: $0) }
    let speed = zip(margins, rates).reduce(0) { $0 + exp(smooth - $1.0) * $1.1 }
    return MarginGrowth(
      logLoss: try logLoss(state), smooth: smooth > 0 ? speed / smooth : nil,
      hard: rates[least] / margins[least],
      norm: zip(weights, slope).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +))
  }

  /// du/dτ in the clock of unit growth.
  private func growthVelocity(_ state: [Double]) throws -> [Double] {
    let field = try plainField(.growth)
    var slope = [Double](repeating: 0, count: dimension)
    try state.withUnsafeBufferPointer { y in
      try slope.withUnsafeMutableBufferPointer { try field.derivative(0, y, $0) }
    }
    return slope
  }

  /// dm_j/dτ for velocities du_k/dτ.
  private func marginRates(_ state: [Double], _ slope: [Double]) -> [Double] {
    let speeds = zip(state, slope).map { exp($0) * $1 }
    return (1..<model.classes).map { j in
      var sum = 0.0
      for k in 1..<model.classes where Self.isOdd(k, j) { sum += speeds[k - 1] }
      return 2 / Double(model.classes) * sum
    }
  }

  /// Σ s_k^(2/N) / γ^(2/N): what the logits cost N balanced factors at margin 1.
  public func normalisedCost(_ state: [Double]) -> Double {
    let power = 2 / Double(model.factors)
    let least = margins(state).min() ?? 0
    return state.reduce(0) { $0 + exp(power * $1) } / pow(least, power)
  }

  /// Σ p_j (m_j − γ) / (γ Σ p_j): how far the margins that still pull are from being all the least one.
  public func slack(_ state: [Double]) -> Double {
    let margins = margins(state)
    let least = margins.min() ?? 0
    let pulls = margins.map { exp(least - $0) }
    return zip(pulls, margins).reduce(0) { $0 + $1.0 * ($1.1 - least) } / (least * pulls.reduce(0, +))
  }

  /// 1 − cos of the angle between the balanced factors θ and −∇ℒ, which tends to 0.
  public func misalignment(_ state: [Double]) throws -> Double {
    // θ is a_k = s_k^(1/N), N times over; da_k/dt ∝ a_k du_k/dt.
    try checkDimension(state)
    let slope = try growthVelocity(state)
    let top = (state.max() ?? 0) / Double(model.factors)
    let a = state.map { exp($0 / Double(model.factors) - top) }
    let b = zip(a, slope).map { $0 * $1 }
    func product(_ x: [Double], _ y: [Double]) -> Double { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
    let (aa, bb, ab) = (product(a, a), product(b, b), product(a, b))
    // |a|²|b|² − (a·b)² by Lagrange's identity, which does not cancel.
    var cross = 0.0
    for i in a.indices { for j in 0..<i { cross += pow(a[i] * b[j] - a[j] * b[i], 2) } }
    let cosine = ab / (aa * bb).squareRoot()
    return cross / (aa * bb) / (1 + cosine)
  }
}
