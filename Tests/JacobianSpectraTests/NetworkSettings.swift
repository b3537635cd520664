// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation

/// The fixed-gates networks on which the dynamics are checked, and what is measured on them.
enum Networks {
  /// A gated network of square layers, and the distance to a random target as its loss.
  static func gated(width n: Int, depth: Int, from stream: RandomStream) throws -> (
    FixedGatesNetwork, JacobianLoss
  ) {
    let network = try FixedGatesNetwork.gaussian(
      widths: [Int](repeating: n, count: depth + 1), gates: .bernoulli(0.7, rankAtLeast: 2), gain: 1.2,
      from: stream)
    return (network, .distance(to: stream.matrix(rows: n, columns: n)))
  }

  /// max_l ‖Δ_l(t) − Δ_l(0)‖.
  static func drift(
    _ kind: FixedGatesNetwork.Imbalance = .masked, from before: FixedGatesNetwork, to after: FixedGatesNetwork
  ) throws -> Double {
    try zip(before.imbalances(kind), after.imbalances(kind)).map { ($1 - $0).frobeniusNorm }.max() ?? 0
  }

  /// A rate measured by differences in time, and what rounding leaves of such a quotient.
  struct Rate {
    let value: Double
    let unit: Double

    /// The residuals of a formula and of its rivals, in units of rounding.
    func against(_ formula: Double, rivals: RivalValues, input: String) -> Residuals {
      Residuals(
        of: (value - formula) / unit,
        rivals: rivals.map { (name: $0.name, value: (value - $0.value) / unit) },
        input: "M_1 … M_L = \(input)")
    }
  }

  /// Eight differences of values with a few ulp each, and the quotients' own error at a step of a two-hundredth of the time
  /// scale, which is not larger.
  static let differenceLimit = 16.0

  /// ds_k/dt under gradient flow.
  static func rate(of network: FixedGatesNetwork, down loss: JacobianLoss, index k: Int) throws -> Rate {
    let step = try 1 / (200 * network.timeScale(down: loss, index: k))
    let value = try network.timeDerivative(down: loss, step: step) {
      [try $0.singularValues(upTo: k)[k - 1]]
    }[0]
    return Rate(value: value, unit: 8 * Double.ulpOfOne * (try network.singularValues(upTo: 1)[0]) / step)
  }

  /// d/dt log PR under gradient flow.
  static func participationRate(of network: FixedGatesNetwork, down loss: JacobianLoss) throws -> Rate {
    let step = try 1 / (200 * network.timeScale(down: loss, index: 1))
    let value = try network.timeDerivative(down: loss, step: step) { [log($0.participationRatio)] }[0]
    return Rate(value: value, unit: 8 * Double.ulpOfOne / step)
  }

  /// A formula that lets a mode move by itself.
  enum Formula: String {
    /// −L s_k^(2 − 2/L) u_kᵀ G v_k.
    case balanced
    /// −Σ_l s_k(A_l)² s_k(B_l)² u_kᵀ G v_k.
    case modal
  }

  /// The error of the balanced formula: relative, in root mean square over gradients G without preferred direction.
  static func balancedError(of network: FixedGatesNetwork, index k: Int) throws -> Double {
    try error(of: .balanced, on: network, index: k)
  }

  private static func error(of formula: Formula, on network: FixedGatesNetwork, index k: Int) throws -> Double
  {
    let mode = try network.modeVelocity(index: k)
    switch formula {
    case .balanced:
      return mode.relativeError(
        of: try SingularValueFlow.balancedCoefficient(singularValue: mode.singularValue, depth: mode.depth))
    case .modal:
      return mode.relativeError(
        of: try SingularValueFlow.modalCoefficient(above: mode.above, below: mode.below))
    }
  }

  /// The error on four factors Haar · diag(e^(−τj)) · Haar, at each τ with the same rotations.
  static func gradedErrors(of formula: Formula, index k: Int, steepnesses: [Double]) -> Observable<[Double]> {
    let list = steepnesses.map { "\($0)" }.joined(separator: ", ")
    return Observable(
      "error of the \(formula) formula, k = \(k)", in: "n = 6, L = 4, factors graded by τ = \(list)"
    ) {
      try FixedGatesNetwork.graded(width: 6, depth: 4, steepnesses: steepnesses, from: $0).map {
        try error(of: formula, on: $0, index: k)
      }
    }
  }

  /// The error at random initialisation, on the first layers of one gated Gaussian network for each depth.
  static func initialErrors(of formula: Formula, index k: Int, depths: [Int]) -> Observable<[Double]> {
    let deepest = depths.max() ?? 1
    return Observable("error of the \(formula) formula, k = \(k)", in: "n = 8, p = 0.5, r = 3, Gaussian") {
      stream in
      let network = try FixedGatesNetwork.gaussian(
        widths: [Int](repeating: 8, count: deepest + 1), gates: .bernoulli(0.5, rankAtLeast: 3), from: stream)
      return try depths.map { try error(of: formula, on: network.prefix($0), index: k) }
    }
  }
}
