// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// An inequality that is claimed for every input: left ≤ right wherever the hypotheses hold.
///
/// What is attacked is the ratio left / right. The claim is violated where it exceeds 1 by more than rounding explains.
public struct Bound: Sendable {
  /// A condition on the input, under which alone the claim is made.
  public struct Hypothesis: Sendable {
    /// The condition in words, for instance "the first k rows of VᵀB are independent".
    public let name: String
    /// Whether an input meets it.
    public let holds: @Sendable (Input) throws -> Bool

    /// Names a condition.
    public init(_ name: String, holds: @escaping @Sendable (Input) throws -> Bool) {
      (self.name, self.holds) = (name, holds)
    }
  }

  /// How far rounding can carry the two sides at an input.
  public struct Rounding: Sendable, Hashable {
    /// The relative error of left / right.
    public let relative: Double
    /// A left side up to this size is taken for zero.
    public let absolute: Double

    /// States the rounding errors.
    public init(relative: Double, absolute: Double = 0) {
      (self.relative, self.absolute) = (relative, absolute)
    }
  }

  /// The claim in words or symbols, for instance "sin θ ≤ ρ_k ‖M₂‖ / σ_k(M₁)".
  public let name: String
  /// What the claim ranges over.
  public let space: InputSpace
  /// What it supposes.
  public let hypotheses: [Hypothesis]
  /// The side that is claimed to be the smaller; not negative.
  public let left: @Sendable (Input) throws -> Double
  /// The side that is claimed to be the larger; not negative.
  public let right: @Sendable (Input) throws -> Double
  /// How far rounding can carry the two sides.
  public let rounding: @Sendable (Input) throws -> Rounding
  /// Simpler inputs of the same kind, for instance of a smaller dimension; offered to the shrinker.
  public let simplifications: @Sendable (Input) -> [Input]

  /// Describes an inequality.
  ///
  /// - Parameters:
  ///   - rounding: the rounding errors at an input, from the condition of the problem there. The default, 2¹² ulp relative
  ///     and nothing absolute, is for well-conditioned sides that do not both vanish.
  ///   - simplifications: simpler inputs of the same kind that the shrinker may try, for instance of a smaller dimension.
  public init(
    _ name: String, over space: InputSpace, where hypotheses: [Hypothesis] = [],
    left: @escaping @Sendable (Input) throws -> Double,
    right: @escaping @Sendable (Input) throws -> Double,
    rounding: @escaping @Sendable (Input) throws -> Rounding = { _ in
      Rounding(relative: 4096 * Double.ulpOfOne)
    },
    simplifications: @escaping @Sendable (Input) -> [Input] = { _ in [] }
  ) {
    (self.name, self.space, self.hypotheses) = (name, space, hypotheses)
    (self.left, self.right, self.rounding) = (left, right, rounding)
    self.simplifications = simplifications
  }

  /// The same claim with another right side: a rival, which the same attack must break.
  public func rival(_ name: String, right: @escaping @Sendable (Input) throws -> Double) -> Bound {
    Bound(
      name, over: space, where: hypotheses, left: left, right: right, rounding: rounding,
      simplifications: simplifications)
  }
}

/// A claim's two sides at one input.
public struct Attempt: Sendable, Hashable {
  /// The input.
  public let input: Input
  /// The side that is claimed to be the smaller.
  public let left: Double
  /// The side that is claimed to be the larger.
  public let right: Double
  /// left / right; 0 where the left side vanishes, or exceeds the right one by absolute rounding only; infinite where only
  /// the right side vanishes.
  public let ratio: Double
  /// Whether the ratio exceeds 1 by more than rounding explains.
  public let violates: Bool
  /// Where the input comes from, for instance "A diagonal in powers, B a permutation".
  public let origin: String
}

extension Bound {
  /// Evaluates both sides at one input, for instance at a known extreme case; nil where a hypothesis fails.
  /// - Throws: what the sides throw, or a line that names the claim when a side is negative or undefined.
  public func attempt(at input: Input, origin: String = "given") throws -> Attempt? {
    guard input.matrices.allSatisfy({ $0.values.allSatisfy(\.isFinite) }) else { return nil }
    for hypothesis in hypotheses where try !hypothesis.holds(input) { return nil }
    let left = try left(input)
    let right = try right(input)
    guard left >= 0, right >= 0, left.isFinite else {
      throw BoundError(bound: name, left: left, right: right)
    }
    var ratio = left > 0 ? left / right : 0
    var violates = false
    // Where the claim holds as computed, rounding decides nothing; it may cost as much as the sides.
    if ratio > 1 {
      let rounding = try rounding(input)
      if left <= rounding.absolute { ratio = 0 }
      violates = ratio > 1 + rounding.relative
    }
    return Attempt(input: input, left: left, right: right, ratio: ratio, violates: violates, origin: origin)
  }
}

/// A side of a bound is negative or undefined.
public struct BoundError: Error, Hashable, CustomStringConvertible {
  /// The claim.
  public let bound: String
  /// Its two sides.
  public let left, right: Double

  /// One line: what is wrong, and what to do.
  public var description: String {
    "\(bound): the sides are \(left) and \(right); make both ≥ 0 and finite, or exclude the input by a hypothesis"
  }
}
