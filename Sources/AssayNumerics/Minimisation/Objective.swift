// SPDX-License-Identifier: GPL-3.0-or-later

/// A real function of several variables to be minimised, with its gradient where one is known.
///
/// The closures read and write buffers that the minimiser owns, so that an iteration allocates nothing. They may
/// throw; what they throw comes out of the minimisation unchanged.
public struct Objective {
  /// f(x).
  public typealias Value = (_ point: UnsafeBufferPointer<Double>) throws -> Double
  /// Writes ∇f(x) into the second buffer and returns f(x).
  public typealias ValueAndGradient = (
    _ point: UnsafeBufferPointer<Double>, _ gradient: UnsafeMutableBufferPointer<Double>
  ) throws -> Double

  /// The number of variables.
  public let dimension: Int
  /// The function.
  public let value: Value
  /// The function with its gradient, if there is one.
  public let valueAndGradient: ValueAndGradient?

  /// A function without a gradient, for methods that compare values only.
  ///
  /// It may return +∞ where it is not defined, provided that it is finite where the search starts.
  public init(dimension: Int, value: @escaping Value) {
    precondition(dimension >= 1, "an objective needs at least one variable, not \(dimension)")
    self.dimension = dimension
    self.value = value
    valueAndGradient = nil
  }

  /// A function with its gradient, for every method. It must be finite everywhere.
  public init(dimension: Int, valueAndGradient: @escaping ValueAndGradient) {
    precondition(dimension >= 1, "an objective needs at least one variable, not \(dimension)")
    let unused = Scratch(dimension)
    self.dimension = dimension
    self.valueAndGradient = valueAndGradient
    value = { try valueAndGradient($0, unused.buffer) }
  }

  /// f(x).
  public func callAsFunction(_ point: [Double]) throws -> Double {
    precondition(point.count == dimension, "a point needs \(dimension) coordinates, not \(point.count)")
    return try point.withUnsafeBufferPointer(value)
  }

  private final class Scratch {
    let buffer: UnsafeMutableBufferPointer<Double>
    init(_ count: Int) {
      buffer = .allocate(capacity: count)
      buffer.initialize(repeating: 0)
    }
    deinit { buffer.deallocate() }
  }
}

/// What a minimisation found.
public struct Minimum: Sendable, Hashable {
  /// Why a minimisation ended.
  public enum Outcome: String, Sendable, Hashable {
    /// The method's own criterion is met.
    case converged
    /// No further progress is possible in floating point, or along any line that was tried.
    case noProgress
    /// The limit of iterations was reached first.
    case iterationLimit
  }

  /// The best point found.
  public var point: [Double]
  /// The value there.
  public var value: Double
  /// Why the search ended.
  public var outcome: Outcome
  /// Iterations, over all restarts.
  public var iterations: Int
  /// Evaluations of the objective or of its gradient.
  public var evaluations: Int
}

/// A method of minimisation.
public protocol Minimiser: Sendable {
  /// Searches a local minimum from one point.
  /// - Throws: ``MinimisationError``, or what the objective throws.
  func minimise(_ objective: Objective, from start: [Double]) throws -> Minimum
}

extension Minimiser {
  /// The best of the local minima found from several starting points (the first of equals), with the work added up.
  public func minimise(_ objective: Objective, fromEachOf starts: some Sequence<[Double]>) throws -> Minimum {
    var best: Minimum?
    var iterations = 0
    var evaluations = 0
    for start in starts {
      let found = try minimise(objective, from: start)
      iterations += found.iterations
      evaluations += found.evaluations
      if best.map({ found.value < $0.value }) ?? true { best = found }
    }
    guard var best else { throw MinimisationError.setting("starts", "none", "give at least one point") }
    best.iterations = iterations
    best.evaluations = evaluations
    return best
  }
}

/// What can go wrong in a minimisation, in one line each: what is wrong, and what to do.
public enum MinimisationError: Error, Equatable, CustomStringConvertible {
  /// The starting point has another length than the objective has variables.
  case dimension(expected: Int, got: Int)
  /// The method needs a gradient, and the objective has none.
  case needsGradient
  /// A setting is impossible: (setting, value, what to do).
  case setting(String, String, String)
  /// The objective or its gradient is not finite at this point.
  case notFinite([Double])

  /// One line: what is wrong, and what to do.
  public var description: String {
    switch self {
    case .dimension(let expected, let got):
      "the objective has \(expected) variables but the start has \(got) coordinates; give \(expected)"
    case .needsGradient: "this method needs the gradient; give the objective one, or use NelderMead"
    case .setting(let setting, let value, let mend): "\(setting) = \(value) is impossible; \(mend)"
    case .notFinite(let point):
      "the objective or its gradient is not finite at \(point.prefix(8)); restrict its domain or rescale it"
    }
  }
}
