// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Testing

/// One network of `Fixtures/fixed-gates/networks.json` with its reference values.
public struct NetworkCase: Decodable, Sendable, CustomStringConvertible {
  /// The reference values under one loss.
  public struct Loss: Decodable, Sendable {
    /// The mean loss of the fixed-gates network, and of the ReLU network with the same weights.
    public let value, reluValue: Double
    /// Gradients with respect to each weight, row by row.
    public let gradients, reluGradients: [[[Double]]]
    /// ds_k/dt under gradient flow, k from 1.
    public let singularValueRates: [Double]
    /// d/dt log of the participation ratio.
    public let logParticipationRate: Double
  }

  /// The shapes.
  public let name: String
  private let weights: [[[Double]]]
  /// The open units of each hidden layer.
  public let gates: [[Bool]]
  private let inputs, targets, jacobian: [[Double]]
  /// (Σ s²)²/Σ s⁴.
  public let participationRatio: Double
  /// F_1 and F_2, row by row.
  public let velocities: [[[Double]]]
  private let losses: [String: Loss]

  /// The name.
  public var description: String { name }
  /// W_1 … W_L.
  public var weightMatrices: [Matrix] { weights.map { Matrix($0) } }
  /// One column a sample.
  public var inputMatrix: Matrix { Matrix(inputs) }
  /// One column a sample.
  public var targetMatrix: Matrix { Matrix(targets) }
  /// J.
  public var jacobianMatrix: Matrix { Matrix(jacobian) }

  /// The reference values under the loss of that name.
  public func loss(_ name: String) -> Loss? { losses[name] }

  /// All networks.
  public static func all() throws -> [NetworkCase] {
    struct File: Decodable { let networks: [NetworkCase] }
    return try fixture("fixed-gates/networks.json", as: File.self).networks
  }
}

/// Expects each entry of a matrix to be close to its reference, on the scale of the largest one.
public func expectClose(_ actual: Matrix, _ expected: Matrix, relative: Double, _ what: String) {
  for (value, reference) in zip(actual.values, expected.values) {
    expectClose(value, reference, relative: 0, absolute: relative * expected.largestEntry, what)
  }
}
