// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// Where a run of the Walsh flow is bound.
public struct WalshLimit: Sendable, Hashable {
  /// What the run's direction tends to.
  public enum Kind: String, Sendable, Hashable {
    /// All modes grow alike: neural collapse.
    case collapse
    /// Some modes are left behind.
    case lowRank
    /// The classifier cannot tell.
    case undecided
  }

  /// The verdict.
  public var kind: Kind
  /// min_j Ψ_j over max_k y_k at the end.
  public var leastPsi: Double
  /// s_min/s_max at the end.
  public var leastRatio: Double
  /// s_max at the end.
  public var scale: Double
  /// Steps taken.
  public var steps: Int
}

/// How the limit of a run is told from its state.
public struct LimitClassifier: Sendable {
  /// What the classifier is called.
  public let name: String
  /// The verdict at a state before its end, or nil to go on; it is asked after each step.
  public let early: @Sendable (_ flow: WalshFlow, _ state: [Double]) -> WalshLimit.Kind?
  /// The run ends when s_max reaches this.
  public let scale: Double
  /// The verdict at the end.
  public let final: @Sendable (_ flow: WalshFlow, _ state: [Double]) -> WalshLimit.Kind

  /// Names a classifier.
  public init(
    _ name: String, scale: Double,
    early: @escaping @Sendable (_ flow: WalshFlow, _ state: [Double]) -> WalshLimit.Kind? = { _, _ in nil },
    final: @escaping @Sendable (_ flow: WalshFlow, _ state: [Double]) -> WalshLimit.Kind
  ) {
    self.name = name
    self.scale = scale
    self.early = early
    self.final = final
  }

  /// The sign of min_j Ψ_j when s_max has reached a scale: exact up to e^(−O(scale)).
  ///
  /// For N > 2 every Ψ_j falls along the flow and is positive all along when it ends in collapse; so a negative one
  /// settles the matter at once. Within rounding of 0 the run is undecided. For N ≤ 2, where Ψ says nothing, collapse
  /// is read off the ratio s_min/s_max > ½, and the run is undecided otherwise.
  /// - Parameters:
  ///   - scale: where to stop; at K = 4, s = 200 agrees with ratios at s = 10⁶.
  ///   - tolerance: what counts as 0, relative to max y: above the integration's error.
  public static func signOfPsi(atScale scale: Double = 200, tolerance: Double = 1e-6) -> LimitClassifier {
    LimitClassifier(
      "sign of min Ψ at s = \(scale.short)", scale: scale,
      early: { flow, state in
        flow.model.factors > 2 && flow.leastPsi(state) < -tolerance ? .lowRank : nil
      },
      final: { flow, state in
        if flow.model.factors <= 2 { return flow.leastRatio(state) > 0.5 ? .collapse : .undecided }
        let least = flow.leastPsi(state)
        return least > tolerance ? .collapse : least < -tolerance ? .lowRank : .undecided
      })
  }

  /// The ratio s_min/s_max when s_max has reached a scale: collapse above one threshold, low rank below another.
  ///
  /// Knows nothing of Ψ. Losers fall behind only like a power of s, so the scale must be large; runs in between stay
  /// undecided. A run above the upper threshold at s_max > 25 K is settled at once: there collapse attracts, and deviations
  /// die like e^(−s/K). The scale times the integrator's error in log s must stay below 1, as margins are of order s.
  public static func ratio(
    collapseAbove high: Double = 0.9, lowRankBelow low: Double = 0.1, atScale scale: Double = 1e6
  ) -> LimitClassifier {
    LimitClassifier(
      "s_min/s_max at s = \(scale.short)", scale: scale,
      early: { flow, state in
        let far = (state.max() ?? 0) > log(25 * Double(flow.model.classes))
        return far && flow.leastRatio(state) > high ? .collapse : nil
      },
      final: { flow, state in
        let ratio = flow.leastRatio(state)
        return ratio > high ? .collapse : ratio < low ? .lowRank : .undecided
      })
  }
}

extension WalshFlow {
  /// min_j Ψ_j over max_k y_k, y_k = s_k^(−(1−2/N)), for N ≠ 2.
  public func leastPsi(_ state: [Double]) -> Double {
    let q = 1 - 2 / Double(model.factors)
    guard model.factors != 2, let lowest = (q > 0 ? state.min() : state.max()) else { return .infinity }
    return (psi(state).min() ?? .infinity) * exp(q * lowest)
  }

  /// s_min/s_max.
  public func leastRatio(_ state: [Double]) -> Double {
    exp((state.min() ?? 0) - (state.max() ?? 0))
  }

  /// The method by which limits are found: backward differentiation, with step errors of 1e-8 in log s.
  public static let limitMethod = FlowMethod(.msbdf, .adaptive(relative: 0, absolute: 1e-8), firstStep: 1e-3)

  /// Follows the flow until its limit can be told.
  /// - Parameters:
  ///   - start: s_1 … s_{K−1} > 0.
  ///   - classifier: how the limit is told.
  ///   - method: how to integrate, in the clock ``FlowClock/growth``.
  public func limit(
    from start: [Double], by classifier: LimitClassifier = .signOfPsi(),
    method: FlowMethod = WalshFlow.limitMethod
  ) throws -> WalshLimit {
    var state = try self.state(start)
    let top = log(classifier.scale)
    var early: WalshLimit.Kind?
    var current = state
    let end = try follow(
      &state, by: method,
      until: .when { _, y in
        for i in current.indices { current[i] = y[i] }
        early = classifier.early(self, current)
        return early != nil || (y.max() ?? 0) >= top
      })
    return WalshLimit(
      kind: early ?? classifier.final(self, state), leastPsi: leastPsi(state), leastRatio: leastRatio(state),
      scale: exp(state.max() ?? 0), steps: end.steps)
  }
}
