// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssayTestSupport
import Foundation
import Testing

@testable import AssayEvidence

@Suite("Guards of the batch-mean verdicts")
struct BatchGuardsTests {
  static let looks = [32, 64, 128, 256, 512, 1024, 2048, 4096]

  static func violation(_ values: [Double]) -> String? {
    BatchGuards.violation(in: values, moments: Moments(of: values), scale: 0)
  }

  /// The number of replicates in which a guard trips at some look.
  static func alarms(
    _ name: String, replicates: Int, looks: [Int], _ draw: (RandomStream) -> Double
  ) -> Int {
    let stream = RandomStream(Planted.key(name))
    return (0..<replicates).count { replicate in
      stream.move(toTrial: UInt64(replicate))
      var values: [Double] = []
      return looks.contains { look in
        while values.count < look { values.append(draw(stream)) }
        return violation(values) != nil
      }
    }
  }

  /// 100 replicates of six looks, each tripping with probability at most 1e−4 by the table in ``BatchGuards``; the
  /// seed is fixed, and so is the count.
  @Test("Good data trip no guard")
  func good() {
    let looks = Array(Self.looks.prefix(6))
    let laws: [(String, (RandomStream) -> Double)] = [
      ("normal", { $0.gaussian() }), ("uniform", { $0.uniform() }),
      ("log abs normal", { Planted.mean(of: 16, Planted.logAbs, $0) }),
      ("exponential", { Planted.mean(of: 16, { $0.exponential() }, $0) }),
      ("fair coin", { Planted.mean(of: 16, { $0.bernoulli(0.5) ? 1 : 0 }, $0) }),
    ]
    for (name, law) in laws {
      #expect(Self.alarms(name, replicates: 100, looks: looks, law) == 0, "\(name)")
    }
  }

  @Test("A rare event hides from a small sample: the repeated value trips at every look")
  func rareAtom() {
    for look in Self.looks {
      let raw = Planted.draws(look, "rare raw") { $0.bernoulli(0.01) ? 1 : 0 }
      #expect(Self.violation(raw) != nil, "raw, \(look)")
      let batched = Planted.draws(look, "rare batched") {
        Planted.mean(of: 16, { $0.bernoulli(0.01) ? 1 : 0 }, $0)
      }
      #expect(Self.violation(batched)?.contains("rare events") == true, "batched, \(look)")
    }
  }

  @Test("AR(1) with φ = ½ trips from 256 on", arguments: [256, 1024, 4096])
  func dependence(count: Int) {
    var state = 0.0
    let values = Planted.draws(count, "ar") { stream in
      state = 0.5 * state + stream.gaussian()
      return state
    }
    #expect(Self.violation(values)?.contains("correlated") == true)
  }

  @Test("Alternating data are not dependent in the dangerous direction")
  func alternation() {
    var sign = 1.0
    let values = Planted.draws(1024, "alternating") { stream in
      sign = -sign
      return sign + 0.5 * stream.gaussian()
    }
    #expect(Self.violation(values) == nil)
  }

  @Test("Pareto 2.1 trips, raw and in batches of 32, from 4096 on", arguments: [1, 32])
  func heavyTail(batch: Int) {
    let tripped = Self.alarms("pareto \(batch)", replicates: 20, looks: [4096]) {
      Planted.mean(of: batch, Planted.pareto, $0)
    }
    // Each replicate trips with probability about 0.98 or more; fewer than 17 of 20 has probability below 6e−4.
    #expect(tripped >= 17)
  }

  @Test("Hill's index is left alone below 1000 values and on a lattice")
  func hillSpeaksWhenMeaningful() {
    #expect(HeavyTail.violation(in: Planted.draws(999, "pareto few", Planted.pareto)) == nil)
    let lattice = Planted.draws(4096, "lattice") {
      Planted.mean(of: 16, { $0.bernoulli(0.05) ? 1 : 0 }, $0)
    }
    #expect(Self.violation(lattice) == nil)
  }

  @Test("Hill's estimate of exact Pareto quantiles is its index")
  func hillIndex() throws {
    // |x − median| of a symmetric law with tail (i/N)^(−1/2): index 2, so the guard trips and prints it.
    let values = (1...10_000).flatMap { i -> [Double] in
      let x = pow(Double(i) / 10_000, -0.5)
      return [x, -x]
    }
    let reason = try #require(HeavyTail.violation(in: values + [0]))
    let printed = try #require(reason.split(separator: " ").dropFirst(3).first.flatMap { Double($0) })
    // Quantiles of a sample of 20 000: the discretisation at the largest values is of order 1/√1000.
    expectClose(printed, 2, relative: 1 / 1000.0.squareRoot())
  }

  @Test("One value with most of the variance trips from 128 on")
  func outlier() {
    let values = Planted.draws(127, "outlier") { $0.gaussian() } + [20]
    #expect(Self.violation(values)?.contains("more than half") == true)
    #expect(Self.violation(Array(values.suffix(64)))?.contains("more than half") != true)
  }

  @Test("Constants trip, also when rounding makes them differ")
  func constant() {
    let exact = Array(repeating: 0.1, count: 64)
    #expect(Self.violation(exact)?.contains("constant") == true)
    let rounded = (0..<64).map { 0.1 + ($0.isMultiple(of: 3) ? 0.1.ulp : 0) }
    #expect(Self.violation(rounded)?.contains("constant") == true)
  }

  @Test("Moments do not depend on the order beyond rounding, nor lose digits to an offset")
  func moments() {
    let values = Planted.draws(1000, "moments") { $0.gaussian() }
    let (here, there) = (Moments(of: values), Moments(of: values.reversed()))
    // Sums of 1000 terms of size 1: 1000 ulp.
    expectClose(there.mean, here.mean, relative: 0, absolute: 1000 * .ulpOfOne)
    expectClose(there.sd, here.sd, relative: 1000 * .ulpOfOne)
    // An offset of 2³⁰ rounds each value by 2⁻²³; the deviation may change by no more than that.
    let shifted = Moments(of: values.map { $0 + 0x1p30 })
    expectClose(shifted.sd, here.sd, relative: 0, absolute: 0x1p-23)
    #expect(Moments(of: [3]).sd == 0)
    #expect(Moments(of: [1, 3]).mean == 2 && Moments(of: [1, 3]).sd == 2.0.squareRoot())
  }
}
