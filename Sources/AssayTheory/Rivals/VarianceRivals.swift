// SPDX-License-Identifier: GPL-3.0-or-later

extension GrowthVariance {
  /// The rivals of the log-volume's variance w_k that differ from it by more than a relative margin.
  public static func volumeRivals(
    first k: Int, law: GateRankLaw, apart margin: Double = 1e-9
  ) throws -> RivalValues {
    let truth = try volume(first: k, law: law)
    let within = try trigammaSum(first: k, law: law) / 4
    let between = try digammaSumVariance(first: k, law: law) / 4
    let all: RivalValues = [
      (
        "without the covariances",
        try (1...k).reduce(0) { $0 + (try diagonal(index: $1, law: law)) }
      ),
      ("without the Var ψ term", within),
      ("without the trigamma term", between),
      ("gates ignored: K = n", try volume(first: k, law: .full(width: law.width))),
      ("factor ½ for ¼", 2 * truth),
      ("delta method k/(2 E K)", Double(k) / (2 * law.mean)),
      (
        "ψ′(x) ≈ 1/x + 1/(2x²)",
        law.expectation { rank in (1...k).reduce(0) { $0 + Expansion.trigamma(rank - $1 + 1) } } / 4 + between
      ),
      ("k times the first variance", Double(k) * (try volume(first: 1, law: law))),
    ]
    return Rivals.distinct(all, from: truth, relative: margin)
  }

  /// The rivals of the variance of log R_kk that differ from it by more than a relative margin.
  public static func diagonalRivals(
    index k: Int, law: GateRankLaw, apart margin: Double = 1e-9
  ) throws -> RivalValues {
    let truth = try diagonal(index: k, law: law)
    let between = try law.variance { try HalfInteger.digamma($0 - k + 1) } / 4
    let all: RivalValues = [
      ("without the Var ψ term", truth - between),
      ("without the trigamma term", between),
      ("gates ignored: K = n", try diagonal(index: k, law: .full(width: law.width))),
      ("the first variance for all k", try diagonal(index: 1, law: law)),
      ("factor ½ for ¼", 2 * truth),
    ]
    return Rivals.distinct(all, from: truth, relative: margin)
  }
}
