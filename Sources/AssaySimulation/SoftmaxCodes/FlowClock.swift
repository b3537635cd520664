// SPDX-License-Identifier: GPL-3.0-or-later

/// How the time of a flow runs: physical, or stretched so that the flow never stalls.
///
/// Along a gradient flow the loss falls to e^(−s) at logits of size s, so that physical time soon exceeds every
/// number. Trajectories do not depend on the clock, only their parametrisation does.
public struct FlowClock: Sendable {
  /// What a clock may look at. All is relative to the gradient's scale, so that nothing cancels at a loss of e^(−10⁶).
  public struct Moment: Sendable, Hashable {
    /// log ℒ.
    public var logLoss: Double
    /// The logarithm of the gradient's scale: the velocity handed to the clock is e^(−logScale) dθ/dt, of order 1.
    public var logScale: Double
    /// The logarithm of that velocity's relative size: ‖v‖/‖θ‖ for factors or products, Σ |v_k| for log singular values.
    public var logRelativeSpeed: Double
  }

  /// What the clock is called.
  public let name: String
  /// The logarithm of what the velocity e^(−logScale) dθ/dt is multiplied by to give dθ/dτ.
  public let logFactor: @Sendable (Moment) -> Double

  /// Names a clock.
  public init(_ name: String, logFactor: @escaping @Sendable (Moment) -> Double) {
    self.name = name
    self.logFactor = logFactor
  }

  /// Physical time.
  public static let time = FlowClock("time") { $0.logScale }
  /// The gradient divided by the loss: dθ/dτ = −∇ log ℒ.
  public static let logLoss = FlowClock("−∇ log ℒ") { $0.logScale - $0.logLoss }
  /// Unit relative speed: the state changes by its own size in a unit of τ. Never stalls, at whatever loss.
  public static let growth = FlowClock("unit growth") { -$0.logRelativeSpeed }
}
