// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Testing

@Suite("Observables")
struct ObservableTests {
  private let key = StreamKey(seed: 1, claim: "claim", case: "coin", check: "heads")
  private let uniform = Observable("uniform", in: "one draw") { $0.uniform() }

  @Test("A mapped observable reads the same stream, and keeps its name and setting unless given another name")
  func map() throws {
    let twice = uniform.map { 2 * $0 }
    let square = uniform.map("square") { $0 * $0 }
    #expect(twice.name == "uniform" && twice.setting == "one draw")
    #expect(square.name == "square" && square.setting == "one draw")
    for trial: UInt64 in 0..<10 {
      let x = try uniform.draw(RandomStream(key, trial: trial))
      #expect(try twice.draw(RandomStream(key, trial: trial)) == 2 * x)
      #expect(try square.draw(RandomStream(key, trial: trial)) == x * x)
    }
  }

  @Test("A trial's error comes through")
  func throwing() {
    struct Refusal: Error {}
    let refusing = uniform.map { (_: Double) -> Double in throw Refusal() }
    #expect(throws: Refusal.self) { try refusing.draw(RandomStream(key)) }
  }
}
