// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import AssayTheory
import Foundation
import Testing

@Suite("Rivals of the other closed forms")
struct OtherRivalsTests {
  /// Euler's constant: ψ(1) = −γ, ψ(2) = 1 − γ, ψ(½) = −γ − 2 log 2.
  static let gamma = 0.577_215_664_901_532_860_6

  private func value(_ name: String, _ rivals: RivalValues) throws -> Double {
    try #require(rivals.first { $0.name == name }, "among \(rivals.map(\.name))").value
  }

  @Test("Newman's rivals at n = 4, k = 2 are elementary")
  func newman() throws {
    let rivals = try LyapunovExponent.newmanRivals(index: 2, width: 4, variance: 1)
    expectClose(try value("ψ((n − k)/2)", rivals), (log(2) - Self.gamma) / 2, relative: 1e-14)
    expectClose(try value("ψ(n/2) for all k", rivals), (log(2) + 1 - Self.gamma) / 2, relative: 1e-14)
    expectClose(try value("log E χ² for E log χ²", rivals), log(3) / 2, relative: 1e-14)
    expectClose(try value("ψ(x) ≈ log x − 1/(2x)", rivals), (log(3) - 1 / 3.0) / 2, relative: 1e-14)
    let last = try LyapunovExponent.newmanRivals(index: 4, width: 4, variance: 1)
    #expect(try value("ψ((n − k)/2)", last) == -.infinity)
    let first = try LyapunovExponent.newmanRivals(index: 1, width: 4, variance: 1)
    #expect(!first.contains { $0.name == "ψ(n/2) for all k" }, "at k = 1 it is the truth")
  }

  @Test("Newman's sum rule has the rivals' sums for rivals")
  func newmanSums() throws {
    let sums = try LyapunovExponent.newmanSumRivals(first: 3, width: 4, variance: 0.3)
    for name in [
      "ψ((n − k)/2)", "ψ(n/2) for all k", "log 2 dropped", "log E χ² for E log χ²", "ψ(x) ≈ log x − 1/(2x)",
    ] {
      // At k = 1 "ψ(n/2) for all k" is the truth, so every term is listed only without a margin.
      let terms = try (1...3).map { k in
        let rivals = try LyapunovExponent.newmanRivals(index: k, width: 4, variance: 0.3, apart: 0)
        let truth = try LyapunovExponent.ungated(index: k, width: 4, variance: 0.3)
        return rivals.first { $0.name == name }?.value ?? truth
      }
      expectClose(try value(name, sums), terms.reduce(0, +), relative: 1e-14)
    }
  }

  @Test("Haar's rivals at n = 2 and K = 1 are elementary")
  func haar() throws {
    // λ_1 = ½ (ψ(½) − ψ(1)) = −log 2.
    let law = try GateRankLaw(width: 2, probabilities: [1: 1])
    expectClose(try HaarWeights.exponent(index: 1, law: law), -log(2), relative: 1e-14)
    let rivals = try HaarWeights.rivals(index: 1, law: law)
    expectClose(
      try value("without the second term", rivals), -Self.gamma / 2 - log(2), relative: 1e-14)
    // The Gaussian formula at σ² = ½: ½ ψ(½), the same number.
    expectClose(
      try value("the Gaussian formula at σ² = 1/n", rivals), -Self.gamma / 2 - log(2), relative: 1e-14)
    let sums = try HaarWeights.sumRivals(
      first: 2, law: GateRankLaw.binomial(width: 4, openProbability: 0.5, rankAtLeast: 2))
    // ½ (log ½ − 1 − log 1 + ½)
    expectClose(try value("ψ(x) ≈ log x − 1/(2x)", rivals), -(log(2) + 0.5) / 2, relative: 1e-14)
    #expect(sums.count == 5 && sums.allSatisfy { $0.value.isFinite })
  }

  @Test("The minor's rivals at n = 2: 0, log 2, −2 log 2 and ½ψ(½)")
  func minor() throws {
    let rivals = try HaarLogMinor.rivals(first: 1, width: 2)
    #expect(try value("no correction: 0", rivals) == 0)
    expectClose(try value("sign of the correction: −m_k", rivals), log(2), relative: 1e-14)
    expectClose(try value("factor ½ dropped", rivals), -2 * log(2), relative: 1e-14)
    expectClose(
      try value("without the second term", rivals), -Self.gamma / 2 - log(2), relative: 1e-14)
  }

  @Test("The asymptote's rivals miss by the minor, twice the minor, or one layer")
  func asymptote() throws {
    let law = try GateRankLaw.binomial(width: 8, openProbability: 0.5, rankAtLeast: 4)
    let truth = try DepthScaling.asymptote(first: 2, law: law, variance: 0.49, depth: 5)
    let rivals = try DepthScaling.asymptoteRivals(first: 2, law: law, variance: 0.49, depth: 5)
    // m_2 = −2.45 at n = 8.
    expectClose(try value("no correction: 0", rivals) - truth, -2.45, relative: 1e-13)
    expectClose(try value("sign of the correction: + m_k", rivals) - truth, -4.9, relative: 1e-13)
    expectClose(try value("correction twice: − 2 m_k", rivals) - truth, 2.45, relative: 1e-13)
    let gated = try LyapunovExponent.sum(first: 2, law: law, variance: 0.49)
    let shift = gated - (try LyapunovExponent.ungatedSum(first: 2, width: 8, variance: 0.49))
    expectClose(try value("L gated layers", rivals) - truth, shift, relative: 1e-13)
  }

  @Test(
    "Each mistake in the volume's variance leads to its own number",
    arguments: [
      // mpmath, n = 8, p = ½, r = 4, k = 2; the truth is 0.380171781227.
      ("without the Var ψ term", 0.314973262486), ("without the trigamma term", 0.0651985187416),
      ("gates ignored: K = n", 0.153545177959), ("delta method k/(2 E K)", 0.205808080808),
      ("k times the first variance", 0.289721479741), ("factor ½ for ¼", 0.760343562454),
      ("ψ′(x) ≈ 1/x + 1/(2x²)", 0.369665156368),
    ])
  func volumeVariance(name: String, expected: Double) throws {
    let law = try GateRankLaw.binomial(width: 8, openProbability: 0.5, rankAtLeast: 4)
    let rivals = try GrowthVariance.volumeRivals(first: 2, law: law)
    // Twelve digits are printed.
    expectClose(try value(name, rivals), expected, relative: 1e-11)
  }

  @Test(
    "Each mistake in the frame's log-volume leads to its own number",
    arguments: [
      // mpmath, n = 8, p = ½, r = 4, k = 2, L = 5, σ² = 0.49.
      ("L gated layers", 2.34216201116), ("without the ungated last layer", 1.87372960892),
      ("L gated layers and an ungated one", 3.50159645838), ("gates ignored: K = n", 5.79717223611),
      ("the singular values' asymptote: − m_k", 5.48316405615),
      ("gates at their mean rank", 3.16703717912),
    ])
  func logVolume(name: String, expected: Double) throws {
    let law = try GateRankLaw.binomial(width: 8, openProbability: 0.5, rankAtLeast: 4)
    let rivals = try DepthScaling.expectedLogVolumeRivals(first: 2, law: law, variance: 0.49, depth: 5)
    expectClose(try value(name, rivals), expected, relative: 1e-11)
  }

  @Test("Rivals of gaps, rates and variances keep their stated distance")
  func distances() throws {
    let law = try GateRankLaw.binomial(width: 8, openProbability: 0.5, rankAtLeast: 4)
    let gap = try SpectralGap.value(index: 1, law: law)
    let gaps = try SpectralGap.rivals(index: 1, law: law)
    let average =
      (try LyapunovExponent.value(index: 1, law: law, variance: 1)
        - LyapunovExponent.value(index: 4, law: law, variance: 1)) / 3
    expectClose(try value("equal gaps", gaps), average, relative: 1e-13)
    // mpmath, twelve digits.
    expectClose(try value("ψ(x) ≈ log x − 1/(2x)", gaps), 0.149940258794, relative: 1e-11)
    #expect(try value("1/(2n)", gaps) == 1 / 16.0)
    #expect(try value("1/(np)", gaps) == 1 / 4.0)
    let rates = try FiniteDepthRate.rivals(index: 1, law: law)
    #expect(rates.map(\.value) == [gap, 2 * gap, gap / 2])
    let variance = try GrowthVariance.diagonal(index: 3, law: law)
    let parts = try GrowthVariance.diagonalRivals(index: 3, law: law)
    expectClose(
      try value("without the Var ψ term", parts) + value("without the trigamma term", parts), variance,
      relative: 1e-14)
    let near = try GrowthVariance.volumeRivals(first: 2, law: law, apart: 0.5)
    let truth = try GrowthVariance.volume(first: 2, law: law)
    #expect(near.allSatisfy { abs($0.value - truth) > 0.5 * truth } && !near.isEmpty)
    let expansion = try SpectralGap.topExpansionRivals(width: 64, openProbability: 0.5)
    #expect(expansion.count == 4)
    #expect(GateCollapse.rankRivals(law: law).first?.value == 4)
  }
}
