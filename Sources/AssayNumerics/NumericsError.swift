// SPDX-License-Identifier: GPL-3.0-or-later

@preconcurrency import CGSL

/// What can go wrong in the numeric core, in one line each: what is wrong, and what to do.
public enum NumericsError: Error, Equatable, CustomStringConvertible {
  /// A GSL function returned an error status (`gsl_strerror` gives the reason).
  case gsl(function: String, arguments: String, reason: String)
  /// An argument lies outside the function's domain.
  case domain(function: String, argument: String, value: String, mend: String)
  /// An iteration did not converge within its limit.
  case noConvergence(function: String, limit: Int)
  /// A LAPACK routine reported an error.
  case lapack(function: String, info: Int)

  /// One line: what is wrong, and what to do.
  public var description: String {
    switch self {
    case .gsl(let function, let arguments, let reason): "\(function)(\(arguments)): \(reason)"
    case .domain(let function, let argument, let value, let mend):
      "\(function): \(argument) = \(value) is outside the domain; \(mend)"
    case .noConvergence(let function, let limit):
      "\(function): no convergence within \(limit) iterations"
    case .lapack(let function, let info): "\(function): LAPACK returned info = \(info)"
    }
  }

  /// Throws when a GSL status is not `GSL_SUCCESS`. Underflow to zero is not an error here.
  static func check(
    _ status: Int32, _ function: String, _ arguments: @autoclosure () -> String
  ) throws {
    if status == 0 || status == Int32(GSL_EUNDRFLW) { return }
    throw NumericsError.gsl(
      function: function, arguments: arguments(), reason: String(cString: gsl_strerror(status)))
  }
}
