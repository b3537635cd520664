// SPDX-License-Identifier: GPL-3.0-or-later

extension SpectralGap {
  /// The rivals of the gap below the k-th exponent that differ from it by more than a relative margin.
  ///
  /// "Equal gaps" spreads λ_1 − λ_r evenly over the finite exponents.
  public static func rivals(
    index k: Int, law: GateRankLaw, apart margin: Double = 1e-9
  ) throws -> RivalValues {
    let truth = try value(index: k, law: law)
    let n = Double(law.width)
    let r = law.leastRank
    let total = try (1..<max(r, 2)).reduce(0.0) { $0 + (try value(index: $1, law: law)) }
    let all: RivalValues = [
      ("equal gaps", total / Double(max(r - 1, 1))),
      ("1/(2n)", 1 / (2 * n)),
      ("1/(2np)", 1 / (2 * law.meanOpenCount)),
      ("1/(np)", 1 / law.meanOpenCount),
      ("gates ignored: K = n", try value(index: k, law: .full(width: law.width))),
      (
        "ψ(x) ≈ log x − 1/(2x)",
        law.expectation { Expansion.digamma($0 - k + 1) - Expansion.digamma($0 - k) } / 2
      ),
      ("no gap: 0", 0),
      ("twice the gap", 2 * truth),
      ("half the gap", truth / 2),
    ]
    return Rivals.distinct(all, from: truth, relative: margin)
  }

  /// The rivals of the expansion of the top gap: 1/(2n), 1/(np), and the leading term alone.
  public static func topExpansionRivals(
    width n: Int, openProbability p: Double, apart margin: Double = 1e-9
  ) throws -> RivalValues {
    let truth = try topExpansion(width: n, openProbability: p)
    let width = Double(n)
    let all: RivalValues = [
      ("1/(np)", 1 / (width * p)),
      ("leading term 1/(2np) alone", 1 / (2 * width * p)),
      ("correction with p = 1", (1 + 1.5 / (width * p)) / (2 * width * p)),
    ]
    // Without gates 1/(2n) is the leading term itself.
    let ungated: RivalValues = p < 1 ? [("1/(2n)", 1 / (2 * width))] : []
    return Rivals.distinct(ungated + all, from: truth, relative: margin)
  }
}
