// SPDX-License-Identifier: GPL-3.0-or-later

extension FormulaParameter {
  static let n = FormulaParameter("n", .integer, "width")
  static let p = FormulaParameter("p", .probability, "probability that a coordinate is open")
  static let r = FormulaParameter("r", .integer, "rank that the gates are conditioned to reach")
  static let k = FormulaParameter("k", .integer, "index, largest first")
  static let depth = FormulaParameter("L", .integer, "depth: the number of weight matrices")
  static let sigma2 = FormulaParameter("sigma2", .positive, "variance of a weight", default: "1")
}

extension FormulaArguments {
  /// The binomial law of the parameters n, p, r, with r ≥ 1.
  var law: GateRankLaw {
    get throws {
      let (n, r) = (integer("n"), integer("r"))
      try Require.count(n, "n")
      try Require.index(r, upTo: n, "r")
      return try .binomial(width: n, openProbability: real("p"), rankAtLeast: r)
    }
  }
}

extension FormulaRegistry {
  /// The closed forms of "Why Deep Jacobian Spectra Separate".
  public static let jacobianSpectra: [Formula] =
    exponentFormulas + varianceFormulas + depthFormulas + rankFormulas + lawFormulas + limitFormulas

  private static let exponentFormulas: [Formula] = [
    Formula(
      "lyapunov-exponent", "λ_k = ½ (log 2σ² + E ψ((K−k+1)/2)); −∞ when the rank can fall below k",
      [.n, .p, .r, .k, .sigma2]
    ) {
      try LyapunovExponent.value(index: $0.integer("k"), law: $0.law, variance: $0.real("sigma2"))
    },
    Formula(
      "lyapunov-exponent-sum", "Λ_k = λ_1 + … + λ_k, the growth rate of k-volume",
      [.n, .p, .r, .k, .sigma2]
    ) {
      try LyapunovExponent.sum(first: $0.integer("k"), law: $0.law, variance: $0.real("sigma2"))
    },
    Formula(
      "haar-lyapunov-exponent", "λ_k = ½ E[ψ((K−k+1)/2) − ψ((n−k+1)/2)] for Haar-orthogonal weights",
      [.n, .p, .r, .k]
    ) { try HaarWeights.exponent(index: $0.integer("k"), law: $0.law) },
    Formula(
      "spectral-gap", "λ_k − λ_{k+1} = ½ E[ψ((K−k+1)/2) − ψ((K−k)/2)]", [.n, .p, .r, .k]
    ) { try SpectralGap.value(index: $0.integer("k"), law: $0.law) },
    Formula("top-gap", "λ_1 − λ_2", [.n, .p, .r]) { try SpectralGap.top(law: $0.law) },
    Formula(
      "top-gap-expansion", "(1/2np)(1 + (5/2 − p)/(np)), the top gap at large width", [.n, .p]
    ) { try SpectralGap.topExpansion(width: $0.integer("n"), openProbability: $0.real("p")) },
  ]

  private static let varianceFormulas: [Formula] = [
    Formula(
      "volume-growth-variance", "w_k, the variance of the growth of log k-volume in one gated layer",
      [.n, .p, .r, .k]
    ) { try GrowthVariance.volume(first: $0.integer("k"), law: $0.law) },
    Formula(
      "growth-variance", "v_k, the variance of log R_kk in one gated layer", [.n, .p, .r, .k]
    ) { try GrowthVariance.diagonal(index: $0.integer("k"), law: $0.law) },
    Formula(
      "growth-covariance", "the covariance of log R_ii and log R_jj in one gated layer",
      [
        .n, .p, .r, FormulaParameter("i", .integer, "first index"),
        FormulaParameter("j", .integer, "second index"),
      ]
    ) { try GrowthVariance.covariance($0.integer("i"), $0.integer("j"), law: $0.law) },
    Formula(
      "haar-growth-variance", "the variance of log R_kk in one layer with Haar-orthogonal weights",
      [.n, .p, .r, .k]
    ) { try HaarWeights.growthVariance(index: $0.integer("k"), law: $0.law) },
  ]

  private static let depthFormulas: [Formula] = [
    Formula(
      "haar-log-minor", "m_k, the mean log-determinant of the k × k corner of a Haar matrix", [.n, .k]
    ) { try HaarLogMinor.value(first: $0.integer("k"), width: $0.integer("n")) },
    Formula(
      "expected-log-volume", "E log vol_k(J_L V₀) = (L−1)Λ_k + Λᵘⁿ_k for a fixed frame, exact",
      [.n, .p, .r, .k, .depth, .sigma2]
    ) {
      try DepthScaling.expectedLogVolume(
        first: $0.integer("k"), law: $0.law, variance: $0.real("sigma2"), depth: $0.integer("L"))
    },
    Formula(
      "depth-scaling", "(L−1)Λ_k + Λᵘⁿ_k − m_k, the asymptote and upper bound of E log(s_1…s_k)(J_L)",
      [.n, .p, .r, .k, .depth, .sigma2]
    ) {
      try DepthScaling.asymptote(
        first: $0.integer("k"), law: $0.law, variance: $0.real("sigma2"), depth: $0.integer("L"))
    },
    Formula(
      "finite-depth-rate", "c_k in E(s_{k+1}/s_k) ~ L^(−3/2) e^(−c_k L)", [.n, .p, .r, .k]
    ) { try FiniteDepthRate.value(index: $0.integer("k"), law: $0.law) },
  ]

  private static let rankFormulas: [Formula] = [
    Formula("empty-gate-probability", "(1−p)^n, the probability of an empty gate", [.n, .p]) {
      try GateCollapse.emptyGateProbability(width: $0.integer("n"), openProbability: $0.real("p"))
    },
    Formula(
      "collapse-probability", "P(J_L = 0) = 1 − (1 − (1−p)^n)^(L−1) with unconditioned gates",
      [.n, .p, .depth]
    ) {
      try GateCollapse.collapseProbability(
        width: $0.integer("n"), openProbability: $0.real("p"), depth: $0.integer("L"))
    },
    Formula(
      "gate-rank-probability", "P(K = j) for the rank of a conditioned gate",
      [.n, .p, .r, FormulaParameter("j", .integer, "rank")]
    ) { try $0.law.probability(of: $0.integer("j")) },
    Formula(
      "product-rank-probability", "P(rank J_L ≥ j) = P(K ≥ j)^(L−1)",
      [.n, .p, .r, FormulaParameter("j", .integer, "rank"), .depth]
    ) {
      try GateCollapse.productRankProbability(
        atLeast: $0.integer("j"), law: $0.law, depth: $0.integer("L"))
    },
  ]
}
