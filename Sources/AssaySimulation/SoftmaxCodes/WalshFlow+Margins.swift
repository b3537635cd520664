// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

extension WalshFlow {
  /// The normalised margins of a state, and how fast their logarithms move, in the clock ``FlowClock/growth``.
  public struct NormalisedMargin: Sendable, Hashable {
    /// log ℒ.
    public var logLoss: Double
    /// d log(F/‖θ‖^N)/dτ with F = −log Σ_{j≠0} e^(−m_j); NaN-free only where F > 0, that is ℒ < log 2: nil elsewhere.
    public var smoothRate: Double?
    /// d log(min_j m_j/‖θ‖^N)/dτ.
    public var hardRate: Double
  }

  /// The normalised margins at a state.
  ///
  /// ‖θ‖² = N Σ s_k^(2/N) is the squared norm of balanced factors.
  public func normalisedMargin(_ state: [Double]) throws -> NormalisedMargin {
    try checkDimension(state)
    let field = try field(clock: .growth, needsJacobian: false)
    var slope = [Double](repeating: 0, count: dimension)
    try state.withUnsafeBufferPointer { y in
      try slope.withUnsafeMutableBufferPointer { try field.derivative(0, y, $0) }
    }
    let s = state.map(exp)
    let margins = margins(state)
    let rates = (1..<model.classes).map { j in
      2 / Double(model.classes)
        * (1..<model.classes).reduce(0) { $0 + (Self.isOdd($1, j) ? s[$1 - 1] * slope[$1 - 1] : 0) }
    }
    let weights = state.map { exp(2 * $0 / Double(model.factors)) }
    let normRate = zip(weights, slope).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    let least = margins.indices.min { margins[$0] < margins[$1] } ?? 0
    let smooth = -margins.withUnsafeBufferPointer { MarginLoss.logSumExp(minus: $0) }
    let shares = margins.map { exp(smooth - $0) }
    let smoothSpeed = zip(shares, rates).reduce(0) { $0 + $1.0 * $1.1 }
    return NormalisedMargin(
      logLoss: try logLoss(state), smoothRate: smooth > 0 ? smoothSpeed / smooth - normRate : nil,
      hardRate: rates[least] / margins[least] - normRate)
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
    let field = try field(clock: .growth, needsJacobian: false)
    var slope = [Double](repeating: 0, count: dimension)
    try state.withUnsafeBufferPointer { y in
      try slope.withUnsafeMutableBufferPointer { try field.derivative(0, y, $0) }
    }
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
