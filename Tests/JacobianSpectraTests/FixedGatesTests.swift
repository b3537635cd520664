// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Testing

@Suite("Fixed-gates networks", .paper("jacobian-spectra"))
struct FixedGatesTests {
  /// Images 0, 3 and 8 of the fixture: the first ones of these digits.
  static let images = [0, 3, 8]

  @Test(
    "The gates of a random ReLU network at a real image act as independent fair coins",
    .claim("jacobian-spectra/real-relu-law"), arguments: images)
  func realReLULaw(image index: Int) async throws {
    let image = try Digits.load()[index]
    let (n, depth, r) = (16, 6, 4)
    let network = ReLUNetwork(
      input: image.pixels, named: "image \(index) (a \(image.digit))", width: n, depth: depth,
      weights: .gaussian(variance: 0.49), activeAtLeast: r)
    func coins(_ gates: GateLaw) -> MaskedProduct {
      MaskedProduct(
        width: n, depth: depth, weights: .gaussian(variance: 0.49), gates: gates, inputs: image.pixels.count)
    }
    let (fair, favoured) = (GateLaw.bernoulli(0.5, rankAtLeast: r), GateLaw.bernoulli(0.6, rankAtLeast: r))

    // Along the image itself a dependence of gates on weights shows first: gates that open for large signals, half of
    // them too, are the rival that only this direction can tell apart.
    let sizeGated = ReLUNetwork(
      input: image.pixels, named: "image \(index) (a \(image.digit))", width: n, depth: depth,
      weights: .gaussian(variance: 0.49), activeAtLeast: r, activity: .large)
    try await expectSameLaw(
      of: network.logNorm(along: image.pixels), as: coins(fair).logNorm(along: image.pixels),
      rivals: [
        "gates that see the weights, p = ½": sizeGated.logNorm(along: image.pixels),
        "gates that favour the weights, p = 0.6": coins(favoured).logNorm(along: image.pixels),
        "no gates": coins(.none).logNorm(along: image.pixels),
      ])

    if index == Self.images[0] {
      for k in [1, r] {
        @Sendable func logValue(_ product: some RandomProduct) -> Observable<Double> {
          product.logSingularValues(upTo: k).map("log s_\(k)") { $0[k - 1] }
        }
        try await expectSameLaw(
          of: logValue(network), as: logValue(coins(fair)),
          rivals: [
            "gates that favour the weights, p = 0.6": logValue(coins(favoured)),
            "no gates": logValue(coins(.none)),
          ])
      }
    }

    // The exponents themselves, with the input direction inside the frame: where dependence would show first.
    let law = try GateRankLaw.binomial(width: n, openProbability: 0.5, rankAtLeast: r)
    let frame = try QRFactorisation(Matrix.frame(containing: image.pixels, columns: 2)).q
    try await expectMeans(
      of: network.growth(upTo: 2, along: frame),
      equal: try (1...2).map { k in
        let favoured = try GateRankLaw.binomial(width: n, openProbability: 0.6, rankAtLeast: r)
        let onIndex = try ExponentRival.conditionedOnIndex.value(index: k, law: law, variance: 0.49)
        return Prediction(
          "λ_\(k), frame along the image", try LyapunovExponent.value(index: k, law: law, variance: 0.49),
          rivals: [
            (
              name: "gates that favour the weights, p = 0.6",
              value: try LyapunovExponent.value(index: k, law: favoured, variance: 0.49)
            ),
            (name: "no gates", value: try LyapunovExponent.ungated(index: k, width: n, variance: 0.49)),
          ] + (k == 2 ? [(name: "conditioned on K ≥ 2 instead of K ≥ r", value: onIndex)] : []))
      })
  }
}

extension Matrix {
  /// The given vector beside the first coordinate directions.
  static func frame(containing x: [Double], columns: Int) -> Matrix {
    var m = Matrix(rows: x.count, columns: columns)
    for (i, entry) in x.enumerated() { m[i, 0] = entry }
    for j in 1..<columns { m[j - 1, j] = 1 }
    return m
  }
}
