// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Assay

/// Every verb on quantities whose truth is known by construction.
@Suite("Verbs")
struct VerbTests {
  let package: TemporaryPackage

  init() throws { package = try TemporaryPackage() }

  /// Runs verbs under the claim; what they record must be as expected, since anything else fails the test.
  func deciding<R: Sendable>(
    expecting: Verdict = .corroborated, workers: Int = 2, _ body: @Sendable () async throws -> R
  ) async throws -> R {
    let package = expecting == .refuted ? try TemporaryPackage(expect: "refuted") : self.package
    let evidence = package.root.appending(path: "evidence-\(UUID().uuidString)")
    let run = try package.open(expecting: expecting, workers: workers, evidence: evidence)
    return try await ClaimRun.$current.withValue(run) { try await body() }
  }

  static let normal = Observable("x", in: "normal, mean 1") { 1 + $0.gaussian() }

  @Test("The right mean is corroborated and its rivals are excluded")
  func rightMean() async throws {
    let record = try await deciding {
      try await expectMean(
        of: Self.normal, equals: 1, rivals: [(name: "half", value: 0.5), (name: "none", value: 0)])
    }
    #expect(record.verdict == .corroborated)
    #expect(record.margin == 0.5 / 3)
    #expect(record.rivals.contains { !$0.excluded } == false)
    #expect(record.alpha == 1e-6 && record.guarantee == .asymptotic && record.verb == "mean")
  }

  @Test("A wrong mean is refuted")
  func wrongMean() async throws {
    let record = try await deciding(expecting: .refuted) {
      try await expectMean(of: Self.normal, equals: 0.5, rivals: [(name: "none", value: 0)])
    }
    #expect(record.verdict == .refuted)
  }

  @Test("Inequalities of means are decided on the right side")
  func inequalities() async throws {
    _ = try await deciding {
      try await expectMeans(
        of: Self.normal.map { [$0, $0] }, equal: [.atLeast(0.8, "at least 0.8"), .atMost(1.2, "at most 1.2")])
    }
    _ = try await deciding(expecting: .refuted) {
      try await expectMeans(
        of: Self.normal.map { [$0, $0] }, equal: [.atLeast(1.2, "at least 1.2"), .atMost(0.8, "at most 0.8")])
    }
  }

  @Test("Probabilities, and limits that do not exist")
  func probabilities() async throws {
    let coin = Observable("heads", in: "p = 0.3") { $0.bernoulli(0.3) }
    _ = try await deciding {
      try await expectProbability(of: coin, equals: 0.3, rivals: [(name: "fair", value: 0.5)])
    }
    _ = try await deciding { try await expectProbability(of: coin, atLeast: 0.2) }
    _ = try await deciding { try await expectProbability(of: coin, atMost: 0.4) }
    _ = try await deciding(expecting: .refuted) { try await expectProbability(of: coin, atLeast: 0.4) }
    _ = try await deciding {
      try await expectDiverges([coin], withProbabilityAtLeast: 0.2, rivals: [(name: "settles", value: 0)])
    }
  }

  @Test("Laws of one sample and of two")
  func laws() async throws {
    let uniform = Observable("u", in: "uniform") { $0.uniform() }
    let square = Observable("u²", in: "uniform") {
      let u = $0.uniform(); return u * u
    }
    let cdf: @Sendable (Double) -> Double = { min(1, max(0, $0)) }
    let root: @Sendable (Double) -> Double = { min(1, max(0, $0)).squareRoot() }
    let law = try await deciding {
      try await expectLaw(of: uniform, is: cdf, rivals: [(name: "of u²", cdf: root)])
    }
    #expect(law.guarantee == .exact)
    _ = try await deciding(expecting: .refuted) {
      try await expectLaw(of: square, is: cdf, rivals: [(name: "of u²", cdf: root)])
    }
    let other = Observable("1 − u", in: "uniform") { 1 - $0.uniform() }
    _ = try await deciding { try await expectSameLaw(of: uniform, as: other, rivals: ["u²": square]) }
    _ = try await deciding(expecting: .refuted) {
      try await expectSameLaw(of: uniform, as: square, rivals: ["1 − u": other])
    }
  }

  @Test("Identities hold up to rounding where their rivals fail by far")
  func identities() async throws {
    let expansion = Observable("(a + b)²", in: "normal a, b") { stream in
      let (a, b) = (stream.gaussian(), stream.gaussian())
      let square = (a + b) * (a + b)
      let unit = (abs(a) + abs(b)) * (abs(a) + abs(b)) * Double.ulpOfOne
      return Residuals(
        of: abs(square - (a * a + 2 * a * b + b * b)) / unit,
        rivals: [(name: "without the cross term", value: abs(square - (a * a + b * b)) / unit)],
        input: "a = \(a), b = \(b)")
    }
    // Six rounded operations on terms below the unit.
    let record = try await deciding { try await expectIdentity(expansion, inputs: 500, limit: 6) }
    #expect(record.guarantee == .deterministic && record.alpha == 0)
    let wrong = expansion.map { Residuals(of: $0.rivals[0].value, input: $0.input) }
    let refuted = try await deciding(expecting: .refuted) {
      try await expectIdentity(wrong, inputs: 500, limit: 6)
    }
    #expect(refuted.counterexample?.hasPrefix("a = ") == true)
  }

  @Test("Powers are read off computed points")
  func powers() async throws {
    let points: [(x: Double, y: Double)] = [10.0, 20, 40, 80].map { x in
      let square = x * x
      return (x: x, y: 3 / square + 1 / (square * x))
    }
    let record = try await deciding {
      try expectConverges(
        "y", in: "x", points: points, exponent: -2,
        rivals: [(name: "−1", value: -1), (name: "−3", value: -3)])
    }
    #expect(record.rivals.contains { !$0.excluded } == false)
    _ = try await deciding(expecting: .refuted) {
      try expectConverges("y", in: "x", points: points, exponent: -1, rivals: [(name: "−2", value: -2)])
    }
  }

  @Test("Trends are decided step by step")
  func trends() async throws {
    let rising = Observable("x", in: "normal") { stream in [0, 0.3, 0.8].map { $0 + stream.gaussian() } }
    let steps = ["a", "b", "c"]
    let records = try await deciding { try await expectTrend(of: rising, along: steps, is: .increasing) }
    #expect(records.map(\.check) == ["x: a → b", "x: b → c"] && records[0].verb == "trend")
    _ = try await deciding(expecting: .refuted) {
      try await expectTrend(of: rising, along: steps, is: .decreasing)
    }
    let flat = Observable("x", in: "normal") { stream in [stream.gaussian(), stream.gaussian()] }
    _ = try await deciding { try await expectTrend(of: flat, along: ["a", "b"], is: .constant(within: 0.2)) }
    _ = try await deciding(expecting: .refuted) {
      try await expectTrend(of: rising, along: steps, is: .constant(within: 0.1))
    }
  }

  @Test("Trends without a mean are decided by majority")
  func majorities() async throws {
    let rising = Observable("x", in: "Cauchy") { stream in [0.0, 2, 5].map { $0 + stream.cauchy() } }
    let steps = ["a", "b", "c"]
    let records = try await deciding {
      try await expectTrend(of: rising, along: steps, is: .increasing, by: .majority)
    }
    #expect(records.count == 2 && records[0].guarantee == .exact && records[0].verb == "trend")
    _ = try await deciding(expecting: .refuted) {
      try await expectTrend(of: rising, along: steps, is: .decreasing, by: .majority)
    }
    await #expect(throws: (any Error).self) {
      try await deciding {
        try await expectTrend(of: rising, along: steps, is: .constant(within: 1), by: .majority)
      }
    }
  }

  @Test("Bounds are attacked: a sharp one survives, a rival breaks, a wrong one is refuted by small numbers")
  func bounds() async throws {
    // |tr A| ≤ √n ‖A‖_F, with equality at the identity.
    let space = InputSpace(.square("A", 2))
    let bound = Bound(
      "|tr A| ≤ √n ‖A‖", over: space, left: { abs($0["A"].trace) },
      right: { 2.0.squareRoot() * $0["A"].frobeniusNorm })
    let tighter = bound.rival("|tr A| ≤ ‖A‖", right: { $0["A"].frobeniusNorm })
    let record = try await deciding {
      try await expectBound(bound, in: "n = 2", rivals: [tighter], sharpness: 0.999)
    }
    #expect(record.rivals.count == 1 && record.guarantee == .deterministic)
    let refuted = try await deciding(expecting: .refuted) { try await expectBound(tighter, in: "n = 2") }
    #expect(refuted.counterexample?.contains("A = [[1, 0], [0, 1]]") == true)
  }

  @Test("The same evidence, bit for bit, whatever the number of workers", arguments: [1, 2, 3])
  func workers(count: Int) async throws {
    let product = MaskedProduct(
      width: 6, depth: 9, weights: .gaussian(variance: 0.3), gates: .bernoulli(0.5, rankAtLeast: 2))
    @Sendable func record() async throws -> EvidenceRecord {
      try await expectMeans(
        of: product.growth(upTo: 2).map { [$0[1]] }, equal: [.atMost(0, "λ_2 is negative")]
      )[0]
    }
    let one = try await deciding(workers: 1) { try await record() }
    let many = try await deciding(workers: count) { try await record() }
    #expect(one.agrees(with: many))
    #expect(one.estimate?.bitPattern == many.estimate?.bitPattern)
  }
}
