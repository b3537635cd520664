// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssayTestSupport
import Foundation
import Testing

@Suite("Quadrature")
struct QuadratureTests {
  @Test("Smooth integrands and singular ends are integrated to 1e-12")
  func values() throws {
    expectClose(try Quadrature.integral(over: 0...1) { exp($0) }, M_E - 1, relative: 1e-12)
    expectClose(
      try Quadrature.integral(over: 0...1, relative: 1e-12) { 1 / $0.squareRoot() }, 2, relative: 1e-12)
    expectClose(try Quadrature.integral(over: 0...1, relative: 1e-12) { log($0) }, -1, relative: 1e-12)
    expectClose(
      try Quadrature.integral(over: -3...3) { exp(-$0 * $0 / 2) },
      (2 * Double.pi).squareRoot() * erf(3 / 2.0.squareRoot()), relative: 1e-12)
  }

  @Test("What cannot be integrated throws instead of returning a number")
  func refusals() {
    struct Stop: Error, Equatable {}
    #expect(throws: Stop()) { try Quadrature.integral(over: 0...1) { _ in throw Stop() } }
    #expect(throws: NumericsError.self) { try Quadrature.integral(over: 0...1) { 1 / ($0 - 0.5) } }
    #expect(throws: NumericsError.self) { try Quadrature.integral(over: 0...1) { 1 / $0 } }
    #expect(throws: NumericsError.self) { try Quadrature.integral(over: 0...Double.infinity) { exp(-$0) } }
  }
}
