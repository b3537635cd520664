// SPDX-License-Identifier: GPL-3.0-or-later

/// How a flow is integrated: stepper, step size, and limits.
public struct FlowMethod: Sendable, Hashable {
  /// How long a step is.
  public enum StepSize: Sendable, Hashable {
    /// The local error of component i stays below absolute + relative · |yᵢ| a step.
    case adaptive(relative: Double, absolute: Double)
    /// Steps of this length (of the next shorter one that divides the interval between two observations).
    case fixed(Double)
  }

  /// The stepping method.
  public var stepper: FlowStepper
  /// How long a step is.
  public var stepSize: StepSize
  /// The first step tried; nil derives one from the field at the start.
  public var firstStep: Double?
  /// The longest step allowed.
  public var longestStep: Double
  /// The largest number of accepted steps; the integration throws beyond it.
  public var stepLimit: Int

  /// Describes a method of integration.
  public init(
    _ stepper: FlowStepper, _ stepSize: StepSize, firstStep: Double? = nil,
    longestStep: Double = .infinity, stepLimit: Int = 1_000_000
  ) {
    self.stepper = stepper
    self.stepSize = stepSize
    self.firstStep = firstStep
    self.longestStep = longestStep
    self.stepLimit = stepLimit
  }

  /// A method with adaptive steps.
  /// - Parameters:
  ///   - relative: the local error allowed relative to each component.
  ///   - absolute: the local error allowed besides. It must be positive where a component may vanish.
  public static func adaptive(
    _ stepper: FlowStepper, relative: Double, absolute: Double
  ) -> FlowMethod {
    FlowMethod(stepper, .adaptive(relative: relative, absolute: absolute))
  }

  /// A method with steps of one length.
  public static func fixed(_ stepper: FlowStepper, step: Double) -> FlowMethod {
    FlowMethod(stepper, .fixed(step))
  }

  /// The error tolerances, with which GSL's driver is made; at a fixed step nothing reads them.
  var tolerances: (relative: Double, absolute: Double) {
    switch stepSize {
    case .adaptive(let relative, let absolute): (relative, absolute)
    case .fixed: (1, 1)
    }
  }

  /// Refuses a method that cannot work on a field.
  func check(for field: FlowField) throws {
    if stepper.needsJacobian, field.jacobian == nil {
      throw FlowError.needsJacobian(stepper)
    }
    switch stepSize {
    case .adaptive(let relative, let absolute):
      guard relative >= 0, absolute >= 0, relative + absolute > 0, (relative + absolute).isFinite else {
        throw FlowError.setting(
          "tolerances", "relative \(relative), absolute \(absolute)", "use numbers ≥ 0, not both 0")
      }
    case .fixed(let step):
      guard stepper.allowsFixedStep else {
        throw FlowError.setting("stepper", stepper.rawValue, "it works with adaptive steps only")
      }
      guard step > 0, step.isFinite else {
        throw FlowError.setting("step", "\(step)", "use a finite step > 0")
      }
    }
    if let firstStep, !(firstStep > 0 && firstStep.isFinite) {
      throw FlowError.setting("firstStep", "\(firstStep)", "use a finite step > 0, or nil")
    }
    guard longestStep > 0, stepLimit > 0 else {
      throw FlowError.setting(
        "limits", "longestStep \(longestStep), stepLimit \(stepLimit)", "use positive numbers")
    }
  }
}
