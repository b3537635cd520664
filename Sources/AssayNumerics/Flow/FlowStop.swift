// SPDX-License-Identifier: GPL-3.0-or-later

/// When an integration ends before its last time.
public struct FlowStop {
  /// A number to be read off a state: (time, state).
  public typealias Reading = (_ time: Double, _ state: UnsafeBufferPointer<Double>) throws -> Double

  enum Kind {
    case when((Double, UnsafeBufferPointer<Double>) throws -> Bool)
    case crossing(Reading, accuracy: Double)
  }
  let kind: Kind

  /// Ends at the first accepted step after which the predicate holds; the time is as coarse as the steps.
  ///
  /// The predicate is called once after each accepted step, in order, so it may also record the trajectory.
  public static func when(
    _ predicate: @escaping (_ time: Double, _ state: UnsafeBufferPointer<Double>) throws -> Bool
  ) -> FlowStop {
    FlowStop(kind: .when(predicate))
  }

  /// Ends where a reading first turns from negative to ≥ 0, located within the step by regula falsi.
  ///
  /// The located state has a reading ≥ 0 and lies within `accuracy` of the crossing, as a fraction of the step in
  /// which it happened. A reading that is already ≥ 0 at the start ends the integration there. Crossings that
  /// come and go within one step are not seen.
  public static func crossing(accuracy: Double = 1e-12, _ reading: @escaping Reading) -> FlowStop {
    FlowStop(kind: .crossing(reading, accuracy: accuracy))
  }
}

/// Where and how an integration ended.
public struct FlowEnd: Sendable, Hashable {
  /// The time reached.
  public var time: Double
  /// Whether the stop condition ended it, rather than the last time.
  public var stopped: Bool
  /// Accepted steps.
  public var steps: Int
  /// Steps that were tried and shortened.
  public var rejectedSteps: Int
  /// Evaluations of the derivative (those of a differenced Jacobian are not counted).
  public var evaluations: Int
}
