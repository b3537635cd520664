// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// The gradient flow of a model in some coordinates.
public protocol ModelFlow: Sendable, CustomStringConvertible {
  /// What flows.
  var model: DeepFeaturesModel { get }
  /// The number of coordinates.
  var dimension: Int { get }
  /// A fresh evaluator of the velocity, with its own work space: one for each thread.
  func makeVelocity() throws -> FlowVelocity
  /// The K × Kn logits at a state.
  func logits(_ state: [Double]) -> Matrix
  /// The field for an integrator in a clock's time; the protocol's own needs differenced Jacobians where stiff.
  func field(clock: FlowClock, needsJacobian: Bool) throws -> FlowField
}

/// Evaluates a velocity as a vector of order 1 times a power of e.
public class FlowVelocity {
  init() {}

  /// Writes e^(−logScale) dθ/dt at a state; returns logScale with the loss and the size of what was written.
  func evaluate(
    _ state: UnsafeBufferPointer<Double>, into velocity: UnsafeMutableBufferPointer<Double>
  ) throws -> FlowClock.Moment {
    preconditionFailure("a velocity must say how it is evaluated")
  }
}

extension ModelFlow {
  /// For instance "K = 4, N = 3".
  public var description: String { model.description }

  /// The flow as differential equations in a clock's time, dθ/dτ = (dt/dτ) dθ/dt.
  public func field(clock: FlowClock, needsJacobian: Bool) throws -> FlowField {
    let plain = try plainField(clock)
    return needsJacobian ? plain.withDifferencedJacobian() : plain
  }

  func plainField(_ clock: FlowClock) throws -> FlowField {
    let velocity = try makeVelocity()
    return FlowField(dimension: dimension) { _, state, out in
      let factor = exp(clock.logFactor(try velocity.evaluate(state, into: out)))
      for i in out.indices { out[i] *= factor }
    }
  }

  /// Follows the flow and moves the state along.
  /// - Parameters:
  ///   - state: the coordinates at the start; on return at the end.
  ///   - end: where to stop on the clock; infinite where a stop condition ends the flow.
  ///   - clock: how time runs.
  ///   - method: how to integrate.
  ///   - stop: a condition that ends the flow early.
  ///   - times: when to observe, in order, on the clock.
  ///   - observe: called at those times.
  /// - Throws: ``FlowError`` and ``SimulationError``.
  @discardableResult
  public func follow(
    _ state: inout [Double], to end: Double = .infinity, clock: FlowClock = .growth,
    by method: FlowMethod = .adaptive(.rk8pd, relative: 1e-10, absolute: 1e-12), until stop: FlowStop? = nil,
    observingAt times: [Double] = [],
    observe: (_ time: Double, _ state: UnsafeBufferPointer<Double>) throws -> Void = { _, _ in }
  ) throws -> FlowEnd {
    try field(clock: clock, needsJacobian: method.stepper.needsJacobian)
      .integrate(&state, to: end, by: method, until: stop, observingAt: times, observe: observe)
  }

  /// dθ/dt at a state, in physical time.
  public func velocity(at state: [Double]) throws -> [Double] {
    try checkDimension(state)
    var out = [Double](repeating: 0, count: dimension)
    try state.withUnsafeBufferPointer { y in
      try out.withUnsafeMutableBufferPointer { try plainField(.time).derivative(0, y, $0) }
    }
    return out
  }

  /// log ℒ at a state.
  public func logLoss(_ state: [Double]) throws -> Double {
    try model.reading(ofLogits: logits(state)).logLoss
  }

  func checkDimension(_ state: [Double]) throws {
    guard state.count == dimension else {
      throw SimulationError(
        description, "a state with \(state.count) coordinates", mend: "give \(dimension) coordinates")
    }
  }
}
