// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// A named closed form that can be evaluated from text, as in `assay formula lyapunov-exponent n=8 p=0.5 r=4 k=1`.
public struct Formula: Sendable, Identifiable {
  /// The permanent name, in kebab-case.
  public let name: String
  /// What the formula gives, in one line, with the formula.
  public let summary: String
  /// The parameters, in the order in which they are shown.
  public let parameters: [FormulaParameter]
  private let body: @Sendable (FormulaArguments) throws -> [Double]

  /// The name.
  public var id: String { name }

  /// Names a closed form.
  /// - Parameters:
  ///   - name: the permanent name, in kebab-case.
  ///   - summary: one line.
  ///   - parameters: what it takes.
  ///   - body: the value; it may read exactly the declared parameters, and throws outside its domain.
  public init(
    _ name: String, _ summary: String, _ parameters: [FormulaParameter],
    body: @escaping @Sendable (FormulaArguments) throws -> Double
  ) {
    self.init(name, summary, parameters, values: { [try body($0)] })
  }

  /// Names a closed form that gives several values, as ``init(_:_:_:body:)`` does for one.
  public init(
    _ name: String, _ summary: String, _ parameters: [FormulaParameter],
    values: @escaping @Sendable (FormulaArguments) throws -> [Double]
  ) {
    self.name = name
    self.summary = summary
    self.parameters = parameters
    body = values
  }

  /// Evaluates a formula that gives one value.
  /// - Parameter values: text for each parameter; those with a default may be left out.
  /// - Returns: the value; it may be infinite, never NaN.
  /// - Throws: ``FormulaError``, also when the formula gives several values.
  public func evaluate(_ values: [String: String]) throws -> Double {
    let all = try evaluateAll(values)
    guard all.count == 1 else {
      throw FormulaError.undefined(formula: name, reason: "it gives \(all.count) values; ask for all of them")
    }
    return all[0]
  }

  /// Evaluates a formula that gives any number of values, as ``evaluate(_:)`` does for one.
  public func evaluateAll(_ values: [String: String]) throws -> [Double] {
    let known = parameters.map(\.name)
    for name in values.keys.sorted() where !known.contains(name) {
      throw FormulaError.unknownParameter(name, formula: self.name, known: known)
    }
    var read: [String: FormulaParameter.Value] = [:]
    for parameter in parameters {
      guard let text = values[parameter.name] ?? parameter.defaultValue else {
        throw FormulaError.missingParameter(
          parameter.name, formula: name, meaning: parameter.meaning)
      }
      read[parameter.name] = try parameter.read(text)
    }
    do {
      let values = try body(FormulaArguments(values: read))
      guard !values.contains(where: \.isNaN) else {
        throw FormulaError.undefined(formula: name, reason: "no number results; change the arguments")
      }
      return values
    } catch let error as TheoryError {
      throw FormulaError.undefined(formula: name, reason: error.description)
    } catch let error as NumericsError {
      throw FormulaError.undefined(formula: name, reason: error.description)
    }
  }

  /// Evaluates the formula from `key=value` texts, as they stand on a command line.
  /// - Throws: ``FormulaError``, also for malformed and duplicate arguments.
  public func evaluate(arguments: [String]) throws -> Double { try evaluate(Self.values(of: arguments)) }

  /// Evaluates a formula that gives any number of values from `key=value` texts.
  /// - Throws: ``FormulaError``, also for malformed and duplicate arguments.
  public func evaluateAll(arguments: [String]) throws -> [Double] {
    try evaluateAll(Self.values(of: arguments))
  }

  /// The parameters' texts by name.
  private static func values(of arguments: [String]) throws -> [String: String] {
    var values: [String: String] = [:]
    for argument in arguments {
      guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex,
        argument.index(after: equals) != argument.endIndex
      else { throw FormulaError.malformedArgument(argument) }
      let key = String(argument[..<equals])
      guard values.updateValue(String(argument[argument.index(after: equals)...]), forKey: key) == nil
      else { throw FormulaError.duplicateParameter(key) }
    }
    return values
  }
}

/// The values of a formula's parameters, by name. Reading an undeclared one is a mistake in the formula's definition.
public struct FormulaArguments: Sendable {
  let values: [String: FormulaParameter.Value]

  /// The value of a parameter of kind `integer`.
  public func integer(_ name: String) -> Int {
    guard case .integer(let value)? = values[name] else {
      preconditionFailure("the formula declares no integer parameter named \(name)")
    }
    return value
  }

  /// The value of a parameter of kind `probability`, `positive` or `real`.
  public func real(_ name: String) -> Double {
    guard case .real(let value)? = values[name] else {
      preconditionFailure("the formula declares no real parameter named \(name)")
    }
    return value
  }

  /// The value of a parameter of kind `list`.
  public func list(_ name: String) -> [Double] {
    guard case .list(let value)? = values[name] else {
      preconditionFailure("the formula declares no list parameter named \(name)")
    }
    return value
  }
}
