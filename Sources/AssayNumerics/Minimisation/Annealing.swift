// SPDX-License-Identifier: GPL-3.0-or-later

@preconcurrency import CGSL

/// Simulated annealing: rugged or discrete functions, with a random move of the user's own.
///
/// At each temperature T, from the first down to the last by a constant factor, `movesPerTemperature` moves are
/// proposed; a worse point is accepted with probability e^(−Δf/T). The best point ever seen is returned, with the
/// outcome `converged` when the schedule is done. *Reference:* `gsl_siman_solve`.
public struct Annealing: Sendable, Hashable {
  /// Changes a point at random, in place, drawing from the stream only.
  public typealias Move = (_ point: UnsafeMutableBufferPointer<Double>, _ stream: RandomStream) -> Void

  /// The temperature at the start, in units of the objective.
  public var firstTemperature: Double
  /// The temperature below which the search ends.
  public var lastTemperature: Double
  /// The factor by which the temperature falls, above 1.
  public var cooling: Double
  /// Proposals at each temperature.
  public var movesPerTemperature: Int

  /// Describes a cooling schedule.
  public init(
    firstTemperature: Double = 1, lastTemperature: Double = 1e-4, cooling: Double = 1.05,
    movesPerTemperature: Int = 200
  ) {
    self.firstTemperature = firstTemperature
    self.lastTemperature = lastTemperature
    self.cooling = cooling
    self.movesPerTemperature = movesPerTemperature
  }

  /// Searches a low value from one point by random moves. The objective may return +∞ to forbid a point.
  public func minimise(
    _ objective: Objective, from start: [Double], stream: RandomStream, move: Move
  ) throws -> Minimum {
    guard start.count == objective.dimension else {
      throw MinimisationError.dimension(expected: objective.dimension, got: start.count)
    }
    guard firstTemperature > lastTemperature, lastTemperature > 0, cooling > 1, movesPerTemperature > 0,
      movesPerTemperature <= Int(Int32.max), firstTemperature.isFinite
    else {
      throw MinimisationError.setting(
        "schedule", "\(self)", "use firstTemperature > lastTemperature > 0, cooling > 1, moves > 0")
    }
    return try withoutActuallyEscaping(move) { move in
      let walk = AnnealedWalk(objective, stream, move)
      let point = solve(walk, start)
      if let error = walk.error { throw error }
      return Minimum(
        point: point, value: try objective(point), outcome: .converged, iterations: walk.evaluations - 1,
        evaluations: walk.evaluations)
    }
  }

  /// GSL copies a state as bytes and passes nothing else to its callbacks: so a state is a pointer to the walk,
  /// followed by the coordinates.
  private func solve(_ walk: AnnealedWalk, _ start: [Double]) -> [Double] {
    let words = start.count + 1
    let state = UnsafeMutablePointer<Double>.allocate(capacity: words)
    defer { state.deallocate() }
    UnsafeMutableRawPointer(state).storeBytes(
      of: Unmanaged.passUnretained(walk).toOpaque(), as: UnsafeMutableRawPointer.self)
    for (i, x) in start.enumerated() { (state + 1 + i).initialize(to: x) }
    let schedule = gsl_siman_params_t(
      n_tries: 1, iters_fixed_T: Int32(movesPerTemperature), step_size: 1, k: 1, t_initial: firstTemperature,
      mu_t: cooling, t_min: lastTemperature)
    gsl_siman_solve(
      walk.stream.generator, state,
      { state in state.map { AnnealedWalk.of($0).value($0) } ?? .nan },
      { _, state, _ in if let state { AnnealedWalk.of(state).propose(state) } },
      nil, nil, nil, nil, nil, words * MemoryLayout<Double>.stride, schedule)
    return Array(UnsafeBufferPointer(start: state + 1, count: start.count))
  }
}

/// What GSL's annealing calls back into.
private final class AnnealedWalk {
  let stream: RandomStream
  private let objective: Objective
  private let move: Annealing.Move
  private(set) var error: (any Error)?
  private(set) var evaluations = 0

  init(_ objective: Objective, _ stream: RandomStream, _ move: @escaping Annealing.Move) {
    self.objective = objective
    self.stream = stream
    self.move = move
  }

  static func of(_ state: UnsafeMutableRawPointer) -> AnnealedWalk {
    Unmanaged<AnnealedWalk>.fromOpaque(state.load(as: UnsafeMutableRawPointer.self)).takeUnretainedValue()
  }

  /// After an error every point is forbidden: GSL cannot be stopped from within.
  func value(_ state: UnsafeMutableRawPointer) -> Double {
    if error != nil { return .infinity }
    evaluations += 1
    let point = UnsafeBufferPointer(coordinates(state))
    do {
      let value = try objective.value(point)
      if value.isNaN || value == -.infinity { throw MinimisationError.notFinite(Array(point)) }
      return value
    } catch {
      self.error = error
      return .infinity
    }
  }

  func propose(_ state: UnsafeMutableRawPointer) {
    if error == nil { move(coordinates(state), stream) }
  }

  private func coordinates(_ state: UnsafeMutableRawPointer) -> UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(
      start: state.assumingMemoryBound(to: Double.self) + 1, count: objective.dimension)
  }
}
