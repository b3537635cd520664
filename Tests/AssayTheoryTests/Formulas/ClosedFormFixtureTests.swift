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
  /// The accuracy that the formulas promise. Most are good to a few ulp.
  static let relativeError = 1e-12
  /// Exponents are differences of logarithms below 10 and may all but vanish: 4 ulp of 1 are then what is left.
  static let absoluteError = 4 * Double.ulpOfOne

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
        absolute: name.contains("exponent") ? Self.absoluteError : 0, reference.command)
    }
  }

  @Test("No case of the fixture names a formula that does not exist")
  func allNamed() throws {
    let names = Set(FormulaRegistry.jacobianSpectra.map(\.name))
    #expect(try Set(ClosedFormCase.load().map(\.formula)).subtracting(names).isEmpty)
  }
}
