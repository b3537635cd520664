// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// How one singular value of J moves under gradient flow, whatever the loss: the matrix F_k of the velocity.
///
/// ```
/// F_k = −Σ_l A_l A_lᵀ u_k v_kᵀ B_lᵀ B_l        ds_k/dt = ⟨F_k, G⟩
/// ```
/// For a gradient G without preferred direction, ‖F_k − F‖/‖F_k‖ is the root mean square relative error of taking F for F_k.
public struct ModeVelocity: Sendable, Hashable {
  /// s_k(J).
  public let singularValue: Double
  /// s_k(A_l), l = 1 … L.
  public let above: [Double]
  /// s_k(B_l), l = 1 … L.
  public let below: [Double]
  /// F_k, of J's shape.
  public let velocity: Matrix
  /// u_k v_kᵀ.
  public let mode: Matrix

  /// The number L of factors.
  public var depth: Int { above.count }

  /// ‖F_k − c u_k v_kᵀ‖ / ‖F_k‖: the error of a formula that lets the mode move by itself, with coefficient c.
  public func relativeError(of coefficient: Double) -> Double {
    (velocity - coefficient * mode).frobeniusNorm / velocity.frobeniusNorm
  }
}

extension FixedGatesNetwork {
  /// The velocity of the k-th singular value.
  /// - Parameter k: from 1; s_k(J) must be simple and above zero.
  /// - Throws: ``SimulationError`` when s_k(J) vanishes.
  public func modeVelocity(index k: Int) throws -> ModeVelocity {
    guard k >= 1, k <= min(inputs, outputs) else {
      throw SimulationError("mode velocity", "k = \(k)", mend: "use 1 ≤ k ≤ \(min(inputs, outputs))")
    }
    let products = PartialProducts(of: factors)
    let svd = try GradedSVD(products.jacobian)
    guard svd.logValues[k - 1] > -.infinity else {
      throw SimulationError("mode velocity", "s_\(k)(J) = 0", mend: "use gates of rank \(k) or more")
    }
    let u = svd.left.block(rows: 0..<outputs, columns: k - 1..<k)
    let v = svd.right.block(rows: 0..<inputs, columns: k - 1..<k)
    var velocity = Matrix(rows: outputs, columns: inputs)
    var above: [Double] = []
    var below: [Double] = []
    for (a, b) in zip(products.above, products.below) {
      let left = a * a.multiplied(by: u, transposed: true)
      let right = b.multiplied(by: b * v, transposed: true)
      velocity = velocity - left.multiplied(by: right, transposingOther: true)
      above.append(try a.singularValues()[k - 1])
      below.append(try b.singularValues()[k - 1])
    }
    return ModeVelocity(
      singularValue: svd.values[k - 1], above: above, below: below, velocity: velocity,
      mode: u.multiplied(by: v, transposingOther: true))
  }

  /// The k largest singular values of J, largest first.
  public func singularValues(upTo k: Int) throws -> [Double] {
    Array(try jacobian.singularValues().prefix(k))
  }

  /// (Σ s²)² / Σ s⁴ of J: how many singular directions take part; from 1 to min(inputs, outputs).
  public var participationRatio: Double { jacobian.participationRatio }
}

extension Matrix {
  /// (Σ s²)² / Σ s⁴ of the singular values; 0 for the zero matrix. No decomposition is needed: (tr M)²/tr M², M = AᵀA.
  public var participationRatio: Double {
    let size = frobeniusNorm
    if size == 0 { return 0 }
    let unit = (1 / size) * self
    let gram =
      rows < columns
      ? unit.multiplied(by: unit, transposingOther: true) : unit.multiplied(by: unit, transposed: true)
    let norm = gram.frobeniusNorm
    return 1 / (norm * norm)
  }
}

extension FixedGatesNetwork {
  /// A bound on how fast the flow changes the network and the k-th singular value's direction, per unit of time: the
  /// relative speed of the weights, the speed of J over the gap around s_k, and the flow's own sensitivity.
  ///
  /// Steps in time should be well below its inverse. Infinite where s_k meets a neighbour or zero.
  public func timeScale(down loss: JacobianLoss, index k: Int) throws -> Double {
    let products = PartialProducts(of: factors)
    let gradients = weightGradients(jacobianGradient: loss.gradient(products.jacobian))
    let values = try products.jacobian.singularValues()
    let gap = values.indices.reduce(values[k - 1]) {
      $1 == k - 1 ? $0 : min($0, abs(values[$1] - values[k - 1]))
    }
    var velocity = Matrix(rows: outputs, columns: inputs)
    var rate = 0.0
    for l in weights.indices {
      let (a, b) = (products.above[l], products.below[l])
      velocity = velocity + a * gradients[l] * b
      let (above, below) = (try a.spectralNorm(), try b.spectralNorm())
      rate += gradients[l].frobeniusNorm / weights[l].frobeniusNorm + above * above * below * below
    }
    return rate + velocity.frobeniusNorm / gap
  }

  /// The time derivative of a quantity at this network under gradient flow, measured along the integrated flow.
  ///
  /// Central differences of order 8 over the times ±h … ±4h: the error is about h⁸ times the ninth derivative, plus rounding
  /// over h.
  /// - Parameters:
  ///   - loss: what is descended.
  ///   - step: h.
  ///   - quantity: what is differentiated; one component each.
  public func timeDerivative(
    down loss: JacobianLoss, step h: Double, of quantity: (FixedGatesNetwork) throws -> [Double]
  ) throws -> [Double] {
    let later = try flowed(down: loss, to: (1...4).map { Double($0) * h })
    let earlier = try flowed(down: loss, to: (1...4).map { -Double($0) * h })
    let coefficients = [4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280]
    var derivative: [Double] = []
    for (i, coefficient) in coefficients.enumerated() {
      let difference = zip(try quantity(later[i]), try quantity(earlier[i])).map {
        ($0 - $1) * coefficient / h
      }
      derivative = derivative.isEmpty ? difference : zip(derivative, difference).map(+)
    }
    return derivative
  }
}
