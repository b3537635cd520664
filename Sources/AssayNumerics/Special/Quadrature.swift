// SPDX-License-Identifier: GPL-3.0-or-later

@preconcurrency import CGSL

/// Definite integrals of functions of one variable.
public enum Quadrature {
  /// ∫ f over a finite interval, by adaptive Gauss–Kronrod rules with extrapolation at singularities.
  ///
  /// *Guarantee:* the estimated error is at most max(absolute, relative · |∫ f|), else this throws.
  /// - Parameters:
  ///   - bounds: the interval; f is never evaluated at its ends.
  ///   - relative: relative error allowed, at least about 1e-14.
  ///   - absolute: absolute error allowed besides.
  ///   - f: the integrand; what it throws comes out unchanged.
  /// - Throws: ``NumericsError`` when the accuracy is out of reach or f is not finite somewhere.
  /// *Reference:* `gsl_integration_qags`.
  public static func integral(
    over bounds: ClosedRange<Double>, relative: Double = 1e-13, absolute: Double = 0,
    of f: (Double) throws -> Double
  ) throws -> Double {
    let name = "gsl_integration_qags"
    guard bounds.lowerBound.isFinite, bounds.upperBound.isFinite else {
      throw NumericsError.domain(
        function: "integral", argument: "bounds", value: "\(bounds)", mend: "use a finite interval")
    }
    let limit = 1000
    guard let workspace = gsl_integration_workspace_alloc(limit) else {
      preconditionFailure("out of memory: an integral needs work space for \(limit) intervals")
    }
    defer { gsl_integration_workspace_free(workspace) }
    return try withoutActuallyEscaping(f) { f in
      let integrand = Integrand(f)
      var function = gsl_function(
        function: { x, context in
          context.map { Unmanaged<Integrand>.fromOpaque($0).takeUnretainedValue().value(x) } ?? .nan
        }, params: Unmanaged.passUnretained(integrand).toOpaque())
      var result = 0.0
      var error = 0.0
      let status = gsl_integration_qags(
        &function, bounds.lowerBound, bounds.upperBound, absolute, relative, limit, workspace, &result, &error
      )
      if let thrown = integrand.error { throw thrown }
      try NumericsError.check(status, name, "\(bounds), relative \(relative), absolute \(absolute)")
      return result
    }
  }

  private final class Integrand {
    let f: (Double) throws -> Double
    var error: (any Error)?

    init(_ f: @escaping (Double) throws -> Double) { self.f = f }

    func value(_ x: Double) -> Double {
      if error != nil { return 0 }
      do {
        let value = try f(x)
        if value.isFinite { return value }
        throw NumericsError.domain(
          function: "integral", argument: "integrand", value: "\(value) at \(x)",
          mend: "use a finite integrand")
      } catch {
        self.error = error
        return 0
      }
    }
  }
}
