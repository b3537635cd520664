// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// What one attack has seen so far.
final class AttackSearch {
  /// Ends a search from within: a violation was found, or the limit of evaluations reached.
  struct Ended: Error {}

  /// Enough violations to choose the simplest from.
  static let mostViolations = 200
  /// Stands before the origin of inputs that a search has reached.
  private static let moved = "moved from "

  let bound: Bound
  private let limit: Int
  private(set) var accepted = 0
  private(set) var violations: [Attempt] = []
  private(set) var best: Attempt?
  private var rejected = 0
  private var failed = 0
  private var firstFailure: String?
  private var bestOf: [String: Attempt] = [:]
  private var trace: [AttackReport.Sighting] = []

  init(_ bound: Bound, evaluationLimit: Int) { (self.bound, limit) = (bound, evaluationLimit) }

  /// Evaluates the claim at an input and remembers what was seen.
  func visit(_ input: Input, _ origin: String) -> Attempt? {
    do {
      guard let attempt = try bound.attempt(at: input, origin: origin) else {
        rejected += 1
        return nil
      }
      accepted += 1
      remember(attempt)
      return attempt
    } catch {
      failed += 1
      if firstFailure == nil { firstFailure = "\(error), at \(input)" }
      return nil
    }
  }

  private func remember(_ attempt: Attempt) {
    if attempt.violates { violations.append(attempt) }
    if best.map({ attempt.ratio > $0.ratio }) ?? true { best = attempt }
    if bestOf[attempt.origin].map({ attempt.ratio > $0.ratio }) ?? true { bestOf[attempt.origin] = attempt }
    // Looks at 1, 2, 4, 8, … evaluations show how the attack went without a line for each.
    if let best, accepted & (accepted - 1) == 0 {
      trace.append(AttackReport.Sighting(evaluations: accepted, ratio: best.ratio))
    }
  }

  /// The best inputs of different origins, best first; ties in the origins' order, so that a rerun climbs the same way.
  func bestByOrigin(_ count: Int) -> [Attempt] {
    Array(
      bestOf.values.sorted { ($0.ratio, $1.origin) > ($1.ratio, $0.origin) }.prefix(count))
  }

  /// What the minimisers see: −log of the ratio, +∞ outside the hypotheses.
  func cost(_ input: Input, from origin: String) throws -> Double {
    if accepted >= limit { throw Ended() }
    let moved = origin.hasPrefix(Self.moved) ? origin : Self.moved + origin
    guard let attempt = visit(input, moved) else { return .infinity }
    if attempt.violates { throw Ended() }
    return attempt.ratio > 0 ? -max(log(attempt.ratio), -700) : 700
  }

  /// The simplex' edges: a quarter of each entry, or of the mean size of its matrix' entries.
  static func edges(_ input: Input, uniform: Bool) -> [Double] {
    input.matrices.flatMap { matrix -> [Double] in
      let mean = matrix.frobeniusNorm / Double(matrix.values.count).squareRoot()
      let unit = mean > 0 ? mean : 1
      return matrix.values.map { 0.25 * (uniform ? unit : max($0.magnitude, 1e-3 * unit)) }
    }
  }

  func report(shrinkingWith shrinker: Shrinker) -> AttackReport {
    // The simplest few of the clear violations are shrunk, and the simplest result wins.
    let clear = violations.filter { $0.ratio >= shrinker.clarity }
    let candidates = (clear.isEmpty ? violations : clear)
      .sorted { shrinker.cost($0.input) < shrinker.cost($1.input) }.prefix(8)
    let shrunk = candidates.map {
      AttackReport.Counterexample(found: $0, shrunk: shrinker.shrink($0, against: bound))
    }
    let simplest = shrunk.min { shrinker.cost($0.shrunk.input) < shrinker.cost($1.shrunk.input) }
    if let best, trace.last?.evaluations != accepted {
      trace.append(AttackReport.Sighting(evaluations: accepted, ratio: best.ratio))
    }
    return AttackReport(
      bound: bound.name, accepted: accepted, rejected: rejected, failed: failed, firstFailure: firstFailure,
      best: best, counterexample: simplest, trace: trace)
  }
}

/// What came of an attack.
public struct AttackReport: Sendable, Hashable {
  /// The largest ratio seen after so many evaluations.
  public struct Sighting: Sendable, Hashable {
    /// Evaluations at inputs that meet the hypotheses.
    public let evaluations: Int
    /// The largest ratio among them.
    public let ratio: Double
  }

  /// A violation, as it was found and in its simplest form.
  public struct Counterexample: Sendable, Hashable {
    /// The violation that the attack came upon.
    public let found: Attempt
    /// The same kind of violation in few, small, round numbers.
    public let shrunk: Attempt
  }

  /// The claim that was attacked.
  public let bound: String
  /// Evaluations at inputs that meet the hypotheses.
  public let accepted: Int
  /// Inputs that do not meet the hypotheses.
  public let rejected: Int
  /// Inputs at which a side could not be computed.
  public let failed: Int
  /// The first such failure.
  public let firstFailure: String?
  /// The input with the largest ratio; nil when none met the hypotheses.
  public let best: Attempt?
  /// A violation, if any was found.
  public let counterexample: Counterexample?
  /// How the largest ratio grew.
  public let trace: [Sighting]
}

extension AttackReport: CustomStringConvertible {
  /// One readable paragraph: the counterexample, or how close the attack came.
  public var description: String {
    if let counterexample {
      let c = counterexample.shrunk
      return "\(bound) fails: left = \(c.left), right = \(c.right) at \(c.input)"
    }
    guard let best else { return "\(bound): no input met the hypotheses in \(rejected + failed) draws" }
    return "\(bound) held at \(accepted) inputs; the largest left / right was \(best.ratio), at \(best.input)"
  }
}
