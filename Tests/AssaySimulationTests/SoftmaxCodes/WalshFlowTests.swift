// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssaySimulation
import AssayTestSupport
import Foundation
import Testing

@Suite("The Walsh flow: what it conserves, and where it is bound")
struct WalshFlowTests {
  private func flow(_ classes: Int, _ factors: Int) throws -> WalshFlow {
    try WalshFlow(DeepFeaturesModel(classes: classes, factors: factors))
  }

  private func stream(_ name: String) -> RandomStream {
    RandomStream(StreamKey(seed: 1, claim: "test", case: "Walsh flow", check: name))
  }

  @Test("Ψ changes by −(N − 2) times the integral of the pull", arguments: [4, 8], [1, 2, 3, 4, 6])
  func psi(classes: Int, factors: Int) throws {
    let budget = try flow(classes, factors).psiBudget(from: .exponential(mean: 0.5), time: 30)
      .draw(stream("Ψ"))
    let rate = factors == 2 ? 2 : -Double(factors - 2)
    for (change, pull) in zip(budget.change, budget.pull) {
      // Local errors of 1e-12 relative to the terms of which Ψ is made, over some tens of steps.
      expectClose(change, rate * pull, relative: 1e-10, absolute: 1e-10 * budget.scale)
    }
  }

  @Test("All factors stay Walsh-diagonal, with the frozen mode at 0, and move at the reduced velocity")
  func sightings() throws {
    let factor = try FactorFlow(DeepFeaturesModel(classes: 4, factors: 3))
    let walsh = try flow(4, 3)
    let seen = try factor.walshSightings(from: .exponential(mean: 0.4), atTimes: [0, 5, 20]).draw(
      stream("all"))
    #expect(seen.map(\.time) == [0, 5, 20])
    for sighting in seen {
      #expect(sighting.largestRest < 1e-12 && abs(sighting.frozenMode) < 1e-13)
      let state = try walsh.state(sighting.singularValues)
      for (k, u) in try walsh.velocity(at: state).enumerated() {
        expectClose(sighting.velocity[k], u * sighting.singularValues[k], relative: 1e-11)
      }
    }
  }

  @Test("Margins and logits of a state agree")
  func margins() throws {
    let walsh = try flow(8, 3)
    let state = try walsh.state([1, 2, 3, 4, 5, 6, 7])
    let z = walsh.logits(state)
    let code = LogitCode(z)
    for (j, margin) in walsh.margins(state).enumerated() {
      expectClose(margin, z[0, 0] - z[j + 1, 0], relative: 1e-14)
    }
    expectClose(code.margin, walsh.margins(state).min() ?? 0, relative: 1e-14)
    let (diagonal, rest) = walsh.walshSpectrum(of: z)
    for (k, s) in diagonal.enumerated() { expectClose(s, Double(k + 1), relative: 1e-13) }
    #expect(rest < 1e-13)
    // Costs of the flow's state are those of its logits.
    expectClose(walsh.normalisedCost(state), try code.cost(factors: 3), relative: 1e-12)
  }

  @Test("Two classifiers that share nothing agree on every run that both decide", arguments: [3, 4, 6])
  func classifiers(factors: Int) throws {
    let walsh = try flow(4, factors)
    let stream = stream("classifiers")
    var kinds: [WalshLimit.Kind: Int] = [:]
    for trial in 0..<150 {
      stream.move(toTrial: UInt64(trial))
      let start = try SpectrumLaw.exponential(mean: 1).draw(3, stream)
      let byPsi = try walsh.limit(from: start)
      let byRatio = try walsh.limit(from: start, by: .ratio())
      #expect(byPsi.kind != .undecided)
      if byRatio.kind != .undecided { #expect(byRatio.kind == byPsi.kind, "\(start)") }
      // The necessary condition, and that early verdicts are final ones.
      if byRatio.kind == .collapse { #expect(try (walsh.psi(walsh.state(start)).min() ?? 0) > 0) }
      kinds[byPsi.kind, default: 0] += 1
    }
    #expect((kinds[.collapse] ?? 0) > 10 && (kinds[.lowRank] ?? 0) > 10)
  }

  @Test("With two factors or one, every run ends in collapse", arguments: [1, 2])
  func shallow(factors: Int) throws {
    let walsh = try flow(4, factors)
    let stream = stream("shallow")
    for trial in 0..<50 {
      stream.move(toTrial: UInt64(trial))
      let start = try SpectrumLaw.exponential(mean: 0.1).draw(3, stream)
      #expect(try walsh.limit(from: start, by: .ratio()).kind == .collapse)
    }
  }

  @Test("Equal singular values stay equal and collapse, unless one is far behind at large scale")
  func special() throws {
    let walsh = try flow(4, 3)
    #expect(try walsh.limit(from: [0.01, 0.01, 0.01]).kind == .collapse)
    // r* = 1/8.
    #expect(try walsh.limit(from: [50, 50, 50 * 0.13]).kind == .collapse)
    #expect(try walsh.limit(from: [50, 50, 50 * 0.12]).kind == .lowRank)
    // Exactly on the cone's edge nothing can be told.
    #expect(try walsh.limit(from: [100, 100, 12.5]).kind == .undecided)
  }

  @Test(
    "The separatrix of K = 4 lies at 2^(−N/(N−2))",
    arguments: [(3, 0.125), (4, 0.25), (6, pow(2, -1.5)), (2, 0)])
  func separatrix(factors: Int, ratio: Double) throws {
    let found = try flow(4, factors).separatrix(fromScale: 100, toScale: 1e4)
    // Bisected to 1e-7, with steps of 1e-8.
    expectClose(found, ratio, relative: 3e-7)
  }

  @Test("The growth of margins and norm is that of differences along the flow")
  func marginRates() throws {
    let walsh = try flow(4, 4)
    let method = FlowMethod.adaptive(.rk8pd, relative: 1e-13, absolute: 1e-14)
    func readings(_ state: [Double]) -> (smooth: Double, hard: Double, norm: Double) {
      let margins = walsh.margins(state)
      let norm = state.reduce(0) { $0 + 4 * exp($1 / 2) }.squareRoot()
      let smooth = -log(margins.reduce(0) { $0 + exp(-$1) })
      return (log(smooth), log(margins.min() ?? 0), 4 * log(norm))
    }
    let start = try walsh.state([4, 3, 2.5])
    let h = 1e-4
    var (after, before) = (start, start)
    try walsh.follow(&after, to: h, by: method)
    try walsh.follow(&before, to: -h, by: method)
    let now = try walsh.marginGrowth(start)
    let (up, down) = (readings(after), readings(before))
    expectClose(try #require(now.smooth), (up.smooth - down.smooth) / (2 * h), relative: 1e-6)
    expectClose(now.hard, (up.hard - down.hard) / (2 * h), relative: 1e-6)
    expectClose(now.norm, (up.norm - down.norm) / (2 * h), relative: 1e-6)
    expectClose(now.logLoss, try walsh.logLoss(start), relative: 1e-15)
    #expect(try walsh.marginGrowth(walsh.state([0.1, 0.1, 0.1])).smooth == nil)
  }

  @Test("A run bound for rank 2 keeps its loser bounded, and its cost falls to 2^(3/2) slowly")
  func slowConvergence() throws {
    let walsh = try flow(4, 4)
    let states = try walsh.states(from: [1, 0.6, 0.1], atScales: [1e2, 1e3, 1e4, 1e5])
    let excess = states.map { walsh.normalisedCost($0) - 2 * 2.0.squareRoot() }
    for (a, b) in zip(excess, excess.dropFirst()) {
      // (s_loser/s)^(2/N), with a loser that still grows a little.
      #expect(b > 0 && log10(a / b) > 0.35 && log10(a / b) < 0.6)
    }
    #expect(states.allSatisfy { exp($0.min() ?? 0) < 1 })
    // Its direction aligns all the same.
    let misalignments = try states.map { try walsh.misalignment($0) }
    for (a, b) in zip(misalignments, misalignments.dropFirst()) { #expect(b < a) }
  }

  @Test("A run bound for collapse gets there exponentially fast")
  func fastConvergence() throws {
    let walsh = try flow(4, 3)
    let states = try walsh.states(from: [1, 0.8, 0.6], atScales: [30, 100])
    #expect(walsh.normalisedCost(states[0]) - 3 < 1e-3 && walsh.normalisedCost(states[1]) - 3 < 1e-8)
    #expect(walsh.slack(states[0]) < 1e-2 && walsh.slack(states[1]) < 1e-8)
  }

  @Test("The angle between factors and gradient is that of the vectors themselves")
  func misalignment() throws {
    let (walsh, factor) = (try flow(4, 3), try FactorFlow(DeepFeaturesModel(classes: 4, factors: 3)))
    let s = [2.0, 1.5, 0.7]
    let theta = try factor.state(walsh.walshFactors(s))
    let push = try factor.velocity(at: theta)
    func product(_ x: [Double], _ y: [Double]) -> Double { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
    let cosine = product(theta, push) / (product(theta, theta) * product(push, push)).squareRoot()
    expectClose(try walsh.misalignment(walsh.state(s)), 1 - cosine, relative: 1e-11)
  }

  @Test("Paired runs over depths are the plain runs, and collapse gets rarer")
  func paired() throws {
    let walsh = try flow(4, 3)
    let (law, depths) = (SpectrumLaw.exponential(mean: 10), [3, 4, 8])
    let stream = stream("paired")
    var counts = [0.0, 0, 0]
    for trial in 0..<100 {
      stream.move(toTrial: UInt64(trial))
      let seen = try walsh.collapses(atDepths: depths, from: law).draw(stream)
      stream.move(toTrial: UInt64(trial))
      #expect(try walsh.collapses(from: law).draw(stream) == (seen[0] == 1))
      for i in 0..<3 { counts[i] += seen[i] }
    }
    #expect(counts[0] > counts[1] && counts[1] > counts[2] && counts[2] > 0)
  }

  @Test("Observables have names of their own and repeat from their streams")
  func observables() throws {
    let walsh = try flow(8, 3)
    let law = SpectrumLaw.uniform(upTo: 2)
    let observable = walsh.limit(from: law)
    #expect(observable.setting == "K = 8, N = 3, s(0) = uniform up to 2")
    #expect(try observable.draw(stream("twice")) == observable.draw(stream("twice")))
    let names = [
      observable.name, walsh.collapses(from: law).name, walsh.undecided(from: law).name,
      walsh.coneAndLimit(from: law, by: .ratio()).name,
      walsh.modesLeft(from: law, above: 0.01, atScale: 1e4).name,
      walsh.psiBudget(from: law, time: 1).name, walsh.limit(from: law, by: .ratio()).name,
    ]
    #expect(Set(names).count == names.count)
    #expect(try walsh.modesLeft(from: law, above: 0.01, atScale: 1e4).draw(stream("modes")) >= 3)
    #expect(throws: SimulationError.self) { try SpectrumLaw.fixed([1, 2]).draw(7, stream("fixed")) }
  }
}
