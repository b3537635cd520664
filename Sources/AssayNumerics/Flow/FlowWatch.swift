// SPDX-License-Identifier: GPL-3.0-or-later

/// Watches a stop condition over the steps of an integration, and finds a crossing within one step.
final class FlowWatch {
  private let stop: FlowStop?
  private let dimension: Int
  /// The state before the last step, and the best one known beyond the crossing.
  private let before: UnsafeMutablePointer<Double>
  private let beyond: UnsafeMutablePointer<Double>
  private var timeBefore = 0.0
  private var readingBefore = 0.0

  init(_ stop: FlowStop?, dimension: Int) {
    self.stop = stop
    self.dimension = dimension
    before = .allocate(capacity: dimension)
    beyond = .allocate(capacity: dimension)
  }

  deinit {
    before.deallocate()
    beyond.deallocate()
  }

  /// Whether a crossing has already happened where the integration starts.
  func holds(atStart time: Double, _ state: UnsafeBufferPointer<Double>) throws -> Bool {
    guard case .crossing(let reading, _) = stop?.kind else { return false }
    readingBefore = try value(reading, time, state)
    return readingBefore >= 0
  }

  /// Notes where a step starts.
  func remember(_ time: Double, _ state: UnsafeMutablePointer<Double>) {
    guard case .crossing = stop?.kind else { return }
    timeBefore = time
    before.update(from: state, count: dimension)
  }

  /// Whether the step just taken ends the integration; moves time and state back to the crossing where it does.
  func holds(
    _ time: inout Double, _ state: UnsafeMutablePointer<Double>, _ integrator: FlowIntegrator
  ) throws -> Bool {
    let seen = UnsafeBufferPointer(start: state, count: dimension)
    switch stop?.kind {
    case nil: return false
    case .when(let predicate): return try predicate(time, seen)
    case .crossing(let reading, let accuracy):
      let now = try value(reading, time, seen)
      guard now >= 0 else {
        readingBefore = now
        return false
      }
      time = try locate(reading, accuracy, time, now, state, integrator)
      return true
    }
  }

  /// Regula falsi with Illinois weights on the length of the last step, integrating anew from its start.
  private func locate(
    _ reading: FlowStop.Reading, _ accuracy: Double, _ end: Double, _ readingAtEnd: Double,
    _ state: UnsafeMutablePointer<Double>, _ integrator: FlowIntegrator
  ) throws -> Double {
    var (low, high) = (timeBefore, end)
    var (below, above) = (readingBefore, readingAtEnd)
    var lastSide = 0
    beyond.update(from: state, count: dimension)
    let enough = max(accuracy * abs(end - timeBefore), 4 * end.ulp)
    for _ in 0..<100 where abs(high - low) > enough && above > 0 {
      // Trials keep off the ends of the bracket, where rounding would stop the iteration.
      let inset = min(0.5, 0.4 * enough / abs(high - low))
      let fraction = min(max(below / (below - above), inset), 1 - inset)
      let trial = low + fraction * (high - low)
      let now = try advance(state, to: trial, reading, integrator)
      if now >= 0 {
        (high, above) = (trial, now)
        beyond.update(from: state, count: dimension)
        if lastSide == 1 { below /= 2 }
        lastSide = 1
      } else {
        (low, below) = (trial, now)
        if lastSide == -1 { above /= 2 }
        lastSide = -1
      }
    }
    state.update(from: beyond, count: dimension)
    return high
  }

  /// The reading at a time within the last step; leaves the state there.
  private func advance(
    _ state: UnsafeMutablePointer<Double>, to trial: Double, _ reading: FlowStop.Reading,
    _ integrator: FlowIntegrator
  ) throws -> Double {
    state.update(from: before, count: dimension)
    integrator.restart(firstStep: trial - timeBefore)
    var time = timeBefore
    while time != trial { time = try integrator.step(state, from: time, to: trial) }
    return try value(reading, trial, UnsafeBufferPointer(start: state, count: dimension))
  }

  private func value(
    _ reading: FlowStop.Reading, _ time: Double, _ state: UnsafeBufferPointer<Double>
  ) throws -> Double {
    let number = try reading(time, state)
    guard !number.isNaN else { throw FlowError.notFinite(time: time) }
    return number
  }
}
