// SPDX-License-Identifier: GPL-3.0-or-later

@preconcurrency import CGSL

/// Broyden, Fletcher, Goldfarb and Shanno's method with Fletcher's line search: smooth functions with a gradient.
///
/// GSL keeps the last update only (a memoryless BFGS), so that thousands of variables cost no more than a few
/// vectors. GSL's line search gives up when it expects to gain less than 2·10⁻¹⁶, whatever the function's scale;
/// so each search sees the function divided by its gradient at the start, and one that stops for want of progress is
/// started again, up to `restarts` times and as long as this lowers the value. *Reference:*
/// `gsl_multimin_fdfminimizer_vector_bfgs2`.
public struct QuasiNewton: Minimiser {
  /// The search ends when the gradient's Euclidean norm is at most this.
  public var gradientTolerance: Double
  /// The length of the first trial step.
  public var firstStep: Double
  /// Fletcher's σ: the line search ends when the slope has fallen to this fraction.
  public var lineTolerance: Double
  /// The largest number of iterations, over all restarts.
  public var iterationLimit: Int
  /// How often a search without progress is started again.
  public var restarts: Int

  /// Describes a quasi-Newton search.
  public init(
    gradientTolerance: Double = 1e-10, firstStep: Double = 0.1, lineTolerance: Double = 0.1,
    iterationLimit: Int = 10_000, restarts: Int = 8
  ) {
    self.gradientTolerance = gradientTolerance
    self.firstStep = firstStep
    self.lineTolerance = lineTolerance
    self.iterationLimit = iterationLimit
    self.restarts = restarts
  }

  /// Searches a local minimum from one point.
  public func minimise(_ objective: Objective, from start: [Double]) throws -> Minimum {
    try check(objective, start)
    let context = ObjectiveContext(objective, infinityIsAllowed: false)
    var best = Minimum(
      point: start, value: .infinity, outcome: .iterationLimit, iterations: 0, evaluations: 0)
    for _ in 0...restarts {
      let found = try search(context, best.point, limit: iterationLimit - best.iterations)
      let before = best.value
      best.iterations += found.iterations
      best.outcome = found.outcome
      if found.value <= best.value { (best.point, best.value) = (found.point, found.value) }
      if found.outcome != .noProgress || found.value >= before { break }
    }
    best.evaluations = context.evaluations
    return best
  }

  private func search(_ context: ObjectiveContext, _ start: [Double], limit: Int) throws -> Minimum {
    let n = start.count
    guard
      let minimiser = gsl_multimin_fdfminimizer_alloc(gsl_multimin_fdfminimizer_vector_bfgs2, n)
    else { preconditionFailure("out of memory: a search in \(n) variables needs work space") }
    defer { gsl_multimin_fdfminimizer_free(minimiser) }
    var function = gsl_multimin_function_fdf(
      f: callValue, df: callGradient, fdf: callBoth, n: n, params: context.opaque)
    return try withUnsafeMutablePointer(to: &function) { function in
      var start = start
      try prepare(minimiser, function, context, &start)
      var iterations = 0
      var outcome = Minimum.Outcome.iterationLimit
      while true {
        if gsl_blas_dnrm2(minimiser.pointee.gradient) <= gradientTolerance * context.weight {
          outcome = .converged
          break
        }
        if iterations >= limit { break }
        iterations += 1
        let status = gsl_multimin_fdfminimizer_iterate(minimiser)
        try context.check()
        if status != 0 {
          outcome = .noProgress
          break
        }
      }
      return Minimum(
        point: array(minimiser.pointee.x), value: minimiser.pointee.f / context.weight, outcome: outcome,
        iterations: iterations, evaluations: 0)
    }
  }

  /// Sets the search up at its start, with the function scaled to a unit gradient there.
  private func prepare(
    _ minimiser: UnsafeMutablePointer<gsl_multimin_fdfminimizer>,
    _ function: UnsafeMutablePointer<gsl_multimin_function_fdf>, _ context: ObjectiveContext,
    _ start: inout [Double]
  ) throws {
    context.weight = 1
    withVector(&start) { x in
      _ = context.valueAndGradient(x, minimiser.pointee.gradient)
      let slope = gsl_blas_dnrm2(minimiser.pointee.gradient)
      if slope > 0, (1 / slope).isFinite { context.weight = 1 / slope }
      gsl_multimin_fdfminimizer_set(minimiser, function, x, firstStep, lineTolerance)
    }
    try context.check()
  }

  private func check(_ objective: Objective, _ start: [Double]) throws {
    guard objective.valueAndGradient != nil else { throw MinimisationError.needsGradient }
    guard start.count == objective.dimension else {
      throw MinimisationError.dimension(expected: objective.dimension, got: start.count)
    }
    guard gradientTolerance >= 0, firstStep > 0, lineTolerance > 0, lineTolerance < 1, iterationLimit > 0,
      restarts >= 0
    else {
      throw MinimisationError.setting(
        "settings", "\(self)", "use positive numbers, lineTolerance below 1 and restarts ≥ 0")
    }
  }
}

private func callValue(_ x: UnsafePointer<gsl_vector>?, _ parameters: UnsafeMutableRawPointer?) -> Double {
  guard let x, let context = ObjectiveContext.from(parameters) else { return .nan }
  return context.value(x)
}

private func callGradient(
  _ x: UnsafePointer<gsl_vector>?, _ parameters: UnsafeMutableRawPointer?,
  _ gradient: UnsafeMutablePointer<gsl_vector>?
) {
  guard let x, let gradient, let context = ObjectiveContext.from(parameters) else { return }
  _ = context.valueAndGradient(x, gradient)
}

private func callBoth(
  _ x: UnsafePointer<gsl_vector>?, _ parameters: UnsafeMutableRawPointer?,
  _ value: UnsafeMutablePointer<Double>?, _ gradient: UnsafeMutablePointer<gsl_vector>?
) {
  guard let x, let value, let gradient, let context = ObjectiveContext.from(parameters) else { return }
  value.pointee = context.valueAndGradient(x, gradient)
}
