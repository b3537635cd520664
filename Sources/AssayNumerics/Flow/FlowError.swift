// SPDX-License-Identifier: GPL-3.0-or-later

/// What can go wrong when a flow is integrated, in one line each: what is wrong, and what to do.
public enum FlowError: Error, Equatable, CustomStringConvertible {
  /// The state has another length than the field.
  case dimension(expected: Int, got: Int)
  /// The stepper solves equations with the Jacobian, and the field has none.
  case needsJacobian(FlowStepper)
  /// A setting of the method, or a time, is impossible: (setting, value, what to do).
  case setting(String, String, String)
  /// The state or its derivative is not finite, at this time, however short the step.
  case notFinite(time: Double)
  /// The tolerances cannot be met with a step that still moves the time.
  case stalled(time: Double, step: Double)
  /// The limit of accepted steps was reached at this time.
  case stepLimit(Int, time: Double)

  /// One line: what is wrong, and what to do.
  public var description: String {
    switch self {
    case .dimension(let expected, let got):
      "the flow has \(expected) equations but the state has \(got) components; give \(expected)"
    case .needsJacobian(let stepper):
      "\(stepper.rawValue) needs the field's Jacobian; give one, or use withDifferencedJacobian()"
    case .setting(let setting, let value, let mend): "\(setting) = \(value) is impossible; \(mend)"
    case .notFinite(let time):
      "the flow is not finite at time \(time), however short the step; it may blow up there"
    case .stalled(let time, let step):
      "the tolerances cannot be met at time \(time) with steps down to \(step); loosen them, or use a stiff stepper"
    case .stepLimit(let limit, let time):
      "\(limit) steps were not enough, the flow is at time \(time); raise stepLimit, or use a stiff stepper"
    }
  }
}
