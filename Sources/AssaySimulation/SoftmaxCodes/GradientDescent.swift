// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// Gradient descent, θ ← θ + η dθ/dτ: Euler's method on a flow, in the clock's time.
///
/// In the clock ``FlowClock/time`` it has a constant learning rate, in ``FlowClock/logLoss`` one of η/ℒ, with which the
/// loss falls exponentially.
public struct GradientDescent: Sendable, CustomStringConvertible {
  /// η.
  public var rate: Double
  /// What η is measured in.
  public var clock: FlowClock
  /// The largest number of steps.
  public var stepLimit: Int

  /// Describes a descent.
  public init(rate: Double, clock: FlowClock = .time, stepLimit: Int = 1_000_000) {
    self.rate = rate
    self.clock = clock
    self.stepLimit = stepLimit
  }

  /// For instance "descent with η = 0.02 (−∇ log ℒ)".
  public var description: String { "descent with η = \(rate.short) (\(clock.name))" }

  /// What a step looks like to a stop condition.
  public struct Step: Sendable, Hashable {
    /// How many steps have been made before.
    public var index: Int
    /// The loss before the step.
    public var logLoss: Double
    /// ‖η dθ/dτ‖, the length of the step about to be made.
    public var length: Double
  }

  /// Descends until a condition holds, and moves the state along.
  /// - Parameters:
  ///   - flow: what descends.
  ///   - state: the start; on return the state at which the condition held.
  ///   - stop: asked before each step, with the state as it is.
  /// - Returns: the number of steps made.
  /// - Throws: ``SimulationError`` when the step limit is reached or the state ceases to be finite.
  @discardableResult
  public func descend(
    _ flow: some ModelFlow, _ state: inout [Double],
    until stop: (_ step: Step, _ state: UnsafeBufferPointer<Double>) throws -> Bool
  ) throws -> Int {
    guard rate > 0, rate.isFinite else {
      throw SimulationError(description, "learning rate \(rate)", mend: "use a finite rate > 0")
    }
    try flow.checkDimension(state)
    let velocity = try flow.makeVelocity()
    let count = state.count
    return try withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { slope in
      try state.withUnsafeMutableBufferPointer { y in
        for index in 0..<stepLimit {
          let moment = try velocity.evaluate(UnsafeBufferPointer(y), into: slope)
          let factor = rate * exp(clock.logFactor(moment))
          guard factor.isFinite, !moment.logLoss.isNaN, let base = slope.baseAddress else {
            throw SimulationError(
              description, "no finite state after \(index) steps", mend: "use a smaller rate")
          }
          let length = factor * DenseKernel.norm(base, count: count)
          if try stop(Step(index: index, logLoss: moment.logLoss, length: length), UnsafeBufferPointer(y)) {
            return index
          }
          for i in 0..<count { y[i] += factor * slope[i] }
        }
        throw SimulationError(
          description, "\(stepLimit) steps were not enough", mend: "raise stepLimit, or the rate")
      }
    }
  }
}
