// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import AssayTheory
import Foundation

struct FormulaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formula", abstract: "Evaluates a closed form of the theory, to 17 significant digits.",
    usage: "assay formula NAME key=value…\nassay formula --list")

  @Flag(help: "Shows the names of the formulas with their parameters.")
  var list = false

  @Argument(help: "The formula, for instance lyapunov-exponent.")
  var name: String?

  @Argument(help: ArgumentHelp("Its parameters, for instance n=16 p=0.5 r=4 k=2.", valueName: "key=value"))
  var parameters: [String] = []

  func validate() throws {
    guard list == (name == nil) else {
      throw ValidationError(
        list ? "--list takes no formula" : "name a formula, or see their names with 'assay formula --list'")
    }
  }

  func run() throws {
    guard let name else { return Console.write(Self.listing(FormulaRegistry.all)) }
    let values = try FormulaRegistry.evaluateAll(name, arguments: parameters)
    Console.write(values.map { String(format: "%.17g", $0) }.joined(separator: ", ") + "\n")
  }

  /// A paragraph a formula: its name with the parameters, those with a default in brackets, and what it gives.
  private static func listing(_ formulas: [Formula]) -> String {
    formulas.map { formula in
      let parameters = formula.parameters.map { parameter in
        parameter.defaultValue.map { "[\(parameter.name)=\($0)]" } ?? "\(parameter.name)=…"
      }
      let meanings = formula.parameters.map { "    \($0.name): \($0.meaning), \($0.kind.rawValue)\n" }
      return
        "\(formula.name) \(parameters.joined(separator: " "))\n  \(formula.summary)\n\(meanings.joined())"
    }
    .joined(separator: "\n")
  }
}
