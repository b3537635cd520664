// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

extension WalshFlow {
  /// Where a run from a random spectrum is bound.
  public func limit(from law: SpectrumLaw, by classifier: LimitClassifier = .signOfPsi()) -> Observable<
    WalshLimit
  > {
    Observable("limit by \(classifier.name)", in: "\(description), s(0) = \(law)") { stream in
      try limit(from: law.draw(dimension, stream), by: classifier)
    }
  }

  /// Whether a run ends in neural collapse. An undecided run does not: ask ``undecided(from:by:)`` how many there are.
  public func collapses(from law: SpectrumLaw, by classifier: LimitClassifier = .signOfPsi()) -> Observable<
    Bool
  > {
    limit(from: law, by: classifier).map("neural collapse by \(classifier.name)") { $0.kind == .collapse }
  }

  /// Whether the classifier cannot tell where a run is bound.
  public func undecided(from law: SpectrumLaw, by classifier: LimitClassifier = .signOfPsi()) -> Observable<
    Bool
  > {
    limit(from: law, by: classifier).map("undecided by \(classifier.name)") { $0.kind == .undecided }
  }

  /// Whether runs from one random spectrum end in collapse, 1 or 0, for several numbers of factors: paired, as a
  /// comparison between depths should be. The model's own number is ignored.
  public func collapses(
    atDepths depths: [Int], from law: SpectrumLaw, by classifier: LimitClassifier = .signOfPsi()
  ) -> Observable<[Double]> {
    let list = depths.map(String.init).joined(separator: ", ")
    return Observable(
      "neural collapse for N = \(list) by \(classifier.name)", in: "K = \(model.classes), s(0) = \(law)"
    ) { stream in
      let start = try law.draw(dimension, stream)
      return try depths.map { depth in
        var model = self.model
        model.factors = depth
        return try WalshFlow(model).limit(from: start, by: classifier).kind == .collapse ? 1 : 0
      }
    }
  }

  /// Whether a run that starts inside or outside the cone Ψ > 0 ends in collapse: (inside, collapsed).
  public func coneAndLimit(
    from law: SpectrumLaw, by classifier: LimitClassifier
  ) -> Observable<(inside: Bool, kind: WalshLimit.Kind)> {
    Observable("cone and limit by \(classifier.name)", in: "\(description), s(0) = \(law)") { stream in
      let start = try law.draw(dimension, stream)
      let inside = try (psi(state(start)).min() ?? 0) > 0
      return (inside, try limit(from: start, by: classifier).kind)
    }
  }

  /// How many modes exceed a fraction of the largest when that one reaches a scale.
  public func modesLeft(
    from law: SpectrumLaw, above fraction: Double, atScale scale: Double
  ) -> Observable<Int> {
    Observable(
      "modes above \(fraction.short) s_max at s = \(scale.short)", in: "\(description), s(0) = \(law)"
    ) { stream in
      let end = try states(from: law.draw(dimension, stream), atScales: [scale])[0]
      return EffectiveRank.count(end.map(exp), above: fraction)
    }
  }

  /// The states at which s_max reaches each of some scales, in rising order.
  /// - Parameters:
  ///   - start: s_1 … s_{K−1} > 0.
  ///   - scales: above the largest of them; a scale that is already exceeded gives the start itself.
  public func states(
    from start: [Double], atScales scales: [Double], method: FlowMethod = WalshFlow.limitMethod
  ) throws -> [[Double]] {
    var state = try self.state(start)
    return try scales.map { scale in
      let top = log(scale)
      try follow(
        &state, by: method,
        until: .crossing(accuracy: 1e-9) { _, y in
          var largest = -Double.infinity
          for u in y where u > largest { largest = u }
          return largest - top
        })
      return state
    }
  }

  /// What Ψ did over a time, beside what it was paid by: ∫ of the pull of each wrong class (for the cross-entropy, p_j).
  public struct PsiBudget: Sendable, Hashable {
    /// Ψ_j at the end less at the start.
    public var change: [Double]
    /// ∫ −∂ℓ/∂m_j dt.
    public var pull: [Double]
    /// Σ_k of |y_k| at the start: the size of the terms of which Ψ_j is made.
    public var scale: Double
  }

  /// The change of Ψ from a random spectrum over physical time.
  public func psiBudget(
    from law: SpectrumLaw, time: Double,
    by method: FlowMethod = .adaptive(.rk8pd, relative: 1e-12, absolute: 1e-14)
  ) -> Observable<PsiBudget> {
    Observable("change of Ψ until t = \(time.short)", in: "\(description), s(0) = \(law)") { stream in
      try psiBudget(from: law.draw(dimension, stream), time: time, by: method)
    }
  }

  /// The change of Ψ from a given spectrum, integrated along with the flow.
  public func psiBudget(from start: [Double], time: Double, by method: FlowMethod) throws -> PsiBudget {
    let n = dimension
    let before = try state(start)
    let flow = try plainField(.time)
    let loss = model.loss
    let half = Double(model.classes / 2)
    let work = UnsafeMutableBufferPointer<Double>.allocate(capacity: 2 * n)
    work.initialize(repeating: 0)
    defer { work.deallocate() }
    let (margins, logPulls) = (
      UnsafeMutableBufferPointer(rebasing: work[..<n]), UnsafeMutableBufferPointer(rebasing: work[n...])
    )
    let extended = FlowField(dimension: 2 * n) { t, y, out in
      try flow.derivative(
        t, UnsafeBufferPointer(rebasing: y[..<n]), UnsafeMutableBufferPointer(rebasing: out[..<n]))
      for j in 0..<n {
        margins[j] = 0
        for k in 0..<n where Self.isOdd(k + 1, j + 1) { margins[j] += exp(y[k]) / half }
      }
      _ = loss.logPulls(UnsafeBufferPointer(margins), logPulls)
      for j in 0..<n { out[n + j] = exp(logPulls[j]) }
    }
    var y = before + [Double](repeating: 0, count: n)
    try extended.integrate(&y, to: time, by: method)
    let after = psi(Array(y[..<n]))
    let q = 1 - 2 / Double(model.factors)
    let scale = before.reduce(0) { $0 + (model.factors == 2 ? abs($1) : exp(-q * $1)) }
    return PsiBudget(change: zip(after, psi(before)).map { $0 - $1 }, pull: Array(y[n...]), scale: scale)
  }
}
