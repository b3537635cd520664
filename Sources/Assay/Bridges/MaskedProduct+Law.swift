// SPDX-License-Identifier: GPL-3.0-or-later

import AssaySimulation
import AssayTheory

// Simulation and Theory never see each other; a claim sets them side by side, and this is the dictionary it uses.
extension MaskedProduct {
  /// The law of the gates' rank K, for the closed forms.
  /// - Throws: `TheoryError` when the parameters make no sense.
  public var rankLaw: GateRankLaw {
    get throws {
      switch gates {
      case .none: try .full(width: width)
      case .unconditioned(let p): try .binomial(width: width, openProbability: p, rankAtLeast: 0)
      case .bernoulli(let p, let r): try .binomial(width: width, openProbability: p, rankAtLeast: r)
      case .toeplitz(let p, let correlation, let r):
        try .toeplitz(width: width, openProbability: p, correlation: correlation, rankAtLeast: r)
      }
    }
  }

  /// The variance σ² of a weight; 1/n for Haar weights.
  public var variance: Double {
    switch weights {
    case .independent(_, let variance): variance
    case .haarOrthogonal: 1 / Double(width)
    }
  }
}
