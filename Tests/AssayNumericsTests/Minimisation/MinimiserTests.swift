// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssayTestSupport
import Foundation
import Testing

/// Functions whose minima are known in closed form.
private enum Landscape {
  /// Rosenbrock's valley in n variables: minimum 0 at (1, …, 1).
  static func rosenbrock(_ n: Int) -> Objective {
    Objective(dimension: n) { x, gradient in
      var sum = 0.0
      for i in 0..<n { gradient[i] = 0 }
      for i in 0..<(n - 1) {
        let (bend, rest) = (x[i + 1] - x[i] * x[i], 1 - x[i])
        sum += 100 * bend * bend + rest * rest
        gradient[i] += -400 * bend * x[i] - 2 * rest
        gradient[i + 1] += 200 * bend
      }
      return sum
    }
  }

  /// A quadratic with curvatures 1, 2, …, n about a given point.
  static func quadratic(_ centre: [Double]) -> Objective {
    Objective(dimension: centre.count) { x, gradient in
      var sum = 0.0
      for i in centre.indices {
        gradient[i] = Double(i + 1) * (x[i] - centre[i])
        sum += 0.5 * gradient[i] * (x[i] - centre[i])
      }
      return sum
    }
  }

  /// Rastrigin's egg box: minimum 0 at the origin among about 100 local minima in [−5, 5]².
  static var rastrigin: Objective {
    Objective(dimension: 2) { x in
      20 + x.reduce(0) { $0 + $1 * $1 - 10 * cos(2 * .pi * $1) }
    }
  }
}

@Suite("Minimisers")
struct MinimiserTests {
  @Test("Quasi-Newton finds the floor of Rosenbrock's valley", arguments: [2, 10, 50])
  func quasiNewton(n: Int) throws {
    let start = (0..<n).map { $0 % 2 == 0 ? -1.2 : 1.0 }
    let found = try QuasiNewton(gradientTolerance: 1e-9).minimise(Landscape.rosenbrock(n), from: start)
    #expect(found.outcome == .converged && found.iterations > 0 && found.evaluations > found.iterations)
    // The least curvature at the minimum is 0.4: a gradient of 1e-9 leaves 2.5e-9 in x.
    for x in found.point { expectClose(x, 1, relative: 4e-9) }
  }

  @Test("Nelder and Mead find the floor of Rosenbrock's valley in two variables")
  func simplex() throws {
    let found = try NelderMead(sizeTolerance: 1e-9).minimise(
      Objective(dimension: 2, value: Landscape.rosenbrock(2).value), from: [-1.2, 1])
    #expect(found.outcome == .converged)
    for x in found.point { expectClose(x, 1, relative: 1e-7) }
  }

  @Test("Both methods find the centre of a quadratic", arguments: [3, 6])
  func quadratic(n: Int) throws {
    let centre = (0..<n).map { Double($0) - 1.5 }
    let methods: [any Minimiser] = [QuasiNewton(gradientTolerance: 1e-9), NelderMead()]
    for method in methods {
      let found = try method.minimise(Landscape.quadratic(centre), from: [Double](repeating: 0, count: n))
      for (x, c) in zip(found.point, centre) { expectClose(x, c, relative: 0, absolute: 1e-7) }
    }
  }

  @Test("The best of several starts is kept, and the work is added up")
  func multistart() throws {
    // x⁴/4 − x²/2 + x/5: the deeper minimum lies left of 0; from the right one stays right.
    let tilted = Objective(dimension: 1) { x, gradient in
      gradient[0] = x[0] * x[0] * x[0] - x[0] + 0.2
      return x[0] * x[0] * x[0] * x[0] / 4 - x[0] * x[0] / 2 + x[0] / 5
    }
    let method = QuasiNewton()
    let right = try method.minimise(tilted, from: [1.5])
    let best = try method.minimise(tilted, fromEachOf: [[1.5], [-1.5], [0.9]])
    #expect(right.point[0] > 0 && best.point[0] < -1 && best.value < right.value)
    #expect(best.evaluations > right.evaluations)
    // The roots of x³ − x + 1/5, in trigonometric form: the leftmost one.
    let root = 2 / 3.0.squareRoot() * cos(acos(-0.3 * 3.0.squareRoot()) / 3 + 2 * .pi / 3)
    expectClose(best.point[0], root, relative: 1e-9)
  }

  @Test("A forbidden region is respected by the simplex")
  func forbidden() throws {
    // The free minimum −2 is forbidden, the constrained one is at 0.5.
    let walled = Objective(dimension: 1) { $0[0] < 0.5 ? .infinity : ($0[0] + 2) * ($0[0] + 2) }
    let found = try NelderMead().minimise(walled, from: [3])
    expectClose(found.point[0], 0.5, relative: 1e-8)
    #expect(found.point[0] >= 0.5)
  }

  @Test("Annealing leaves the local minima of an egg box, always the same way from one stream")
  func annealing() throws {
    let key = StreamKey(seed: 1, claim: "annealing", case: "egg box", check: "minimum")
    let schedule = Annealing(firstTemperature: 20, lastTemperature: 1e-3)
    let runs = try (0..<2).map { _ in
      try schedule.minimise(Landscape.rastrigin, from: [4.3, -3.8], stream: RandomStream(key)) { x, stream in
        for i in x.indices { x[i] += stream.gaussian(sd: 0.4) }
      }
    }
    #expect(runs[0] == runs[1])
    // The next minimum is at value 1; a quasi-Newton search from the start stays in its own pit, near 34.
    #expect(runs[0].value < 0.5)
    let polished = try NelderMead(edge: 0.1).minimise(Landscape.rastrigin, from: runs[0].point)
    for x in polished.point { expectClose(x, 0, relative: 0, absolute: 1e-7) }
  }

  @Test("What the objective throws comes out unchanged")
  func ownError() throws {
    struct Stop: Error, Equatable {}
    let refusing = Objective(dimension: 1) { x, gradient in
      if x[0] < 0.9 { throw Stop() }
      gradient[0] = 2 * x[0]
      return x[0] * x[0]
    }
    #expect(throws: Stop()) { try QuasiNewton().minimise(refusing, from: [1]) }
    #expect(throws: Stop()) { try NelderMead().minimise(refusing, from: [1]) }
    let stream = RandomStream(StreamKey(seed: 1, claim: "annealing", case: "error", check: "throws"))
    #expect(throws: Stop()) {
      try Annealing().minimise(refusing, from: [1], stream: stream) { x, _ in x[0] -= 0.01 }
    }
  }

  @Test("Impossible problems are refused at the door")
  func refusals() {
    let plain = Objective(dimension: 2) { _ in 0 }
    #expect(throws: MinimisationError.needsGradient) { try QuasiNewton().minimise(plain, from: [0, 0]) }
    #expect(throws: MinimisationError.dimension(expected: 2, got: 1)) {
      try NelderMead().minimise(plain, from: [0])
    }
    #expect(throws: MinimisationError.self) { try NelderMead(edge: 0).minimise(plain, from: [0, 0]) }
    #expect(throws: MinimisationError.self) {
      try QuasiNewton(lineTolerance: 1).minimise(Landscape.rosenbrock(2), from: [0, 0])
    }
    #expect(throws: MinimisationError.self) { try NelderMead().minimise(plain, fromEachOf: []) }
    let undefined = Objective(dimension: 1) { _, _ in .nan }
    #expect(throws: MinimisationError.notFinite([0])) { try QuasiNewton().minimise(undefined, from: [0]) }
  }
}
