// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssayTestSupport
import Foundation
import Testing

/// One case of `Fixtures/numerics/special.json`: a function's value at exact doubles, by mpmath.
private struct Value: Codable, Sendable, CustomTestStringConvertible {
  let function: String
  let arguments, values: [Double]

  var testDescription: String { "\(function)(\(arguments))" }

  func evaluate() throws -> [Double] {
    let a = arguments
    switch function {
    case "digamma": return [try SpecialFunctions.digamma(a[0])]
    case "trigamma": return [try SpecialFunctions.trigamma(a[0])]
    case "logGamma": return [try SpecialFunctions.logGamma(a[0])]
    case "logBeta": return [try SpecialFunctions.logBeta(a[0], a[1])]
    case "logChoose": return [try SpecialFunctions.logChoose(Int(a[0]), Int(a[1]))]
    case "regularisedGammaP": return [try SpecialFunctions.regularisedGammaP(a[0], a[1])]
    case "regularisedBeta": return [try SpecialFunctions.regularisedBeta(a[0], a[1], a[2])]
    case "lambertWm1": return [try SpecialFunctions.lambertWm1(a[0])]
    case "normalCDF": return [SpecialFunctions.normalCDF(a[0])]
    case "normalUpperTail": return [SpecialFunctions.normalUpperTail(a[0])]
    case "normalQuantile": return [try SpecialFunctions.normalQuantile(a[0])]
    case "complexLogGamma":
      let value = try SpecialFunctions.logGamma(real: a[0], imaginary: a[1])
      return [value.logModulus, value.argument]
    default: return []
    }
  }

  /// The relative and the absolute error that each function's documentation allows, with "a few ulp" = 16 ulp.
  var tolerance: (relative: Double, absolute: Double) {
    let few = 16 * Double.ulpOfOne
    let a = arguments
    switch function {
    case "digamma", "logGamma", "logBeta", "logChoose": return (few, few)
    case "regularisedGammaP": return (few * (1 + a[0] + a[1]), 0)
    case "regularisedBeta" where a[0] > 0 && a[0] < 1:
      return (few * (1 - a[1] * log(a[0]) - a[2] * log(1 - a[0])), 0)
    case "lambertWm1": return (few * (1 + 1 / abs(1 + values[0])), 0)
    case "complexLogGamma":
      let size = hypot(a[0], a[1])
      return (0, few * max(1, size * abs(log(size))))
    default: return (few, 0)
    }
  }

  static func all() throws -> [Value] {
    struct Contents: Decodable { let cases: [Value] }
    return try fixture("numerics/special.json", as: Contents.self).cases
  }
}

@Suite("Special functions")
struct SpecialFunctionsTests {
  @Test("Values agree with mpmath to the accuracy that is documented", arguments: try Value.all())
  private func values(_ expected: Value) throws {
    let actual = try expected.evaluate()
    #expect(actual.count == expected.values.count)
    let tolerance = expected.tolerance
    for (a, e) in zip(actual, expected.values) {
      expectClose(
        a, e, relative: tolerance.relative, absolute: tolerance.absolute, expected.testDescription)
    }
  }

  @Test(
    "Arguments outside the domain are errors, not aborts and not NaN",
    arguments: [-Double.infinity, -2, -0.5, -0.0, 0, .infinity, .nan])
  func domains(x: Double) {
    #expect(throws: NumericsError.self) { try SpecialFunctions.digamma(x) }
    #expect(throws: NumericsError.self) { try SpecialFunctions.trigamma(x) }
    #expect(throws: NumericsError.self) { try SpecialFunctions.logGamma(x) }
    #expect(throws: NumericsError.self) { try SpecialFunctions.logBeta(x, 1) }
    #expect(throws: NumericsError.self) { try SpecialFunctions.logBeta(1, x) }
    #expect(throws: NumericsError.self) { try SpecialFunctions.regularisedGammaP(x, 1) }
    #expect(throws: NumericsError.self) { try SpecialFunctions.regularisedBeta(0.5, x, 1) }
    #expect(throws: NumericsError.self) { try SpecialFunctions.regularisedBeta(0.5, 1, x) }
    #expect(throws: NumericsError.self) { try SpecialFunctions.lambertWm1(x) }
    #expect(throws: NumericsError.self) { try SpecialFunctions.normalQuantile(x) }
  }

  @Test("The other ends of the domains are errors too")
  func ends() {
    for x in [-1e-300, -1, -Double.infinity, .infinity, .nan] {
      #expect(throws: NumericsError.self) { try SpecialFunctions.regularisedGammaP(1, x) }
    }
    for x in [-1e-300, 1.0000001, .nan] {
      #expect(throws: NumericsError.self) { try SpecialFunctions.regularisedBeta(x, 1, 1) }
    }
    for p in [1, 1.5, -0.1] { #expect(throws: NumericsError.self) { try SpecialFunctions.normalQuantile(p) } }
    #expect(throws: NumericsError.self) { try SpecialFunctions.lambertWm1(-0.36788) }
    #expect(throws: NumericsError.self) { try SpecialFunctions.logChoose(3, 4) }
    #expect(throws: NumericsError.self) { try SpecialFunctions.logChoose(3, -1) }
    #expect(throws: NumericsError.self) { try SpecialFunctions.logChoose(-1, -1) }
    for (x, y) in [(0.0, 0.0), (-3, 0), (.nan, 1), (1, .infinity)] {
      #expect(throws: NumericsError.self) { try SpecialFunctions.logGamma(real: x, imaginary: y) }
    }
  }

  @Test("What overflows or fails inside GSL is an error with GSL's reason, and the process lives on")
  func gslErrors() {
    // ψ′(x) ≈ 1/x² has no finite value here.
    #expect {
      try SpecialFunctions.trigamma(1e-300)
    } throws: { error in
      (error as? NumericsError)?.description.contains("gsl_sf_psi_1") ?? false
    }
  }

  @Test("W₋₁ begins at its branch point, and Φ ends at 0 and 1")
  func limits() throws {
    // −1/e rounded to a double lies 1.2e-17 inside the domain, where W = −1 − √(2e · 1.2e-17).
    expectClose(try SpecialFunctions.lambertWm1(-0.36787944117144233), -1, relative: 1e-8)
    #expect(SpecialFunctions.normalCDF(-.infinity) == 0 && SpecialFunctions.normalCDF(.infinity) == 1)
    #expect(
      SpecialFunctions.normalUpperTail(-.infinity) == 1 && SpecialFunctions.normalUpperTail(.infinity) == 0)
  }
}
