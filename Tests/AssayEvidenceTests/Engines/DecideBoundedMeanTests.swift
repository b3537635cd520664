// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayNumerics
import Foundation
import Testing

@Suite("Deciding bounded means")
struct DecideBoundedMeanTests {
  /// Mean 1 on [−1, 3].
  static let uniform = Planted.observable("uniform") { 4 * $0.uniform() - 1 }

  static func decide(_ question: MeanQuestion, cap: Int? = nil) async throws -> Outcome {
    try await decideBoundedMean(
      of: uniform, in: -1...3, question: question, key: Planted.key("bounded"),
      settings: Planted.settings(), maximumDraws: cap)
  }

  @Test("True, shifted and undecided, in the observable's own units")
  func planted() async throws {
    let truth = try await Self.decide(
      MeanQuestion(check: "c", prediction: 1, rivals: [Rival("r", 1.6)]))
    #expect(truth.verdict == .corroborated && truth.guarantee == .exact && truth.batch == 1)
    #expect(truth.interval?.contains(1) == true)
    #expect(
      try await Self.decide(MeanQuestion(check: "c", prediction: 1.3, rivals: [Rival("r", 1)])).verdict
        == .refuted)
    #expect(
      try await Self.decide(MeanQuestion(check: "c", prediction: 1, margin: 0.001), cap: 512).verdict
        == .undecided)
    #expect(try await Self.decide(.atLeast(0.5, check: "c")).verdict == .corroborated)
  }

  @Test("A value outside the range is invalid; rounding beyond it is not")
  func outside() async throws {
    func decide(_ draw: @escaping @Sendable (RandomStream) -> Double) async throws -> Outcome {
      try await decideBoundedMean(
        of: Planted.observable("cosine", draw),
        question: MeanQuestion(check: "c", prediction: 0.5, margin: 0.2),
        key: Planted.key("outside"), settings: Planted.settings())
    }
    #expect(try await decide { $0.bernoulli(0.5) ? 1.001 : 0 }.verdict == .invalid)
    #expect(try await decide { $0.bernoulli(0.5) ? 1.0.nextUp : -1e-17 }.verdict == .corroborated)
    #expect(try await decide { _ in .nan }.reason == "trial 0 drew nan, outside 0.0...1.0")
  }

  @Test("A range without width is refused")
  func width() async throws {
    await #expect(throws: QuestionError.self) {
      try await decideBoundedMean(
        of: Self.uniform, in: 1...1, question: .atLeast(0, check: "c"), key: Planted.key("width"),
        settings: Planted.settings())
    }
  }
}
