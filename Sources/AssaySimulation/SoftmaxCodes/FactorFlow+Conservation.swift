// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

extension FactorFlow {
  /// How far the imbalances moved and whether the loss ever rose, on a run from random factors.
  public struct Conservation: Sendable, Hashable {
    /// max_l ‖D_l(end) − D_l(start)‖, D_l = W_{l+1}ᵀ W_{l+1} − W_l W_lᵀ.
    public var drift: Double
    /// The same for W_{l+1} W_{l+1}ᵀ − W_lᵀ W_l, which nothing conserves; nil unless all factors are square.
    public var transposedDrift: Double?
    /// max_l ‖W_l‖² over the run's ends: the scale of both.
    public var scale: Double
    /// The largest rise of log ℒ between steps; negative when it fell at each.
    public var largestRise: Double
    /// Σ over steps of η² ‖∇ℒ‖², for descent; 0 for the flow.
    public var squaredSteps: Double
  }

  /// Conservation along the flow over physical time.
  public func conservation(
    from law: FactorLaw, time: Double,
    by method: FlowMethod = .adaptive(.rk8pd, relative: 1e-12, absolute: 1e-14)
  ) -> Observable<Conservation> {
    Observable("imbalance after time \(time.short)", in: "\(description), \(law)") { stream in
      let start = try self.state(law.draw(model, stream))
      var state = start
      var last = try logLoss(start)
      var rise = -Double.infinity
      try follow(
        &state, to: time, clock: .time, by: method,
        until: .when { _, y in
          let now = try self.logLoss(Array(y))
          rise = max(rise, now - last)
          last = now
          return false
        })
      return conservation(start, state, rise: rise, squaredSteps: 0)
    }
  }

  /// Conservation along gradient descent over physical time, in time/rate steps.
  public func conservation(from law: FactorLaw, time: Double, rate: Double) -> Observable<Conservation> {
    Observable("imbalance after time \(time.short) at η = \(rate.short)", in: "\(description), \(law)") {
      stream in
      let start = try self.state(law.draw(model, stream))
      return try descended(start, steps: Int((time / rate).rounded()), rate: rate)
    }
  }

  /// Conservation from one random start at several rates of descent.
  public func conservation(from law: FactorLaw, time: Double, rates: [Double]) -> Observable<[Conservation]> {
    let list = rates.map(\.short).joined(separator: ", ")
    return Observable("imbalance after time \(time.short) at η = \(list)", in: "\(description), \(law)") {
      stream in
      let start = try self.state(law.draw(model, stream))
      return try rates.map { try descended(start, steps: Int((time / $0).rounded()), rate: $0) }
    }
  }

  private func descended(_ start: [Double], steps: Int, rate: Double) throws -> Conservation {
    var state = start
    var last = Double.infinity
    var rise = -Double.infinity
    var squared = 0.0
    try GradientDescent(rate: rate, stepLimit: steps + 1).descend(self, &state) { step, _ in
      if step.index > 0 { rise = max(rise, step.logLoss - last) }
      last = step.logLoss
      if step.index == steps { return true }
      squared += step.length * step.length
      return false
    }
    return conservation(start, state, rise: rise, squaredSteps: squared)
  }

  private func conservation(
    _ start: [Double], _ end: [Double], rise: Double, squaredSteps: Double
  ) -> Conservation {
    func largest(_ a: [Matrix], _ b: [Matrix]) -> Double {
      zip(a, b).map { ($0 - $1).frobeniusNorm }.max() ?? 0
    }
    func transposed(_ state: [Double]) -> [Matrix] {
      let all = factors(state)
      return zip(all.dropFirst(), all).map {
        $0.multiplied(by: $0, transposingOther: true) - $1.multiplied(by: $1, transposed: true)
      }
    }
    let square = model.shapes.allSatisfy { $0.rows == $0.columns }
    return Conservation(
      drift: largest(imbalances(end), imbalances(start)),
      transposedDrift: square ? largest(transposed(end), transposed(start)) : nil,
      scale: (factors(start) + factors(end)).map { $0.frobeniusNorm * $0.frobeniusNorm }.max() ?? 0,
      largestRise: rise, squaredSteps: squaredSteps)
  }
}
