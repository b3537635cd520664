// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssayTestSupport
import Foundation
import Testing

/// Values made by Fixtures/numerics/generate.py.
struct FlowFixture: Decodable {
  struct Robertson: Decodable {
    let times: [Double]
    let states: [[Double]]
  }
  struct Orbit: Decodable {
    let eccentricity: Double
    let time: Double
    let state: [Double]
  }
  struct Pendulum: Decodable {
    let angle: Double
    let time: Double
  }
  let robertson: Robertson
  let kepler: [Orbit]
  let pendulum: [Pendulum]
}

/// Fields that the tests integrate.
enum Fields {
  /// y″ = −y.
  static var oscillator: FlowField {
    FlowField(
      dimension: 2,
      jacobian: { _, _, matrix, _ in
        (matrix[0], matrix[1], matrix[2], matrix[3]) = (0, 1, -1, 0)
      },
      derivative: { _, y, dydt in (dydt[0], dydt[1]) = (y[1], -y[0]) })
  }

  /// y′ = cos(t) y, which depends on time: y = e^(sin t).
  static var modulated: FlowField {
    FlowField(
      dimension: 1,
      jacobian: { t, y, matrix, slope in (matrix[0], slope[0]) = (cos(t), -sin(t) * y[0]) },
      derivative: { t, y, dydt in dydt[0] = cos(t) * y[0] })
  }

  /// Two planar bodies.
  static var kepler: FlowField {
    FlowField(dimension: 4) { _, y, dydt in
      let r = (y[0] * y[0] + y[1] * y[1]).squareRoot()
      (dydt[0], dydt[1]) = (y[2], y[3])
      (dydt[2], dydt[3]) = (-y[0] / (r * r * r), -y[1] / (r * r * r))
    }
  }

  /// Robertson's stiff kinetics.
  static var robertson: FlowField {
    FlowField(
      dimension: 3,
      jacobian: { _, y, m, _ in
        (m[0], m[1], m[2]) = (-0.04, 1e4 * y[2], 1e4 * y[1])
        (m[3], m[4], m[5]) = (0.04, -1e4 * y[2] - 6e7 * y[1], -1e4 * y[1])
        (m[6], m[7], m[8]) = (0, 6e7 * y[1], 0)
      },
      derivative: { _, y, dydt in
        let (a, b, c) = (0.04 * y[0], 1e4 * y[1] * y[2], 3e7 * y[1] * y[1])
        (dydt[0], dydt[1], dydt[2]) = (-a + b, a - b - c, c)
      })
  }
}

@Suite("Flows: accuracy")
struct FlowAccuracyTests {
  let values: FlowFixture

  init() throws { values = try fixture("numerics/flow.json") }

  @Test(
    "Every adaptive stepper follows e^(sin t) to 1000 times its local tolerance",
    arguments: FlowStepper.allCases)
  func adaptiveSteppers(stepper: FlowStepper) throws {
    // Low-order methods would need millions of steps at a tight tolerance.
    let tolerance = [.rk2, .rk1imp, .rk2imp].contains(stepper) ? 1e-6 : 1e-9
    var y = [1.0]
    let end = try Fields.modulated.integrate(
      &y, to: 5, by: .adaptive(stepper, relative: tolerance, absolute: 0))
    #expect(end.time == 5 && !end.stopped && end.steps > 0 && end.evaluations > end.steps)
    expectClose(y[0], exp(sin(5.0)), relative: 1000 * tolerance)
  }

  @Test("A Kepler orbit ends where Kepler's equation says", arguments: [FlowStepper.rk8pd, .msadams, .rkf45])
  func kepler(stepper: FlowStepper) throws {
    for orbit in values.kepler {
      let e = orbit.eccentricity
      var y = [1 - e, 0, 0, ((1 + e) / (1 - e)).squareRoot()]
      try Fields.kepler.integrate(
        &y, to: orbit.time, by: .adaptive(stepper, relative: 1e-12, absolute: 1e-12))
      // A local error grows with the mean anomaly times 1/(1 − e)², and adds up over hundreds of steps.
      for (got, expected) in zip(y, orbit.state) { expectClose(got, expected, relative: 0, absolute: 1e-8) }
    }
  }

  @Test(
    "Stiff steppers follow Robertson's kinetics over six decades of time",
    arguments: [(FlowStepper.msbdf, 1e-9), (.bsimp, 1e-9)])
  func robertson(stepper: FlowStepper, tolerance: Double) throws {
    var y = [1.0, 0, 0]
    var seen: [[Double]] = []
    let end = try Fields.robertson.integrate(
      &y, to: values.robertson.times.last ?? 0,
      by: .adaptive(stepper, relative: tolerance, absolute: tolerance * 1e-7),
      observingAt: values.robertson.times
    ) { _, state in seen.append(Array(state)) }
    #expect(seen.count == values.robertson.times.count)
    for (got, expected) in zip(seen, values.robertson.states) {
      for i in 0..<3 { expectClose(got[i], expected[i], relative: 1000 * tolerance) }
    }
    // An explicit method needs some 10⁸ steps here.
    #expect(end.steps < 20_000)
  }

  @Test("A differenced Jacobian leaves the solution's accuracy alone")
  func differencedJacobian() throws {
    let plain = FlowField(dimension: 3, derivative: Fields.robertson.derivative)
    var y = [1.0, 0, 0]
    try plain.withDifferencedJacobian().integrate(
      &y, to: values.robertson.times[2], by: .adaptive(.msbdf, relative: 1e-9, absolute: 1e-16))
    for i in 0..<3 { expectClose(y[i], values.robertson.states[2][i], relative: 1e-6) }
  }

  @Test(
    "At a fixed step the error falls with the method's order", arguments: [(FlowStepper.rk2, 3.0), (.rk4, 4)])
  func fixedStepOrder(stepper: FlowStepper, order: Double) throws {
    let errors = try [0.1, 0.05, 0.025].map { step in
      var y = [1.0, 0]
      let end = try Fields.oscillator.integrate(&y, to: 3, by: .fixed(stepper, step: step))
      #expect(end.steps == Int((3 / step).rounded()))
      return hypot(y[0] - cos(3.0), y[1] + sin(3.0))
    }
    // The next term of the error is one order smaller: a tenth, at this step.
    for (coarse, fine) in zip(errors, errors.dropFirst()) {
      expectClose(log2(coarse / fine), order, relative: 0, absolute: 0.1)
    }
  }

  @Test("Integrating forth and back returns to the start")
  func backwards() throws {
    var y = [1.0, 0.5]
    let method = FlowMethod.adaptive(.rk8pd, relative: 1e-13, absolute: 1e-13)
    try Fields.oscillator.integrate(&y, from: 0, to: 20, by: method)
    let end = try Fields.oscillator.integrate(&y, from: 20, to: 0, by: method)
    #expect(end.time == 0)
    expectClose(y[0], 1, relative: 1e-10)
    expectClose(y[1], 0.5, relative: 1e-10)
  }
}
