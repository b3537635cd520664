// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

extension ModelFlow {
  /// The singular values of the logits where the loss first falls to a value; the state is moved there.
  /// - Parameters:
  ///   - state: the start; nothing happens when its loss is already lower.
  ///   - logLoss: log of the loss to reach.
  ///   - method: how to integrate, in the clock ``FlowClock/growth``.
  public func singularValues(
    _ state: inout [Double], atLogLoss logLoss: Double,
    by method: FlowMethod = .adaptive(.rk8pd, relative: 1e-8, absolute: 1e-10)
  ) throws -> [Double] {
    try follow(
      &state, by: method,
      until: .crossing(accuracy: 1e-6) { _, y in logLoss - (try self.logLoss(Array(y))) })
    return try logits(state).singularValues()
  }
}

extension FactorFlow {
  /// The singular values of the logits where gradient descent first brings the loss to a value, from random factors.
  /// - Parameters:
  ///   - loss: the loss to reach.
  ///   - law: the factors at the start.
  ///   - descent: how to descend.
  public func singularValues(
    atLoss loss: Double, from law: FactorLaw,
    by descent: GradientDescent = GradientDescent(rate: 0.1, clock: .logLoss)
  ) -> Observable<[Double]> {
    Observable("singular values at loss \(loss.short) by \(descent)", in: "\(description), \(law)") {
      stream in
      var state = try self.state(law.draw(model, stream))
      let target = log(loss)
      try descent.descend(self, &state) { step, _ in step.logLoss <= target }
      return try logits(state).singularValues()
    }
  }

  /// The logarithms of the singular values of W_l ⋯ W_1 X at the start, largest first.
  ///
  /// For l < N that is what the hidden layers make of the classes; the logits, l = N, are its projection to K
  /// coordinates, whose spread no width lessens.
  /// - Parameters:
  ///   - law: the factors at the start.
  ///   - count: l, 1 … N.
  public func initialLogSingularValues(from law: FactorLaw, ofFirst count: Int) -> Observable<[Double]> {
    Observable("log singular values of the first \(count) factors", in: "\(description), \(law)") { stream in
      guard (1...model.factors).contains(count) else {
        throw SimulationError(description, "the first \(count) factors", mend: "use 1 to \(model.factors)")
      }
      let all = try law.draw(model, stream)
      let first = model.inputs.map { all[0] * $0 } ?? all[0]
      return try GradedSVD(all[1..<count].reduce(first) { $1 * $0 }).logValues
    }
  }

  /// What a run of all factors from a Walsh-diagonal start shows of the reduced flow.
  public struct WalshSighting: Sendable, Hashable {
    /// The physical time.
    public var time: Double
    /// The eigenvalues of Z in the Walsh basis, the frozen mode left out.
    public var singularValues: [Double]
    /// Their velocities, from the velocities of all factors.
    public var velocity: [Double]
    /// The largest entry of Z off the diagonal in the Walsh basis.
    public var largestRest: Double
    /// The frozen mode's eigenvalue.
    public var frozenMode: Double
  }

  /// Follows all factors from Walsh-diagonal ones of a random spectrum, and looks at Z and dZ/dt in the Walsh basis.
  public func walshSightings(
    from law: SpectrumLaw, atTimes times: [Double],
    by method: FlowMethod = .adaptive(.rk8pd, relative: 1e-12, absolute: 1e-14)
  ) -> Observable<[WalshSighting]> {
    let list = times.map(\.short).joined(separator: ", ")
    return Observable("Walsh spectrum at t = \(list)", in: "\(description), s(0) = \(law)") { stream in
      let walsh = try WalshFlow(model)
      var state = try self.state(walsh.walshFactors(law.draw(walsh.dimension, stream)))
      var seen: [WalshSighting] = []
      try follow(&state, to: times.last ?? 0, clock: .time, by: method, observingAt: times) { time, y in
        let y = Array(y)
        let (values, rest) = walsh.walshSpectrum(of: logits(y))
        let (velocity, _) = walsh.walshSpectrum(of: try logitVelocity(y))
        seen.append(
          WalshSighting(
            time: time, singularValues: values, velocity: velocity, largestRest: rest,
            frozenMode: logits(y).values.reduce(0, +) / Double(model.classes)))
      }
      return seen
    }
  }

  /// dZ/dt at a state, from the velocities of all factors by the product rule.
  public func logitVelocity(_ state: [Double]) throws -> Matrix {
    let all = factors(state)
    let slopes = factors(try velocity(at: state))
    var sum = Matrix(rows: model.classes, columns: model.samples)
    for l in all.indices {
      var product = l == 0 ? slopes[0] : all[0]
      if let inputs = model.inputs { product = product * inputs }
      for m in all.indices.dropFirst() { product = (m == l ? slopes[m] : all[m]) * product }
      sum = sum + product
    }
    return sum
  }
}
