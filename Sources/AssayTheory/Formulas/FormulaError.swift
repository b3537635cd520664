// SPDX-License-Identifier: GPL-3.0-or-later

/// A request that names no formula or gives it the wrong arguments, in one line: what is wrong; what to do.
public enum FormulaError: Error, Hashable, CustomStringConvertible {
  /// No formula has that name.
  case unknownFormula(String, nearest: [String])
  /// An argument is not of the form `key=value`.
  case malformedArgument(String)
  /// A parameter is given twice.
  case duplicateParameter(String)
  /// The formula has no such parameter.
  case unknownParameter(String, formula: String, known: [String])
  /// A parameter without a default is not given.
  case missingParameter(String, formula: String, meaning: String)
  /// A value is not of its parameter's kind.
  case unreadableValue(String, parameter: String, wanted: String)
  /// The arguments are well formed but the formula is not defined there.
  case undefined(formula: String, reason: String)

  /// One line: what is wrong; what to do.
  public var description: String {
    switch self {
    case .unknownFormula(let name, let nearest):
      nearest.isEmpty
        ? "there is no formula “\(name)”; list the names with --list"
        : "there is no formula “\(name)”; did you mean \(nearest.joined(separator: " or "))?"
    case .malformedArgument(let argument):
      "“\(argument)” is not a parameter; write it as key=value, for instance n=8"
    case .duplicateParameter(let name): "\(name) is given twice; give each parameter once"
    case .unknownParameter(let name, let formula, let known):
      "\(formula) has no parameter “\(name)”; it takes \(known.joined(separator: ", "))"
    case .missingParameter(let name, let formula, let meaning):
      "\(formula) needs \(name) (\(meaning)); add \(name)=…"
    case .unreadableValue(let value, let parameter, let wanted):
      "\(parameter)=\(value) is not \(wanted); write \(parameter) as \(wanted)"
    case .undefined(let formula, let reason): "\(formula): \(reason)"
    }
  }
}
