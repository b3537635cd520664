// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import AssayTheory
import Foundation
import Testing

/// One evaluation of a formula at high precision, from `Fixtures/jacobian-spectra/closed-forms.json`.
struct ClosedFormCase: Decodable, Sendable {
  let formula: String
  let parameters: [String: String]
  let value: String

  /// What is evaluated, as one would type it.
  var command: String {
    formula + parameters.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
  }

  static func load() throws -> [ClosedFormCase] {
    struct Document: Decodable { let cases: [ClosedFormCase] }
    let file = packageRoot.appending(path: "Fixtures/jacobian-spectra/closed-forms.json")
    return try JSONDecoder().decode(Document.self, from: Data(contentsOf: file)).cases
  }
}

@Suite("Closed forms against mpmath")
struct ClosedFormFixtureTests {
  /// The relative accuracy that every formula promises. Most are good to a few ulp.
  static let relativeError = 1e-12

  /// Where a value may all but vanish, the absolute accuracy that the formula's documentation promises besides.
  static func absoluteError(of formula: String) -> Double {
    switch formula {
    // Differences of logarithms below 10.
    case let name where name.contains("exponent"): 4 * Double.ulpOfOne
    // A sum of three terms below 8, and a difference of numbers below 1.
    case "sphere-log-mean", "triangular-law-distance": 1e-14
    // Probabilities from a quadrature and from an inversion.
    case "toeplitz-rank-probability": 1e-14
    case "single-direction-cdf": 1e-13
    default: 0
    }
  }

  @Test(
    "Every formula agrees with its 50-digit values to 1e-12",
    arguments: FormulaRegistry.jacobianSpectra.map(\.name))
  func agrees(name: String) throws {
    let cases = try ClosedFormCase.load().filter { $0.formula == name }
    #expect(cases.count >= 8, "\(name) has too few independent values")
    let formula = try FormulaRegistry.formula(named: name)
    for reference in cases {
      let expected = try #require(Double(reference.value))
      let actual = try formula.evaluate(reference.parameters)
      expectClose(
        actual, expected, relative: Self.relativeError,
        absolute: Self.absoluteError(of: name), reference.command)
    }
  }

  @Test("No case of the fixture names a formula that does not exist")
  func allNamed() throws {
    let names = Set(FormulaRegistry.jacobianSpectra.map(\.name))
    #expect(try Set(ClosedFormCase.load().map(\.formula)).subtracting(names).isEmpty)
  }
}
