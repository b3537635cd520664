// SPDX-License-Identifier: GPL-3.0-or-later

@preconcurrency import CGSL

/// Nelder and Mead's downhill simplex: functions of few variables, without a gradient, even without smoothness.
///
/// A simplex that has shrunk is blown up again around the best point, up to `restarts` times and as long as this
/// lowers the value: the method is known to stall away from a minimum. The objective may return +∞ to forbid a
/// point, not the starting one. *Reference:* `gsl_multimin_fminimizer_nmsimplex2`.
public struct NelderMead: Minimiser {
  /// The length of the first simplex' edges, along each coordinate.
  public var edge: Double
  /// The search ends when the simplex' mean radius is at most this.
  public var sizeTolerance: Double
  /// The largest number of iterations, over all restarts.
  public var iterationLimit: Int
  /// How often a shrunken simplex is blown up again.
  public var restarts: Int

  /// Describes a simplex search.
  public init(
    edge: Double = 0.5, sizeTolerance: Double = 1e-10, iterationLimit: Int = 20_000, restarts: Int = 3
  ) {
    self.edge = edge
    self.sizeTolerance = sizeTolerance
    self.iterationLimit = iterationLimit
    self.restarts = restarts
  }

  /// Searches a local minimum from one point.
  public func minimise(_ objective: Objective, from start: [Double]) throws -> Minimum {
    guard start.count == objective.dimension else {
      throw MinimisationError.dimension(expected: objective.dimension, got: start.count)
    }
    guard edge > 0, edge.isFinite, sizeTolerance > 0, iterationLimit > 0, restarts >= 0 else {
      throw MinimisationError.setting("settings", "\(self)", "use positive numbers, and restarts ≥ 0")
    }
    let first = try objective(start)
    guard first.isFinite else { throw MinimisationError.notFinite(start) }
    let context = ObjectiveContext(objective, infinityIsAllowed: true)
    var best = Minimum(point: start, value: first, outcome: .iterationLimit, iterations: 0, evaluations: 0)
    for _ in 0...restarts {
      let found = try search(context, best.point, limit: iterationLimit - best.iterations)
      let before = best.value
      best.iterations += found.iterations
      best.outcome = found.outcome
      if found.value <= best.value { (best.point, best.value) = (found.point, found.value) }
      if found.outcome == .iterationLimit || found.value >= before { break }
    }
    best.evaluations = context.evaluations
    return best
  }

  private func search(_ context: ObjectiveContext, _ start: [Double], limit: Int) throws -> Minimum {
    let n = start.count
    guard let minimiser = gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, n) else {
      preconditionFailure("out of memory: a simplex in \(n) variables needs work space")
    }
    defer { gsl_multimin_fminimizer_free(minimiser) }
    var function = gsl_multimin_function(f: callValue, n: n, params: context.opaque)
    return try withUnsafeMutablePointer(to: &function) { function in
      var start = start
      var edges = Array(repeating: edge, count: n)
      _ = withVector(&start) { x in
        withVector(&edges) { gsl_multimin_fminimizer_set(minimiser, function, x, $0) }
      }
      try context.check()
      var iterations = 0
      var outcome = Minimum.Outcome.iterationLimit
      while iterations < limit {
        iterations += 1
        let status = gsl_multimin_fminimizer_iterate(minimiser)
        try context.check()
        if status != 0 || gsl_multimin_fminimizer_size(minimiser) <= sizeTolerance {
          outcome = status == 0 ? .converged : .noProgress
          break
        }
      }
      return Minimum(
        point: array(minimiser.pointee.x), value: minimiser.pointee.fval, outcome: outcome,
        iterations: iterations, evaluations: 0)
    }
  }
}

private func callValue(_ x: UnsafePointer<gsl_vector>?, _ parameters: UnsafeMutableRawPointer?) -> Double {
  guard let x, let context = ObjectiveContext.from(parameters) else { return .nan }
  return context.value(x)
}
