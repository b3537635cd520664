// SPDX-License-Identifier: GPL-3.0-or-later

extension HaarLogMinor {
  /// The rivals of m_k that differ from it by more than a margin.
  public static func rivals(
    first k: Int, width n: Int, apart margin: Double = 1e-9
  ) throws -> RivalValues {
    let truth = try value(first: k, width: n)
    let firstTerm = try (1...k).reduce(0) { $0 + (try HalfInteger.digamma(k - $1 + 1)) } / 2
    let all: RivalValues = [
      ("no correction: 0", 0),
      ("sign of the correction: −m_k", -truth),
      ("factor ½ dropped", 2 * truth),
      ("without the second term", firstTerm),
      ("k times m_1", Double(k) * (try value(first: 1, width: n))),
    ]
    return Rivals.distinct(all, from: truth, by: margin)
  }
}

extension DepthScaling {
  /// The rivals of the frame's E log vol_k(J_L V₀) that differ from it by more than a margin.
  ///
  /// Use a small depth: those about the last layer differ from the truth by a constant, which the noise of many layers hides.
  public static func expectedLogVolumeRivals(
    first k: Int, law: GateRankLaw, variance: Double, depth: Int, apart margin: Double = 1e-9
  ) throws -> RivalValues {
    try Require.rank(of: law, atLeast: k, for: "a rival of the log-volume")
    let truth = try expectedLogVolume(first: k, law: law, variance: variance, depth: depth)
    let gated = try LyapunovExponent.sum(first: k, law: law, variance: variance)
    let ungated = try LyapunovExponent.ungatedSum(first: k, width: law.width, variance: variance)
    let atMeanRank = try ExponentRival.conditionalMeanField.sum(first: k, law: law, variance: variance)
    let all: RivalValues = [
      ("gates at their mean rank", Double(depth - 1) * atMeanRank + ungated),
      ("L gated layers", Double(depth) * gated),
      ("without the ungated last layer", Double(depth - 1) * gated),
      ("L gated layers and an ungated one", Double(depth) * gated + ungated),
      ("gates ignored: K = n", Double(depth) * ungated),
      ("the singular values' asymptote: − m_k", truth - (try HaarLogMinor.value(first: k, width: law.width))),
    ]
    return Rivals.distinct(all, from: truth, by: margin)
  }

  /// The rivals of the asymptote of E log(s_1 ⋯ s_k) that differ from it by more than a margin.
  public static func asymptoteRivals(
    first k: Int, law: GateRankLaw, variance: Double, depth: Int, apart margin: Double = 1e-9
  ) throws -> RivalValues {
    try Require.rank(of: law, atLeast: k, for: "a rival of the log-volume")
    let truth = try asymptote(first: k, law: law, variance: variance, depth: depth)
    let frame = try expectedLogVolume(first: k, law: law, variance: variance, depth: depth)
    let minor = try HaarLogMinor.value(first: k, width: law.width)
    let gated = try LyapunovExponent.sum(first: k, law: law, variance: variance)
    let ungated = try LyapunovExponent.ungatedSum(first: k, width: law.width, variance: variance)
    let all: RivalValues = [
      ("no correction: 0", frame),
      ("sign of the correction: + m_k", frame + minor),
      ("correction twice: − 2 m_k", frame - 2 * minor),
      ("L gated layers", Double(depth) * gated - minor),
      ("without the ungated last layer", truth - ungated),
      ("gates ignored: K = n", Double(depth) * ungated - minor),
    ]
    return Rivals.distinct(all, from: truth, by: margin)
  }
}
