// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// How hard a claim about all inputs is attacked: how many samples, and how long the searches from the best of them.
///
/// First every combination of families is sampled; then the ratio of the two sides is driven up from the best samples by
/// the simplex method with restarts, and by simulated annealing followed by the simplex again. A violation ends the
/// search and is shrunk. The same stream leads to the same attack, whatever the machine's load.
/// *Does not hold when:* a claim fails only on a set that neither sampling nor local search can reach; surviving an
/// attack is evidence, no proof.
public struct Attack: Sendable {
  /// Inputs to draw that meet the hypotheses.
  public var samples: Int
  /// Draws allowed for each such input, before the hypotheses are declared unreachable.
  public var drawsPerSample: Int
  /// How many of the best samples, from different families, are climbed from.
  public var starts: Int
  /// The simplex search. Its edge is in units of a start's own entries.
  public var climb: NelderMead
  /// The annealing, in units of the logarithm of the ratio.
  public var annealing: Annealing
  /// How often the best input so far is annealed and climbed from again.
  public var rounds: Int
  /// The most evaluations at inputs that meet the hypotheses; the attack ends there.
  public var evaluationLimit: Int
  /// How clear a violation is kept while it is shrunk.
  public var shrinker: Shrinker

  /// Describes an attack; the default takes half a second where an evaluation takes 50 µs.
  public init(
    samples: Int = 2000, drawsPerSample: Int = 20, starts: Int = 5,
    climb: NelderMead = NelderMead(edge: 1, sizeTolerance: 1e-8, iterationLimit: 500, restarts: 2),
    annealing: Annealing = Annealing(
      firstTemperature: 0.3, lastTemperature: 1e-3, cooling: 1.2, movesPerTemperature: 40),
    rounds: Int = 3, evaluationLimit: Int = 10_000, shrinker: Shrinker = Shrinker()
  ) {
    self.samples = samples
    self.drawsPerSample = drawsPerSample
    self.starts = starts
    self.climb = climb
    self.annealing = annealing
    self.rounds = rounds
    self.evaluationLimit = evaluationLimit
    self.shrinker = shrinker
  }

  /// The same attack with this many times the samples, starts, rounds and evaluations.
  public func scaled(by factor: Double) -> Attack {
    var copy = self
    copy.samples = max(1, Int((Double(samples) * factor).rounded()))
    copy.starts = max(1, Int((Double(starts) * factor).rounded()))
    copy.rounds = max(1, Int((Double(rounds) * factor).rounded()))
    copy.evaluationLimit = max(1, Int((Double(evaluationLimit) * factor).rounded()))
    return copy
  }

  /// Attacks a bound.
  /// - Throws: what the search methods throw on impossible settings. What the claim's own sides throw is counted.
  public func run(against bound: Bound, stream: RandomStream) throws -> AttackReport {
    let search = AttackSearch(bound, evaluationLimit: evaluationLimit)
    try sample(search, stream)
    if search.violations.isEmpty, search.best != nil {
      do {
        for start in search.bestByOrigin(starts) { try climb(search, from: start) }
        for _ in 0..<rounds {
          try anneal(search, stream)
          if let best = search.best { try climb(search, from: best) }
        }
      } catch is AttackSearch.Ended {}
    }
    return search.report(shrinkingWith: shrinker)
  }

  private func sample(_ search: AttackSearch, _ stream: RandomStream) throws {
    let combinations = search.bound.space.combinations
    var draws = 0
    while search.accepted < samples, draws < samples * drawsPerSample {
      let (input, origin) = try search.bound.space.draw(
        combination: draws % combinations, from: stream)
      draws += 1
      _ = search.visit(input, origin)
      if search.violations.count >= AttackSearch.mostViolations { return }
    }
  }

  /// Climbs twice: with a simplex in proportion to each entry, then with one of the same edge for every entry of a
  /// matrix, which alone moves zeros far.
  private func climb(_ search: AttackSearch, from start: Attempt) throws {
    var start = start
    for uniform in [false, true] {
      let origin = start.input.entries
      let edges = AttackSearch.edges(start.input, uniform: uniform)
      let seen = start
      let objective = Objective(dimension: origin.count) { z in
        try search.cost(
          seen.input.with(entries: origin.indices.map { origin[$0] + edges[$0] * z[$0] }), from: seen.origin)
      }
      let found = try climb.minimise(objective, from: [Double](repeating: 0, count: origin.count))
      let end = seen.input.with(entries: origin.indices.map { origin[$0] + edges[$0] * found.point[$0] })
      if let attempt = try? search.bound.attempt(at: end, origin: seen.origin) { start = attempt }
    }
  }

  private func anneal(_ search: AttackSearch, _ stream: RandomStream) throws {
    guard let best = search.best else { return }
    let objective = Objective(dimension: best.input.entries.count) { point in
      try search.cost(best.input.with(entries: Array(point)), from: best.origin)
    }
    _ = try annealing.minimise(objective, from: best.input.entries, stream: stream, move: disturb)
  }
}

/// Changes one entry, now and then several: by a little, by a factor, to zero, to its opposite, or to an integer.
private func disturb(_ point: UnsafeMutableBufferPointer<Double>, _ stream: RandomStream) {
  let size = point.reduce(0) { max($0, $1.magnitude) }
  repeat {
    let i = stream.integer(below: point.count)
    switch stream.integer(below: 8) {
    case 0: point[i] = 0
    case 1: point[i] = -point[i]
    case 2: point[i] = point[i].rounded()
    case 3, 4: point[i] += stream.gaussian(sd: 0.3 * (size > 0 ? size : 1))
    default: point[i] *= 1 + stream.gaussian(sd: 0.3)
    }
  } while stream.bernoulli(0.4)
}
