// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation
import Testing

@Suite("Width", .paper("softmax-codes"))
struct WidthTests {
  /// Four factors and four classes, as wide inside as is asked.
  static func model(width: Int, factors: Int = 4) -> DeepFeaturesModel {
    DeepFeaturesModel(classes: 4, factors: factors, innerWidth: width)
  }

  @Test(
    "From random factors the effective rank at fixed loss rises with the width",
    .claim("softmax-codes/width-raises-rank"))
  func widthRaisesRank() async throws {
    let widths = [4, 8, 16, 32, 64]
    try await expectTrend(
      of: try Self.effectiveRanks(widths: widths) { model in
        try FactorFlow(model).singularValues(atLoss: 1e-3, from: .gaussian(sd: 0.7))
      },
      along: widths.map { "d = \($0)" }, is: .increasing)
  }

  @Test(
    "From balanced factors of the same products the effective rank hardly depends on the width",
    .claim("softmax-codes/width-acts-through-imbalance"))
  func balancedWidth() async throws {
    let widths = [8, 64]
    try await expectTrend(
      of: try Self.effectiveRanks(widths: widths, Self.balanced), along: widths.map { "d = \($0)" },
      // From d = 8 to 64 random factors gain 0.63, which is the rival; a third of that is allowed.
      is: .constant(within: 0.21))
  }

  @Test(
    "At a large width random factors keep a higher rank than balanced ones of the same product",
    .claim("softmax-codes/width-acts-through-imbalance"))
  func imbalanceRaisesRank() async throws {
    let model = Self.model(width: 64)
    let factors = try FactorFlow(model)
    let product = try BalancedFlow(DeepFeaturesModel(classes: 4, factors: 4))
    try await expectTrend(
      of: Observable("effective rank at loss 10⁻³ from one product", in: "K = 4, N = 4, d = 64, σ = 0.7") {
        stream in
        let drawn = try FactorLaw.gaussian(sd: 0.7).draw(model, stream)
        let start = try factors.logits(factors.state(drawn))
        let values = [
          try product.singularValues(atLoss: 1e-3, from: .fixed(start)).draw(stream),
          try factors.singularValues(atLoss: 1e-3, from: .fixed(drawn)).draw(stream),
        ]
        return values.map(EffectiveRank.entropic)
      }, along: ["balanced", "random"], is: .increasing)
  }

  @Test(
    "At a fixed number of factors the initial gaps of the log-singular values fall like √(1/d)",
    .claim("softmax-codes/initial-spread"), arguments: [2, 4])
  func initialSpread(factors: Int) async throws {
    let widths = [64, 256]
    let observables = try widths.map {
      try FactorFlow(Self.model(width: $0, factors: factors + 1))
        .initialLogSingularValues(from: .gaussian(sd: 1), ofFirst: factors)
    }
    let slope = Observable<[Double]>(
      "log-log slope of log s₁ − log s₄ in d", in: "K = 4, N = \(factors), d = 64 and 256"
    ) { stream in
      let gaps = try observables.map { observable in
        let values = try observable.draw(stream)
        return values[0] - values[3]
      }
      return [log(gaps[1] / gaps[0]) / log(4)]
    }
    try await expectConverges(
      of: slope,
      rates: [
        Prediction(
          "slope in d", InitialSpread.slopeInWidth,
          rivals: InitialSpread.slopeRivals.map { (name: $0.name, value: $0.value) })
      ])
  }

  /// The balanced flow of products of random factors of some width.
  static func balanced(_ model: DeepFeaturesModel) throws -> Observable<[Double]> {
    try BalancedFlow(DeepFeaturesModel(classes: 4, factors: 4)).singularValues(
      atLoss: 1e-3,
      from: ProductLaw("product of Gaussian factors of width \(model.width), σ = 0.7") { _, stream in
        try ProductLaw.product(of: .gaussian(sd: 0.7)).draw(model, stream)
      })
  }

  /// Effective ranks for several widths.
  static func effectiveRanks(
    widths: [Int], _ singularValues: (DeepFeaturesModel) throws -> Observable<[Double]>
  ) throws -> Observable<[Double]> {
    let all = try widths.map { try singularValues(model(width: $0)) }
    return Observable(
      "effective rank at loss 10⁻³ for d = \(widths.map(String.init).joined(separator: ", "))",
      in: "K = 4, N = 4, σ = 0.7"
    ) { stream in
      try all.map { EffectiveRank.entropic(try $0.draw(stream)) }
    }
  }
}
