// SPDX-License-Identifier: GPL-3.0-or-later

/// How far apart the singular values of a product of random Gaussian factors start, before any training.
public enum InitialSpread {
  /// The gap log s_1 − log s_2 that the Lyapunov exponents give for N square Gaussian factors: (N/2)[ψ(d/2) − ψ((d−1)/2)].
  ///
  /// About N/(2d). *Does not hold when:* N is not far above d: at fixed N and large d the gaps are of order √(N/d).
  public static func lyapunovGap(factors: Int, width: Int) throws -> Double {
    try Require.count(factors, "N")
    try Require.count(width, "d", atLeast: 2)
    return Double(factors) / 2 * (try HalfInteger.digammaDifference(width, width - 1))
  }

  /// The log-log slope of the gaps in the width at a fixed number of factors: −½.
  ///
  /// Each factor is an isometry of the K-dimensional space of classes up to a symmetric Gaussian matrix of size
  /// √(1/d), and these add up. *Guarantee:* asymptotic in d.
  public static let slopeInWidth = -0.5

  /// What a reader of the slope may get wrong: the gap of the exponents, N/(2d).
  public static let slopeRivals: RivalValues = [("−1, as N/(2d)", -1), ("none: 0", 0)]
}
