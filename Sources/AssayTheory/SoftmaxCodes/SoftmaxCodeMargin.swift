// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The margin of a softmax code: how well K classes can be told apart in d dimensions.
/// ```
/// ρ(K, d) = max { min_{c≠j} ⟨w_c − w_j, h_c⟩ : ‖w_c‖ = ‖h_c‖ = 1 }
/// ```
/// With w = h this is 1 − max cosine, the packing of K points on the sphere (Tammes' problem). For K > 2d every optimum
/// found numerically is such a packing.
public enum SoftmaxCodeMargin {
  /// ρ(K, d), where a closed form is known.
  /// ```
  /// d ≥ K − 1            K/(K − 1)        the simplex
  /// d + 2 ≤ K ≤ 2d       1                (not unique: its singular values are not determined)
  /// d = 2                1 − cos 2π/K     the regular K-gon
  /// (8, 3)               1 − (2√2 − 1)/7  the square antiprism
  /// (9, 3)               2/3
  /// (11, 3), (12, 3)     1 − 1/√5         the icosahedron, with or without a corner
  /// (10, 4)              5/6              the Petersen code
  /// (12, 4)              3/4
  /// (14, 5) … (16, 5)    4/5              the half cube
  /// ```
  /// *Guarantee:* the lines for d = 2 and K ≤ 2d are theorems, as are the packings named; that no code with w ≠ h is
  /// better for K > 2d is numerical evidence.
  /// - Returns: the margin, or nil when no closed form is known here.
  /// - Throws: ``TheoryError`` for K < 2 or d < 1, or d = 1 with K > 2: a line tells two classes apart only.
  public static func closedForm(classes: Int, dimension: Int) throws -> Double? {
    try check(classes, dimension)
    let k = Double(classes)
    if dimension >= classes - 1 { return k / (k - 1) }
    if classes <= 2 * dimension { return 1 }
    if dimension == 2 {
      let half = sin(.pi / k)
      return 2 * half * half
    }
    switch (classes, dimension) {
    case (8, 3): return 1 - (2 * 2.0.squareRoot() - 1) / 7
    case (9, 3): return 2.0 / 3
    case (11, 3), (12, 3): return 1 - 1 / 5.0.squareRoot()
    case (10, 4): return 5.0 / 6
    case (12, 4): return 0.75
    case (14...16, 5): return 0.8
    default: return nil
    }
  }

  /// ρ(K, d) to 1e-9 where a closed form or a numerical optimum is known: every d for K ≤ 16.
  /// - Throws: ``TheoryError`` where neither is known.
  public static func value(classes: Int, dimension: Int) throws -> Double {
    if let exact = try closedForm(classes: classes, dimension: dimension) { return exact }
    guard let found = numerical[classes]?[dimension] else {
      throw TheoryError(
        "no margin is known here for K = \(classes), d = \(dimension)",
        mend: "use K ≤ 16, or K ≤ 2d, or d = 2")
    }
    return found
  }

  /// What a reader of the margin may get wrong.
  public static func rivals(classes: Int, dimension: Int) throws -> RivalValues {
    let truth = try value(classes: classes, dimension: dimension)
    let k = Double(classes)
    let d = Double(dimension)
    let all: RivalValues = [
      ("K/(K − 1) in every dimension", k / (k - 1)),
      ("orthogonal vectors: 1 in every dimension", 1),
      ("the K-gon in every dimension", 1 - cos(2 * .pi / k)),
      ("the Welch bound", 1 - ((k - d) / (d * (k - 1))).squareRoot()),
      ("the simplex of d + 1 points", (d + 1) / d),
    ]
    return Rivals.distinct(all, from: truth, by: 1e-6)
  }

  /// Numerical optima, [K: [d: ρ]]: the best of several hundred searches each, polished until the active margins agree
  /// to 1e-12. Lower bounds, strictly speaking. In three dimensions they are the known solutions of Tammes' problem.
  /// *Reference:* Fixtures/softmax-codes/margins.py.
  private static let numerical: [Int: [Int: Double]] = [
    7: [3: 0.789861687269],
    9: [4: 0.837984800388],
    10: [3: 0.595605674784],
    11: [4: 0.769594436405, 5: 0.867146457401],
    12: [5: 0.846068394964],
    13: [3: 0.457363513170, 4: 0.692704346019, 5: 0.812740148115, 6: 0.886920247853],
    14: [3: 0.436049699640, 4: 0.680481405786, 6: 0.867509079676],
    15: [3: 0.407394097065, 4: 0.649007824055, 6: 0.855051025721, 7: 0.901298223727],
    16: [3: 0.387705383517, 4: 0.612371822868, 6: 0.828852350570, 7: 0.886679120399],
  ]

  private static func check(_ classes: Int, _ dimension: Int) throws {
    try Require.count(classes, "K", atLeast: 2)
    try Require.count(dimension, "d", atLeast: classes == 2 ? 1 : 2)
  }
}
