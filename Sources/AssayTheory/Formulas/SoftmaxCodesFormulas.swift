// SPDX-License-Identifier: GPL-3.0-or-later

extension FormulaParameter {
  static let classes = FormulaParameter("K", .integer, "number of classes")
  static let factors = FormulaParameter("N", .integer, "number of factors, the features counted as one")
  static let dimension = FormulaParameter("d", .integer, "dimension of the code")
  static let start = FormulaParameter("s0", .positive, "singular value at the start")
}

extension FormulaRegistry {
  /// The closed forms of "The Implicit Bias of Depth: From Neural Collapse to Softmax Codes".
  public static let softmaxCodes: [Formula] =
    costFormulas + codeFormulas + flowFormulas + basinFormulas

  private static let costFormulas: [Formula] = [
    Formula(
      "flat-product-norm", "r^(−(N−1)/2), the norm of a flat rank-r product of aligned unit-norm factors",
      [FormulaParameter("r", .integer, "rank of the product"), .factors]
    ) { try FactorNorm.flatProductNorm(rank: $0.integer("r"), factors: $0.integer("N")) },
    Formula(
      "factor-norm", "N Σ s^(2/N), the least Σ ‖W_l‖² of N factors of a product",
      [FormulaParameter("s", .list, "singular values of the product"), .factors]
    ) { try FactorNorm.leastSquaredNorm(singularValues: $0.list("s"), factors: $0.integer("N")) },
    Formula("collapse-cost", "K − 1, the cost of neural collapse at margin 1", [.classes, .factors]) {
      try LogitStructure.collapse(classes: $0.integer("K")).cost(factors: $0.integer("N"))
    },
    Formula(
      "blocks-cost", "(K/2) 2^(2/N), the cost of 2×2 blocks at margin 1; an odd class adds (1−1/K)^(1/N)",
      [.classes, .factors]
    ) { try LogitStructure.blocks(classes: $0.integer("K")).cost(factors: $0.integer("N")) },
    Formula(
      "simplices-cost", "Σ (k−1) (k/(k−1))^(2/N), the cost of simplices; m of size 1 add m−1 + (1−m/K)^(1/N)",
      [FormulaParameter("sizes", .list, "sizes of the simplices"), .factors]
    ) { arguments in
      let sizes = arguments.list("sizes").map { Int(exactly: $0) ?? 0 }
      return try LogitStructure.simplices(sizes).cost(factors: arguments.integer("N"))
    },
    Formula("polygon-cost", "2 g^(2/N), the cost of the regular K-gon at margin 1", [.classes, .factors]) {
      try LogitStructure.polygon(classes: $0.integer("K")).cost(factors: $0.integer("N"))
    },
    Formula(
      "hypercube-cost", "log₂K (K/2)^(2/N), the cost of the hypercube code, K a power of two",
      [.classes, .factors]
    ) { try LogitStructure.hypercube(classes: $0.integer("K")).cost(factors: $0.integer("N")) },
    Formula(
      "flat-code-cost", "n (K/2δ)^(2/N), the cost of a binary linear code [n, log₂K, δ]",
      [
        .classes, .factors, FormulaParameter("n", .integer, "length of the code"),
        FormulaParameter("delta", .integer, "minimum distance of the code"),
      ]
    ) {
      try LogitStructure.binaryCode(
        classes: $0.integer("K"), length: $0.integer("n"), distance: $0.integer("delta")
      ).cost(factors: $0.integer("N"))
    },
  ]

  private static let codeFormulas: [Formula] = [
    Formula(
      "polygon-singular-value", "g = K / (2 (1 − cos 2π/K)), twice, of the K-gon at margin 1", [.classes]
    ) {
      try LogitStructure.polygonSingularValue(classes: $0.integer("K"))
    },
    Formula(
      "blocks-crossover", "the N above which 2×2 blocks beat collapse: 2 / log₂(2(K−1)/K) for even K",
      [.classes]
    ) { try CollapseIsBeaten.blocksCrossover(classes: $0.integer("K")) },
    Formula(
      "polygon-crossover", "2 ln(g/2) / ln(K/4), the N above which the K-gon costs less than 2×2 blocks",
      [.classes]
    ) { try CollapseIsBeaten.polygonCrossover(classes: $0.integer("K")) },
    Formula(
      "softmax-code-margin", "ρ(K, d), the best margin of K unit vectors and features in d dimensions",
      [.classes, .dimension]
    ) { try SoftmaxCodeMargin.value(classes: $0.integer("K"), dimension: $0.integer("d")) },
    Formula(
      "rank-staircase", "the rank of the cheapest known logits at N = 2, 3, …, depth",
      [.classes, FormulaParameter("depth", .integer, "last N", default: "16")],
      values: { arguments in
        try RankStaircase.ranks(classes: arguments.integer("K"), upToFactors: arguments.integer("depth"))
          .map(Double.init)
      }),
  ]

  private static let flowFormulas: [Formula] = [
    Formula(
      "early-singular-value", "s(t) while all class probabilities are 1/K: ds/dt = (N/K) s^(2−2/N)",
      [.classes, .factors, .start, FormulaParameter("t", .real, "time")]
    ) {
      try EarlyRepulsion.singularValue(
        classes: $0.integer("K"), factors: $0.integer("N"), start: $0.real("s0"), time: $0.real("t"))
    },
    Formula(
      "early-blow-up-time", "K s0^(−(N−2)/N) / (N−2), where the closed form of s(t) blows up",
      [.classes, .factors, .start]
    ) {
      try EarlyRepulsion.blowUpTime(
        classes: $0.integer("K"), factors: $0.integer("N"), start: $0.real("s0"))
    },
    Formula(
      "initial-lyapunov-gap", "(N/2)[ψ(d/2) − ψ((d−1)/2)], the first gap of N ≫ d Gaussian factors",
      [.factors, FormulaParameter("d", .integer, "width")]
    ) { try InitialSpread.lyapunovGap(factors: $0.integer("N"), width: $0.integer("d")) },
  ]

  private static let basinFormulas: [Formula] = [
    Formula(
      "collapse-threshold", "K(1 − 2/N), the margin from which collapse attracts", [.classes, .factors]
    ) {
      try CollapseStability.threshold(classes: $0.integer("K"), factors: $0.integer("N"))
    },
    Formula(
      "collapse-amplification", "the largest growth of a relative perturbation of collapse from margin s0 on",
      [.classes, .factors, .start]
    ) {
      try CollapseStability.peakAmplification(
        classes: $0.integer("K"), factors: $0.integer("N"), from: $0.real("s0"))
    },
    Formula("separatrix", "2^(−N/(N−2)), the ratio that separates rank 3 from rank 2 for K = 4", [.factors]) {
      try CollapseBasin.separatrix(factors: $0.integer("N"))
    },
    Formula(
      "basin-probability", "P(collapse), K = 4, exponential singular values of large scale", [.factors]
    ) { try CollapseBasin.probability(factors: $0.integer("N")) },
  ]
}
