// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssayTestSupport
import Foundation
import Testing

@Suite("Flows: observing, stopping, and errors")
struct FlowStopTests {
  let precise = FlowMethod.adaptive(.rk8pd, relative: 1e-13, absolute: 1e-13)

  @Test("Observations happen at exactly the times asked for, repeats and ends included")
  func observationTimes() throws {
    var y = [1.0, 0]
    var seen: [Double] = []
    let times = [0, 0.5, 0.5, 2, 3.0]
    try Fields.oscillator.integrate(&y, to: 3, by: precise, observingAt: times) { time, state in
      seen.append(time)
      expectClose(state[0], cos(time), relative: 0, absolute: 1e-11)
    }
    #expect(seen == times)
  }

  @Test(
    "A pendulum's quarter period is found as the crossing of its lowest point",
    arguments: [FlowStepper.rk8pd, .msadams, .rkf45])
  func crossing(stepper: FlowStepper) throws {
    let values: FlowFixture = try fixture("numerics/flow.json")
    let pendulum = FlowField(dimension: 2) { _, y, dydt in (dydt[0], dydt[1]) = (y[1], -sin(y[0])) }
    for swing in values.pendulum {
      var y = [swing.angle, 0]
      let end = try pendulum.integrate(
        &y, to: .infinity, by: .adaptive(stepper, relative: 1e-12, absolute: 1e-13),
        until: .crossing { _, y in -y[0] })
      #expect(end.stopped && y[0] <= 0)
      expectClose(end.time, swing.time, relative: 1e-9)
    }
  }

  @Test("A crossing is located at a fixed step too, to the method's accuracy")
  func crossingAtFixedStep() throws {
    var y = [1.0, 0]
    let end = try Fields.oscillator.integrate(
      &y, to: 3, by: .fixed(.rk4, step: 0.01), until: .crossing { _, y in -y[0] })
    // The error of RK4 after time π/2 is below t h⁴ / 120.
    expectClose(end.time, .pi / 2, relative: 0, absolute: 2e-10)
  }

  @Test("A predicate is asked once after each step, and ends the integration there")
  func predicate() throws {
    var y = [1.0, 0]
    var asked = 0
    let end = try Fields.oscillator.integrate(
      &y, to: .infinity, by: precise,
      until: .when { time, _ in
        asked += 1
        return time > 7
      })
    #expect(end.stopped && end.time > 7 && asked == end.steps)
    expectClose(y[0], cos(end.time), relative: 0, absolute: 1e-11)
  }

  @Test("A reading that is not negative at the start ends the integration at once")
  func crossingAtStart() throws {
    var y = [1.0, 0]
    let end = try Fields.oscillator.integrate(&y, to: 3, by: precise, until: .crossing { _, y in y[0] })
    #expect(end.stopped && end.time == 0 && y == [1, 0])
  }

  @Test("A flow that blows up throws instead of returning a number that is not finite")
  func blowUp() {
    let explosive = FlowField(dimension: 1) { _, y, dydt in dydt[0] = y[0] * y[0] }
    for stepper in [FlowStepper.rk8pd, .rkf45, .msadams] {
      var y = [1.0]
      #expect(throws: FlowError.self) {
        try explosive.integrate(&y, to: 2, by: .adaptive(stepper, relative: 1e-9, absolute: 0))
      }
    }
  }

  @Test("A field that is undefined beyond a point is approached by shorter steps, then refused")
  func undefinedField() throws {
    // y′ = √(1 − t) exists until t = 1 only.
    let ending = FlowField(dimension: 1) { t, _, dydt in dydt[0] = (1 - t).squareRoot() }
    var y = [0.0]
    let method = FlowMethod.adaptive(.rkf45, relative: 0, absolute: 1e-10)
    let error = try #require(throws: FlowError.self) { try ending.integrate(&y, to: 2, by: method) }
    guard case .notFinite(let time) = error else {
      Issue.record("expected notFinite, got \(error)")
      return
    }
    expectClose(time, 1, relative: 1e-6)
  }

  @Test("What the field throws comes out unchanged")
  func ownError() {
    struct Stop: Error, Equatable {}
    let field = FlowField(dimension: 1) { t, _, dydt in
      if t > 0.5 { throw Stop() }
      dydt[0] = 1
    }
    var y = [0.0]
    #expect(throws: Stop()) { try field.integrate(&y, to: 1, by: precise) }
  }

  @Test("Impossible settings are refused at the door")
  func refusals() {
    var y = [1.0, 0]
    #expect(throws: FlowError.dimension(expected: 2, got: 1)) {
      var short = [1.0]
      try Fields.oscillator.integrate(&short, to: 1, by: precise)
    }
    #expect(throws: FlowError.needsJacobian(.msbdf)) {
      var y = [1.0, 0, 0, 1]
      try Fields.kepler.integrate(&y, to: 1, by: .adaptive(.msbdf, relative: 1e-6, absolute: 1e-6))
    }
    #expect(throws: FlowError.stepLimit(3, time: 0.375)) {
      var limited = FlowMethod.fixed(.rk4, step: 0.125)
      limited.stepLimit = 3
      try Fields.oscillator.integrate(&y, to: 1, by: limited)
    }
    for method in [
      FlowMethod.fixed(.msbdf, step: 0.1), .fixed(.rk4, step: 0), .fixed(.rk4, step: .nan),
      .adaptive(.rk4, relative: 0, absolute: 0), .adaptive(.rk4, relative: -1, absolute: 2),
      .adaptive(.rk4, relative: .nan, absolute: 1),
      FlowMethod(.rk4, .fixed(0.1), stepLimit: 0),
    ] {
      #expect(throws: FlowError.self) { try Fields.oscillator.integrate(&y, to: 1, by: method) }
    }
    #expect(throws: FlowError.self) { try Fields.oscillator.integrate(&y, to: .infinity, by: precise) }
    #expect(throws: FlowError.self) {
      try Fields.oscillator.integrate(&y, to: 1, by: precise, observingAt: [0.5, 0.2])
    }
    #expect(throws: FlowError.self) {
      try Fields.oscillator.integrate(&y, to: 1, by: precise, observingAt: [2])
    }
  }
}
