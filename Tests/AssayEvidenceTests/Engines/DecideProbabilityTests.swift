// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayNumerics
import Foundation
import Testing

@Suite("Deciding probabilities")
struct DecideProbabilityTests {
  static func decide(
    _ p: Double, _ question: ProbabilityQuestion, cap: Int? = nil, workers: Int = 2
  ) async throws -> Outcome {
    try await decideProbability(
      of: Planted.observable("event") { $0.bernoulli(p) }, question: question,
      key: Planted.key("event \(p)"), settings: Planted.settings(workers: workers), maximumTrials: cap)
  }

  @Test("The true probability is corroborated, another refuted, a near rival left undecided")
  func planted() async throws {
    let truth = try await Self.decide(
      0.3, ProbabilityQuestion(check: "c", prediction: 0.3, rivals: [Rival("r", 0.5)]))
    #expect(truth.verdict == .corroborated && truth.guarantee == .exact)
    let wrong = try await Self.decide(
      0.3, ProbabilityQuestion(check: "c", prediction: 0.5, rivals: [Rival("r", 0.3)]))
    #expect(wrong.verdict == .refuted)
    let near = try await Self.decide(
      0.3, ProbabilityQuestion(check: "c", prediction: 0.3, rivals: [Rival("r", 0.301)]), cap: 4096)
    #expect(near.verdict == .undecided && near.n == 4096)
  }

  @Test("\"Always\" is refuted by one failure, which is named")
  func always() async throws {
    let question = ProbabilityQuestion(check: "c", prediction: 1, rivals: [Rival("mostly", 0.97)])
    let mostly = try await Self.decide(0.97, question)
    #expect(mostly.verdict == .refuted)
    let first = (0...).first { !RandomStream(Planted.key("event 0.97"), trial: $0).bernoulli(0.97) }
    #expect(mostly.counterexample == "trial \(first ?? 0), in which the event failed")
    let always = try await Self.decide(1, question)
    #expect(always.verdict == .corroborated)
    // Margin 0.01: P > 0.99 is what is known, and the interval says so.
    #expect(always.interval?.upper == 1 && (always.interval?.lower ?? 0) > 0.99)
    let unknown = try await Self.decide(1, question, cap: 256)
    #expect(unknown.verdict == .undecided)
  }

  @Test("\"Never\" likewise")
  func never() async throws {
    let question = ProbabilityQuestion(check: "c", prediction: 0, rivals: [Rival("rarely", 0.03)])
    #expect(try await Self.decide(0, question).verdict == .corroborated)
    #expect(try await Self.decide(0.03, question).verdict == .refuted)
  }

  @Test("At an edge the trials needed grow like one over the margin")
  func edge() async throws {
    let outcome = try await Self.decide(
      1, ProbabilityQuestion(check: "c", prediction: 1, margin: 0.001), cap: 4096)
    // After 4096 successes p > 0.9953: 4.7 margins, so about five times as many.
    #expect(outcome.reason?.contains("about 5 times as many trials") == true)
  }

  @Test("Bounds")
  func bounds() async throws {
    #expect(try await Self.decide(0.7, .atLeast(0.5, check: "c")).verdict == .corroborated)
    #expect(try await Self.decide(0.3, .atLeast(0.5, check: "c")).verdict == .refuted)
    #expect(try await Self.decide(0.3, .atMost(0.5, check: "c")).verdict == .corroborated)
    let open = try await Self.decide(0.5, .atMost(0.5, check: "c"), cap: 1024)
    #expect(open.verdict == .undecided)
  }

  @Test("Any number of workers counts the same", arguments: [1, 3])
  func workers(workers: Int) async throws {
    let question = ProbabilityQuestion(check: "c", prediction: 0.3, rivals: [Rival("r", 0.5)])
    var (one, other) = (
      try await Self.decide(0.3, question), try await Self.decide(0.3, question, workers: workers)
    )
    (one.seconds, other.seconds) = (0, 0)
    #expect(one == other)
  }

  @Test("A sum with a limit stops moving; a heavy-tailed average never does")
  func oscillation() async throws {
    let depths = [16, 64, 256]
    func averages(_ draw: @escaping @Sendable (RandomStream) -> Double) -> Observable<[Double]> {
      Planted.observable("averages") { stream in
        var sum = 0.0
        return (1...256).compactMap { l in
          sum += draw(stream)
          return depths.contains(l) ? sum / Double(l) : nil
        }
      }
    }
    let question = OscillationQuestion(check: "moves", depths: depths, threshold: 0.5, probability: 0.3)
    let heavy = try await decideOscillation(
      of: averages { $0.cauchy() }, question: question, key: Planted.key("cauchy"),
      settings: Planted.settings())
    #expect(heavy.map(\.verdict) == [.corroborated, .corroborated])
    #expect(heavy.map(\.check) == ["moves, from depth 16 to 64", "moves, from depth 64 to 256"])
    let light = try await decideOscillation(
      of: averages { $0.gaussian() }, question: question, key: Planted.key("gauss"),
      settings: Planted.settings())
    #expect(light.map(\.verdict) == [.refuted, .refuted])
  }

  @Test("Two equal infinities have not moved; NaN is an error")
  func infinities() async throws {
    let question = OscillationQuestion(check: "moves", depths: [1, 2], threshold: 0.5, probability: 0.3)
    let dead = try await decideOscillation(
      of: Planted.observable("dead") { _ in [-.infinity, -.infinity] }, question: question,
      key: Planted.key("dead"), settings: Planted.settings())
    #expect(dead[0].verdict == .refuted)
    let error = await #expect(throws: DrawError.self) {
      try await decideOscillation(
        of: Planted.observable("nan") { _ in [0, .nan] }, question: question, key: Planted.key("nan"),
        settings: Planted.settings())
    }
    #expect(error?.underlying is NotANumber)
  }

  @Test(
    "Malformed oscillation questions",
    arguments: [([1], 0.5, 0.3), ([2, 1], 0.5, 0.3), ([1, 2], 0, 0.3), ([1, 2], 0.5, 1)])
  func malformed(depths: [Int], threshold: Double, probability: Double) async {
    await #expect(throws: QuestionError.self) {
      try await decideOscillation(
        of: Planted.observable("any") { _ in [0, 0] },
        question: OscillationQuestion(
          check: "c", depths: depths, threshold: threshold, probability: probability),
        key: Planted.key("any"), settings: Planted.settings())
    }
  }
}
