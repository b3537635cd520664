// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// A linear network whose gates are fixed: what a bias-free ReLU network is inside one activation region.
///
/// ```
/// M_l = D_l W_l D_{l−1},  D_0 = D_L = I        J = M_L ⋯ M_1
/// ```
/// The weights may be trained; the gates, diagonal 0/1, are not. A value: evolving it makes another.
public struct FixedGatesNetwork: Sendable, Hashable {
  /// The weight matrices W_1 … W_L, first layer first.
  public var weights: [Matrix]
  /// For each of the L − 1 hidden layers, which units are open.
  public let gates: [[Bool]]

  /// Describes a network.
  /// - Parameters:
  ///   - weights: W_1 … W_L; each has as many columns as the one before has rows.
  ///   - gates: the open units of each hidden layer.
  /// - Throws: ``SimulationError`` when the shapes do not fit or an entry is not finite.
  public init(weights: [Matrix], gates: [[Bool]]) throws {
    guard weights.count >= 1, gates.count == weights.count - 1 else {
      throw SimulationError(
        "fixed-gates network", "\(weights.count) weights and \(gates.count) gates",
        mend: "give at least one weight, and a gate between each two")
    }
    for (l, gate) in gates.enumerated() {
      guard weights[l].rows == gate.count, weights[l + 1].columns == gate.count else {
        throw SimulationError(
          "fixed-gates network",
          "layer \(l + 1) has \(weights[l].rows) units, its gate \(gate.count), the next weight \(weights[l + 1].columns) columns",
          mend: "make the three equal")
      }
    }
    guard weights.allSatisfy({ $0.values.allSatisfy(\.isFinite) }) else {
      throw SimulationError("fixed-gates network", "a weight is not finite", mend: "use finite weights")
    }
    (self.weights, self.gates) = (weights, gates)
  }

  /// The number L of weight matrices.
  public var depth: Int { weights.count }
  /// The dimension of the inputs.
  public var inputs: Int { weights[0].columns }
  /// The dimension of the outputs.
  public var outputs: Int { weights[depth - 1].rows }

  /// A matrix of the shape of W_l with the rows and columns that the gates close set to zero: D_l X D_{l−1}.
  func masked(_ x: Matrix, layer index: Int) -> Matrix {
    var m = x
    for j in 0..<m.columns {
      let reads = index == 0 || gates[index - 1][j]
      for i in 0..<m.rows where !(reads && (index == depth - 1 || gates[index][i])) { m[i, j] = 0 }
    }
    return m
  }

  /// The masked factors M_1 … M_L.
  public var factors: [Matrix] { weights.indices.map { masked(weights[$0], layer: $0) } }

  /// The Jacobian J = M_L ⋯ M_1.
  public var jacobian: Matrix { PartialProducts(of: factors).jacobian }

  /// The network of the first layers, ungated at its own last one. Precondition: 1 ≤ depth ≤ L.
  public func prefix(_ depth: Int) -> FixedGatesNetwork {
    precondition(depth >= 1 && depth <= self.depth, "a prefix has between 1 and L layers")
    return FixedGatesNetwork(
      checkedWeights: Array(weights.prefix(depth)), gates: Array(gates.prefix(depth - 1)))
  }

  private init(checkedWeights: [Matrix], gates: [[Bool]]) { (weights, self.gates) = (checkedWeights, gates) }

  /// The network's outputs, one column an input.
  public func outputs(at inputs: Matrix) -> Matrix { jacobian * inputs }

  /// The gradient of a loss with respect to the weights, from its gradient G with respect to J.
  ///
  /// ```
  /// ∂loss/∂W_l = D_l A_lᵀ G B_lᵀ D_{l−1}
  /// ```
  public func weightGradients(jacobianGradient g: Matrix) -> [Matrix] {
    let products = PartialProducts(of: factors)
    return weights.indices.map { l in
      masked(
        products.above[l].multiplied(by: g, transposed: true)
          .multiplied(by: products.below[l], transposingOther: true), layer: l)
    }
  }
}

/// The products of a chain of factors M_1 … M_L on either side of each factor.
public struct PartialProducts: Sendable {
  /// A_l = M_L ⋯ M_{l+1}, l = 1 … L; the last is the identity.
  public let above: [Matrix]
  /// B_l = M_{l−1} ⋯ M_1, l = 1 … L; the first is the identity.
  public let below: [Matrix]
  /// M_L ⋯ M_1.
  public let jacobian: Matrix

  /// Multiplies a chain of factors, first factor first. Precondition: at least one, of shapes that fit.
  public init(of factors: [Matrix]) {
    precondition(!factors.isEmpty, "a product has at least one factor")
    var below = [Matrix.identity(factors[0].columns)]
    for factor in factors { below.append(factor * below[below.count - 1]) }
    var above = [Matrix.identity(factors[factors.count - 1].rows)]
    for factor in factors.dropFirst().reversed() { above.append(above[above.count - 1] * factor) }
    jacobian = below.removeLast()
    self.below = below
    self.above = above.reversed()
  }
}
