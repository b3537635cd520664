// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

extension FixedGatesNetwork {
  /// What gradient flow conserves, and two things that it does not.
  public enum Imbalance: Sendable, CaseIterable {
    /// Δ_l = M_{l+1}ᵀ M_{l+1} − M_l M_lᵀ.
    case masked
    /// With the weights themselves: W_{l+1}ᵀ W_{l+1} − W_l W_lᵀ.
    case unmasked
    /// With the transposes exchanged: M_{l+1} M_{l+1}ᵀ − M_lᵀ M_l; needs square factors.
    case exchanged
  }

  /// The differences Δ_1 … Δ_{L−1} between neighbouring layers.
  /// - Throws: ``SimulationError`` when the transposes are to be exchanged and the shapes do not allow it.
  public func imbalances(_ kind: Imbalance = .masked) throws -> [Matrix] {
    let chain = kind == .unmasked ? weights : factors
    return try zip(chain, chain.dropFirst()).map { lower, upper in
      if kind != .exchanged {
        return upper.multiplied(by: upper, transposed: true)
          - lower.multiplied(by: lower, transposingOther: true)
      }
      guard upper.rows == lower.columns else {
        throw SimulationError(
          "imbalance", "layers of \(lower.columns) inputs and \(upper.rows) outputs",
          mend: "exchange transposes for square factors only")
      }
      return upper.multiplied(by: upper, transposingOther: true)
        - lower.multiplied(by: lower, transposed: true)
    }
  }

  /// max_l ‖Δ_l‖, in the Frobenius norm: 0 for a balanced network.
  public var imbalance: Double {
    let chain = factors
    return zip(chain, chain.dropFirst()).reduce(0) { largest, pair in
      let difference =
        pair.1.multiplied(by: pair.1, transposed: true)
        - pair.0.multiplied(by: pair.0, transposingOther: true)
      return max(largest, difference.frobeniusNorm)
    }
  }
}
