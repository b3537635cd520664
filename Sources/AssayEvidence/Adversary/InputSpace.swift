// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// What a claim about all inputs ranges over: named matrices of fixed shapes, and the families to draw them from.
///
/// A vector is a matrix with one column.
public struct InputSpace: Sendable {
  /// One named matrix.
  public struct Variable: Sendable {
    /// Its name, as the claim calls it.
    public let name: String
    /// Its rows.
    public let rows: Int
    /// Its columns.
    public let columns: Int
    /// The families that it is drawn from, each equally often.
    public let families: [InputFamily]

    /// A matrix of this shape.
    /// - Parameter families: where it is drawn from; all families unless the claim is about fewer matrices.
    public static func matrix(
      _ name: String, rows: Int, columns: Int, from families: [InputFamily] = InputFamily.all
    ) -> Variable {
      precondition(rows >= 1 && columns >= 1, "\(name) needs at least one row and one column")
      precondition(!families.isEmpty, "\(name) needs at least one family to be drawn from")
      return Variable(name: name, rows: rows, columns: columns, families: families)
    }

    /// A square matrix.
    public static func square(
      _ name: String, _ n: Int, from families: [InputFamily] = InputFamily.all
    ) -> Variable { matrix(name, rows: n, columns: n, from: families) }
  }

  /// The variables.
  public let variables: [Variable]

  /// Ranges over these variables. Precondition: at least one, with distinct names.
  public init(_ variables: Variable...) {
    precondition(!variables.isEmpty, "a claim about all inputs has at least one variable")
    precondition(
      Set(variables.map(\.name)).count == variables.count, "the variables have distinct names")
    self.variables = variables
  }

  /// Whether both range over the same names and shapes, drawn from the same families.
  func isSame(as other: InputSpace) -> Bool {
    variables.elementsEqual(other.variables) {
      ($0.name, $0.rows, $0.columns) == ($1.name, $1.rows, $1.columns)
        && $0.families.map(\.name) == $1.families.map(\.name)
    }
  }

  /// How many combinations of families there are.
  var combinations: Int { variables.reduce(1) { $0 * $1.families.count } }

  /// Draws an input from one combination of families, numbered from 0, and says which.
  func draw(combination: Int, from stream: RandomStream) throws -> (input: Input, origin: String) {
    var rest = combination
    var matrices: [Matrix] = []
    var origins: [String] = []
    for variable in variables {
      let family = variable.families[rest % variable.families.count]
      rest /= variable.families.count
      matrices.append(try family.draw(variable.rows, variable.columns, stream))
      origins.append("\(variable.name) \(family.name)")
    }
    return (Input(names: variables.map(\.name), matrices: matrices), origins.joined(separator: ", "))
  }
}

/// One input of a claim about all inputs: a matrix for each variable.
public struct Input: Sendable, Hashable {
  /// The variables' names.
  public let names: [String]
  /// Their values, in the same order.
  public var matrices: [Matrix]

  /// Names some matrices. Precondition: as many names as matrices.
  public init(names: [String], matrices: [Matrix]) {
    precondition(names.count == matrices.count, "each matrix has a name")
    (self.names, self.matrices) = (names, matrices)
  }

  /// The matrix of this name. Precondition: there is one.
  public subscript(name: String) -> Matrix {
    guard let index = names.firstIndex(of: name) else {
      preconditionFailure("the input has no \(name), only \(names.joined(separator: ", "))")
    }
    return matrices[index]
  }

  /// All entries of all matrices, one after the other.
  public var entries: [Double] { matrices.flatMap(\.values) }

  /// The input of the same shapes with other entries.
  func with(entries: some Collection<Double>) -> Input {
    var copy = self
    var rest = entries[...]
    for index in matrices.indices {
      let count = matrices[index].values.count
      copy.matrices[index].values = Array(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    return copy
  }
}

extension Input: CustomStringConvertible {
  /// The matrices as one can type them in: `A = [[2, 0], [0, 1]], B = [[0, 1], [1, 0]]`.
  public var description: String {
    zip(names, matrices).map { "\($0) = \($1)" }.joined(separator: ", ")
  }
}
