// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation
import Testing

@testable import AssaySimulation

@Suite("Gate laws")
struct GateLawTests {
  /// Draws gates and returns how often each coordinate was open and how often each rank occurred.
  static func frequencies(
    _ law: GateLaw, width: Int, trials: Int
  ) throws -> (open: [Double], rank: [Double]) {
    let stream = RandomStream(
      StreamKey(seed: 7, claim: "gates", case: law.description, check: "n = \(width)"))
    var open = [Double](repeating: 0, count: width)
    var rank = [Double](repeating: 0, count: width + 1)
    var gate: [Int] = []
    for _ in 0..<trials {
      try law.draw(width: width, from: stream, into: &gate)
      #expect(gate == gate.sorted() && Set(gate).count == gate.count)
      for i in gate { open[i] += 1 / Double(trials) }
      rank[gate.count] += 1 / Double(trials)
    }
    return (open, rank)
  }

  /// Hoeffding: a frequency of this many trials misses its probability by more with probability below 1e-9.
  static func hoeffding(_ trials: Int) -> Double { (log(2e9) / Double(2 * trials)).squareRoot() }

  @Test("Unconditioned gates open each coordinate with probability p, and close altogether with (1 − p)ⁿ")
  func unconditioned() throws {
    let trials = 100_000
    let (open, rank) = try Self.frequencies(.unconditioned(0.3), width: 4, trials: trials)
    for frequency in open { #expect(abs(frequency - 0.3) < Self.hoeffding(trials)) }
    #expect(abs(rank[0] - 0.2401) < Self.hoeffding(trials))
  }

  @Test("Conditioned gates have the binomial law given at least r open, and never fewer")
  func conditioned() throws {
    let trials = 100_000
    let (_, rank) = try Self.frequencies(.bernoulli(0.5, rankAtLeast: 3), width: 5, trials: trials)
    #expect(rank[0...2].allSatisfy { $0 == 0 })
    // Binomial(5, ½) weights 10, 5, 1 on the ranks 3, 4, 5.
    for (j, weight) in zip(3...5, [10.0, 5, 1]) {
      #expect(abs(rank[j] - weight / 16) < Self.hoeffding(trials))
    }
  }

  @Test("Neighbouring correlated gates are both open with the arcsine probability")
  func toeplitz() throws {
    let trials = 100_000
    let law = GateLaw.toeplitz(open: 0.5, correlation: 0.6, rankAtLeast: 1)
    // P(both > 0) = ¼ + asin ρ / 2π, and rank 0 has the same probability, which the condition removes.
    let both = 0.25 + asin(0.6) / (2 * .pi)
    let (_, rank) = try Self.frequencies(law, width: 2, trials: trials)
    #expect(abs(rank[2] - both / (1 - both)) < Self.hoeffding(trials))
    #expect(rank[0] == 0)
  }

  @Test("With p = 1 every coordinate is open, whatever the law")
  func fullyOpen() throws {
    for law in [
      GateLaw.none, .unconditioned(1), .bernoulli(1, rankAtLeast: 1),
      .toeplitz(open: 1, correlation: 0.5, rankAtLeast: 1),
    ] {
      #expect(try Self.frequencies(law, width: 3, trials: 10).rank[3] > 0.999)
      #expect(law.guaranteedRank(width: 3) == 3)
    }
  }

  @Test("Period-doubling scales fill two thirds, then one third, of the layers so far")
  func periodDoubling() {
    let scale = LayerScale.periodDoubling(a: M_E, b: 1)
    let stream = RandomStream(StreamKey(seed: 1, claim: "scale", case: "", check: ""))
    let logs = (1...255).map { scale.logarithm(layer: $0, from: stream) }
    func share(_ layers: Int) -> Double { logs.prefix(layers).reduce(0, +) / Double(layers) }
    #expect(Array(logs.prefix(8)) == [1, 0, 0, 1, 1, 1, 1, 0])
    #expect(abs(share(127) - 85.0 / 127) < 1e-15)
    #expect(abs(share(255) - 1.0 / 3) < 1e-15)
  }
}
