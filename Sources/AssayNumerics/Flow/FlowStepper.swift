// SPDX-License-Identifier: GPL-3.0-or-later

@preconcurrency import CGSL

/// A stepping method for ordinary differential equations, by GSL's names. *Reference:* `gsl_odeiv2_step_…`.
public enum FlowStepper: String, Sendable, CaseIterable {
  /// Explicit Runge–Kutta (2, 3): GSL carries on with the result of order 3.
  case rk2
  /// The classical explicit Runge–Kutta method of order 4; its error estimate is by step doubling.
  case rk4
  /// Explicit Runge–Kutta–Fehlberg (4, 5): a good general choice at moderate accuracy.
  case rkf45
  /// Explicit Runge–Kutta–Cash–Karp (4, 5).
  case rkck
  /// Explicit Runge–Kutta–Prince–Dormand (8, 9): the choice at high accuracy.
  case rk8pd
  /// Implicit Euler, Newton's iteration on the Jacobian.
  case rk1imp
  /// The implicit midpoint rule.
  case rk2imp
  /// Implicit Gauss–Legendre of order 4.
  case rk4imp
  /// Bader and Deuflhard's implicit Bulirsch–Stoer method: stiff problems at high accuracy.
  case bsimp
  /// Adams' linear multistep method of variable order 1 to 12: smooth problems that are not stiff.
  case msadams
  /// Backward differentiation of variable order 1 to 5: stiff problems.
  case msbdf

  /// Whether the method solves equations with the Jacobian of the field.
  public var needsJacobian: Bool {
    switch self {
    case .rk1imp, .rk2imp, .rk4imp, .bsimp, .msbdf: true
    case .rk2, .rk4, .rkf45, .rkck, .rk8pd, .msadams: false
    }
  }

  /// Whether the method can run at a fixed step: the others set their inner tolerances by the error control.
  public var allowsFixedStep: Bool {
    switch self {
    case .rk2, .rk4, .rkf45, .rkck, .rk8pd, .bsimp: true
    case .rk1imp, .rk2imp, .rk4imp, .msadams, .msbdf: false
    }
  }

  var type: UnsafePointer<gsl_odeiv2_step_type> {
    switch self {
    case .rk2: gsl_odeiv2_step_rk2
    case .rk4: gsl_odeiv2_step_rk4
    case .rkf45: gsl_odeiv2_step_rkf45
    case .rkck: gsl_odeiv2_step_rkck
    case .rk8pd: gsl_odeiv2_step_rk8pd
    case .rk1imp: gsl_odeiv2_step_rk1imp
    case .rk2imp: gsl_odeiv2_step_rk2imp
    case .rk4imp: gsl_odeiv2_step_rk4imp
    case .bsimp: gsl_odeiv2_step_bsimp
    case .msadams: gsl_odeiv2_step_msadams
    case .msbdf: gsl_odeiv2_step_msbdf
    }
  }
}
