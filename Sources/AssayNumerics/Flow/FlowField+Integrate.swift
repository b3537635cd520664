// SPDX-License-Identifier: GPL-3.0-or-later

extension FlowField {
  /// Integrates the flow, from one time to another or to a stop condition, and moves the state along.
  ///
  /// - Parameters:
  ///   - state: y at `start`; on return y at the time reached.
  ///   - start: the first time.
  ///   - end: the last time; before `start` to integrate backwards, infinite where a stop condition ends it.
  ///   - method: stepper, step size and limits.
  ///   - stop: a condition that ends the integration early.
  ///   - times: when to observe, in the order in which they are passed; times outside [start, end] are an error.
  ///   - observe: called with (time, state) at each of `times` that is reached, exactly at that time.
  /// - Returns: the time reached, and the work done.
  /// - Throws: ``FlowError``, or whatever the field, the stop condition or the observer throws. The state is then
  ///   where the last accepted step left it, or undefined.
  @discardableResult
  public func integrate(
    _ state: inout [Double], from start: Double = 0, to end: Double, by method: FlowMethod,
    until stop: FlowStop? = nil, observingAt times: [Double] = [],
    observe: (_ time: Double, _ state: UnsafeBufferPointer<Double>) throws -> Void = { _, _ in }
  ) throws -> FlowEnd {
    try checkEnds(state, start, end, times, hasStop: stop != nil)
    let integrator = try FlowIntegrator(self, method)
    let watch = FlowWatch(stop, dimension: dimension)
    var time = start
    let stopped = try state.withUnsafeMutableBufferPointer { buffer -> Bool in
      guard let y = buffer.baseAddress else { return false }
      let seen = UnsafeBufferPointer(buffer)
      if try watch.holds(atStart: start, seen) { return true }
      var next = 0
      while next < times.count, times[next] == start {
        try observe(start, seen)
        next += 1
      }
      while time != end {
        watch.remember(time, y)
        time = try integrator.step(y, from: time, to: next < times.count ? times[next] : end)
        if try watch.holds(&time, y, integrator) { return true }
        while next < times.count, times[next] == time {
          try observe(time, seen)
          next += 1
        }
      }
      return false
    }
    return FlowEnd(
      time: time, stopped: stopped, steps: integrator.steps, rejectedSteps: integrator.rejectedSteps,
      evaluations: integrator.evaluations)
  }

  private func checkEnds(
    _ state: [Double], _ start: Double, _ end: Double, _ times: [Double], hasStop: Bool
  ) throws {
    guard state.count == dimension else {
      throw FlowError.dimension(expected: dimension, got: state.count)
    }
    guard state.allSatisfy(\.isFinite) else { throw FlowError.notFinite(time: start) }
    guard start.isFinite, !end.isNaN, end.isFinite || hasStop else {
      throw FlowError.setting(
        "times", "\(start) to \(end)", "use finite times, or a stop condition with an infinite end")
    }
    var last = start
    for time in times {
      let inOrder = start <= end ? last <= time && time <= end : end <= time && time <= last
      guard inOrder, time.isFinite else {
        throw FlowError.setting(
          "observation time", "\(time)", "give times in order, within \(start) … \(end)")
      }
      last = time
    }
  }
}
