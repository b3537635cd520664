// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import AssayEvidence

@Suite("Questions that no evidence could answer")
struct QuestionErrorTests {
  static let rivals = [Rival("third wheel", 1.3)]

  @Test("An equality without finite rival or margin")
  func noMargin() {
    #expect(throws: QuestionError.noMargin(check: "c")) {
      try MeanQuestion(check: "c", prediction: 1).criterion()
    }
    #expect(throws: QuestionError.noMargin(check: "c")) {
      try MeanQuestion(check: "c", prediction: 1, rivals: [Rival("dies", -.infinity)]).criterion()
    }
  }

  @Test("A margin wider than a third, and one that is exactly the third")
  func wide() throws {
    #expect(throws: QuestionError.self) {
      try MeanQuestion(check: "c", prediction: 1, rivals: Self.rivals, margin: 0.11).criterion()
    }
    let third = try MeanQuestion(check: "c", prediction: 1, rivals: Self.rivals, margin: 0.1).criterion()
    #expect(third.margin == 0.1)
    let narrow = try MeanQuestion(check: "c", prediction: 1, rivals: Self.rivals, margin: 0.01).criterion()
    #expect(narrow.margin == 0.01)
  }

  @Test("A margin that is no positive number", arguments: [0, -1, .nan, .infinity])
  func nonsense(margin: Double) {
    #expect(throws: QuestionError.self) {
      try MeanQuestion(check: "c", prediction: 1, margin: margin).criterion()
    }
  }

  @Test("A rival that predicts the same, also when it differs by rounding alone")
  func indistinguishable() {
    let twin = 0.1 + 0.2
    #expect(throws: QuestionError.indistinguishable(check: "c", rival: "twin", value: twin)) {
      try MeanQuestion(check: "c", prediction: 0.3, rivals: [Rival("twin", twin)]).criterion()
    }
  }

  @Test("Numbers that are none")
  func notFinite() {
    #expect(throws: QuestionError.self) {
      try MeanQuestion(check: "c", prediction: .infinity, margin: 1).criterion()
    }
    #expect(throws: QuestionError.self) {
      try MeanQuestion(check: "c", prediction: 0, rivals: [Rival("none", .nan)], margin: 1).criterion()
    }
    #expect(throws: QuestionError.self) {
      try MeanQuestion.atLeast(0, check: "c", rivals: [Rival("none", .nan)]).criterion()
    }
  }

  @Test("A bias bound that eats up the margin", arguments: [0.1000001, 0.5, -0.01, .nan])
  func bias(bound: Double) {
    #expect(throws: QuestionError.self) {
      try MeanQuestion(check: "c", prediction: 1, rivals: Self.rivals, biasBound: bound).criterion()
    }
  }

  @Test("An error probability outside (0, 1)", arguments: [0, 1, 2, .nan])
  func alpha(alpha: Double) {
    #expect(throws: QuestionError.self) {
      try MeanQuestion(check: "c", prediction: 1, margin: 1, alpha: alpha).criterion()
    }
  }

  @Test("Probabilities outside [0, 1], and trivial bounds")
  func probability() {
    #expect(throws: QuestionError.self) {
      try ProbabilityQuestion(check: "c", prediction: 1.1, margin: 0.1).criterion()
    }
    #expect(throws: QuestionError.self) {
      try ProbabilityQuestion(check: "c", prediction: 0.5, rivals: [Rival("r", -0.5)]).criterion()
    }
    #expect(throws: QuestionError.self) { try ProbabilityQuestion.atLeast(1, check: "c").criterion() }
    #expect(throws: QuestionError.self) { try ProbabilityQuestion.atMost(0, check: "c").criterion() }
  }

  @Test("Every error is one line that names the check and the mend")
  func oneLine() {
    let errors: [QuestionError] = [
      .notFinite(check: "the check", what: "the prediction", value: .nan), .noMargin(check: "the check"),
      .margin(check: "the check", margin: 1, widest: 0.1, rival: "r"),
      .margin(check: "the check", margin: -1, widest: .infinity, rival: nil),
      .indistinguishable(check: "the check", rival: "r", value: 1),
      .biasBound(check: "the check", biasBound: 1, margin: 0.1), .alpha(check: "the check", alpha: 2),
      .probability(check: "the check", value: 2, mend: "it must lie in [0, 1]"),
      .plan(check: "the check", what: "batch", value: "0", mend: "average more"),
    ]
    for error in errors {
      let text = error.description
      #expect(text.hasPrefix("the check: "))
      #expect(text.split(whereSeparator: { $0.isNewline }).count == 1)
    }
    #expect(
      QuestionError.margin(check: "c", margin: 0.2, widest: 0.1, rival: "mean-field").description
        == "c: margin 0.2 must lie in (0, 0.1], a third of the distance to the rival \"mean-field\"")
  }
}
