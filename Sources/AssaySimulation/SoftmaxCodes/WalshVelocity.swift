// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// d log s_k/dt = N s_k^(1−2/N) g_k with the pull g_k = (2/K) Σ_{⟨k,j⟩=1} (−∂ℓ/∂m_j), and its Jacobian.
final class WalshVelocity: FlowVelocity {
  private let loss: MarginLoss
  private let modes: Int
  private let factors: Double
  /// For each mode the modes that it meets oddly: the same table gives margins and pulls.
  private let odd: [Int32]
  private let s: UnsafeMutableBufferPointer<Double>
  private let margins: UnsafeMutableBufferPointer<Double>
  private let logPulls: UnsafeMutableBufferPointer<Double>
  private let pulls: UnsafeMutableBufferPointer<Double>
  private let rates: UnsafeMutableBufferPointer<Double>
  private let slopes: UnsafeMutableBufferPointer<Double>
  private let table: UnsafeMutableBufferPointer<Double>

  init(_ model: DeepFeaturesModel) {
    loss = model.loss
    modes = model.classes - 1
    factors = Double(model.factors)
    let modes = modes
    odd = (1...modes).flatMap { k in (1...modes).filter { WalshFlow.isOdd(k, $0) }.map { Int32($0 - 1) } }
    func space(_ count: Int) -> UnsafeMutableBufferPointer<Double> {
      let buffer = UnsafeMutableBufferPointer<Double>.allocate(capacity: count)
      buffer.initialize(repeating: 0)
      return buffer
    }
    (s, margins, logPulls, pulls, rates) = (
      space(modes), space(modes), space(modes), space(modes), space(modes)
    )
    (slopes, table) = (space(modes * modes), space(modes * modes))
  }

  deinit { for buffer in [s, margins, logPulls, pulls, rates, slopes, table] { buffer.deallocate() } }

  /// Half of the K other classes (the mode 0 left out) meet a mode oddly: K/2.
  private var half: Int { (modes + 1) / 2 }

  override func evaluate(
    _ state: UnsafeBufferPointer<Double>, into velocity: UnsafeMutableBufferPointer<Double>
  ) throws -> FlowClock.Moment {
    let (logLoss, shift) = fill(state)
    let q = 1 - 2 / factors
    let unit = factors / Double(half)
    var sum = 0.0
    for k in 0..<modes {
      velocity[k] = unit * rates[k] * exp(q * state[k])
      sum += velocity[k]
    }
    return FlowClock.Moment(logLoss: logLoss, logScale: shift, logRelativeSpeed: log(sum))
  }

  /// Fills s, margins, log-pulls, pulls over their largest, and Σ pulls for each mode; returns log ℓ and log of the largest.
  private func fill(_ state: UnsafeBufferPointer<Double>) -> (logLoss: Double, shift: Double) {
    let half = half
    for k in 0..<modes { s[k] = exp(state[k]) }
    sumOdd(s, into: margins)
    for j in 0..<modes { margins[j] /= Double(half) }
    let logLoss = loss.logPulls(UnsafeBufferPointer(margins), logPulls)
    var shift = -Double.infinity
    for j in 0..<modes where logPulls[j] > shift { shift = logPulls[j] }
    for j in 0..<modes { pulls[j] = exp(logPulls[j] - shift) }
    sumOdd(pulls, into: rates)
    return (logLoss, shift)
  }

  private func sumOdd(
    _ values: UnsafeMutableBufferPointer<Double>, into sums: UnsafeMutableBufferPointer<Double>
  ) {
    let half = half
    odd.withUnsafeBufferPointer { odd in
      for k in 0..<modes {
        var sum = 0.0
        for i in 0..<half { sum += values[Int(odd[k * half + i])] }
        sums[k] = sum
      }
    }
  }

  /// ∂(du_k/dτ)/∂u_i by rows, in the clock in which Σ du_k/dτ = 1.
  ///
  /// With r_k = log g_k + q u_k the flow is softmax(r), so the Jacobian is (diag(f) − f fᵀ) ∂r/∂u.
  func growthJacobian(_ state: UnsafeBufferPointer<Double>, into matrix: UnsafeMutableBufferPointer<Double>) {
    guard let logPullSlopes = loss.logPullSlopes else { return }
    _ = fill(state)
    logPullSlopes(UnsafeBufferPointer(margins), UnsafeBufferPointer(logPulls), slopes)
    let (n, half, q) = (modes, half, 1 - 2 / factors)
    // table_ji = ∂ log pull_j / ∂u_i, through ∂m_l/∂u_i = s_i / (K/2) for odd ⟨l, i⟩.
    for j in 0..<n {
      for i in 0..<n {
        var sum = 0.0
        for a in 0..<half { sum += slopes[j * n + Int(odd[i * half + a])] }
        table[j * n + i] = sum * s[i] / Double(half)
      }
    }
    var total = 0.0
    for k in 0..<n {
      // Now margins are no longer needed: they hold f.
      margins[k] = rates[k] * exp(q * state[k])
      total += margins[k]
    }
    for k in 0..<n { margins[k] /= total }
    // slopes_ki = ∂r_k/∂u_i, a mean over the odd classes weighted by their pulls.
    for k in 0..<n {
      for i in 0..<n {
        var sum = 0.0
        for a in 0..<half {
          let j = Int(odd[k * half + a])
          sum += pulls[j] * table[j * n + i]
        }
        slopes[k * n + i] = (rates[k] > 0 ? sum / rates[k] : 0) + (k == i ? q : 0)
      }
    }
    for i in 0..<n {
      var mean = 0.0
      for k in 0..<n { mean += margins[k] * slopes[k * n + i] }
      for k in 0..<n { matrix[k * n + i] = margins[k] * (slopes[k * n + i] - mean) }
    }
  }
}
