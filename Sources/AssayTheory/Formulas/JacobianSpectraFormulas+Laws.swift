// SPDX-License-Identifier: GPL-3.0-or-later

extension FormulaArguments {
  /// The law of thresholded autoregressive gates with the parameters n, p, rho, r; here r = 0 means no condition.
  fileprivate var toeplitzLaw: GateRankLaw {
    get throws {
      try .toeplitz(
        width: integer("n"), openProbability: real("p"), correlation: real("rho"),
        rankAtLeast: integer("r"))
    }
  }
}

extension FormulaRegistry {
  private static let toeplitz: [FormulaParameter] = [
    .n, .p, FormulaParameter("rho", .real, "correlation of neighbouring coordinates"), .r,
  ]
  private static let logs = FormulaParameter("logs", .list, "logarithms of the singular values")

  /// Laws of ranks and of single directions.
  static let lawFormulas: [Formula] = [
    Formula(
      "toeplitz-rank-probability", "P(K = j) for gates with correlation rho^|i−j| along the width",
      toeplitz + [FormulaParameter("j", .integer, "rank")]
    ) { try $0.toeplitzLaw.probability(of: $0.integer("j")) },
    Formula(
      "toeplitz-lyapunov-exponent", "λ_k for gates with correlation rho^|i−j| along the width",
      toeplitz + [.k, .sigma2]
    ) {
      try LyapunovExponent.value(
        index: $0.integer("k"), law: $0.toeplitzLaw, variance: $0.real("sigma2"))
    },
    Formula(
      "single-direction-cdf", "P(log‖J_L x‖ ≤ y) for a fixed unit vector x",
      [.n, .p, .r, .depth, .sigma2, FormulaParameter("y", .real, "logarithm of the length")]
    ) {
      let law = try SingleDirectionLaw(
        law: $0.law, variance: $0.real("sigma2"), depth: $0.integer("L"))
      return law.cdf($0.real("y"))
    },
    Formula(
      "single-direction-variance", "Var log‖J_L x‖ = (L−1)w_1 + ¼ψ′(n/2)", [.n, .p, .r, .depth]
    ) { try GrowthVariance.singleDirection(law: $0.law, depth: $0.integer("L")) },
    Formula("sphere-log-mean", "f(s) = E log|S v| over uniformly random directions v", [logs]) {
      try SphereLogMean.value(logSingularValues: $0.list("logs"))
    },
    Formula(
      "sphere-log-remainder", "f(s) − log s_1 − m_1, what the smaller singular values add", [logs]
    ) { try SphereLogMean.remainder(logSingularValues: $0.list("logs")) },
  ]

  /// Limits at large width, and controls in which a limit fails.
  static let limitFormulas: [Formula] = [
    Formula(
      "triangular-law-cdf", "the limit law of u = e^{2λ}/(σ²n): uniform on [p − c, p]",
      [
        FormulaParameter("u", .real, "e^{2λ}/(σ²n)"),
        FormulaParameter("p", .probability, "probability that a coordinate is open", default: "1"),
        FormulaParameter("c", .probability, "share r/n of finite exponents", default: "1"),
      ]
    ) { try TriangularLaw(openProbability: $0.real("p"), share: $0.real("c"))($0.real("u")) },
    Formula(
      "triangular-law-distance", "the Kolmogorov distance of the exact spectrum from its limit law",
      [.n, .p, .r]
    ) { try TriangularLaw.distance(law: $0.law) },
    Formula(
      "kurtosis-shift", "−(3κ₄/4) E[1/K] E[1/(K+2)], the leading shift of λ_1 for other weights",
      [.n, .p, .r, FormulaParameter("kurtosis", .real, "excess kurtosis of a weight")]
    ) { try KurtosisShift.first(law: $0.law, excessKurtosis: $0.real("kurtosis")) },
    Formula(
      "period-doubling-fraction", "the share of layers l ≤ L with 4^j ≤ l < 2·4^j for some j", [.depth]
    ) { try PeriodDoubling.fraction(depth: $0.integer("L")) },
    Formula(
      "rademacher-collapse-probability", "P(W_L ⋯ W_1 = 0) for 2 × 2 matrices of random signs", [.depth]
    ) { try RademacherCollapse.probabilityAtWidthTwo(depth: $0.integer("L")) },
  ]
}
