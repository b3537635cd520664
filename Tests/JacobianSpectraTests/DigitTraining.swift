// SPDX-License-Identifier: GPL-3.0-or-later

import Assay
import Foundation

/// Networks trained on handwritten digits by gradient descent, from random weights down to a given loss.
struct DigitTraining: Sendable {
  /// Which network is trained.
  enum Kind: String, Sendable, CaseIterable, CustomStringConvertible {
    case fixedGates = "fixed-gates network"
    case rectifier = "ReLU network"

    var description: String { rawValue }
  }

  let kind: Kind
  let loss: OutputLoss
  let target: Double
  private let data: LabelledData

  /// The first 60 digits of the fixture: all ten classes.
  init(_ kind: Kind, loss: OutputLoss, untilLoss target: Double) throws {
    (self.kind, self.loss, self.target) = (kind, loss, target)
    data = try LabelledData.digits().prefix(60)
  }

  /// The participation ratio of the Jacobian before and after training, for a network of each depth.
  ///
  /// Hidden layers have 20 units and weights of variance 1/fan-in; a fixed-gates network has p = ½ and r = 10.
  func participationRatios(depths: [Int]) -> Observable<[(start: Double, end: Double)]> {
    let losses: [OutputLoss: String] = [.squared: "squared loss", .crossEntropy: "cross-entropy"]
    let setting = "\(kind) on digits, 64-20-…-10, \(losses[loss] ?? "") down to \(target)"
    return Observable("participation ratios", in: setting) { stream in
      try depths.map { depth in
        let widths = [64] + [Int](repeating: 20, count: depth - 1) + [10]
        switch kind {
        case .fixedGates: return try fixedGates(widths, stream)
        case .rectifier: return try rectifier(widths, stream)
        }
      }
    }
  }

  private func fixedGates(_ widths: [Int], _ stream: RandomStream) throws -> (Double, Double) {
    let network = try FixedGatesNetwork.gaussian(
      widths: widths, gates: .bernoulli(0.5, rankAtLeast: 10), from: stream)
    let end = try network.descended(.mean(loss, over: data), rate: 0.2, steps: 4000, untilLoss: target)
    try requireTarget(end.loss)
    return (network.participationRatio, end.network.participationRatio)
  }

  private func rectifier(_ widths: [Int], _ stream: RandomStream) throws -> (Double, Double) {
    let network = try RectifierNetwork.gaussian(widths: widths, gain: 1, from: stream)
    let end = try network.descended(loss, over: data, rate: 0.2, steps: 4000, untilLoss: target)
    try requireTarget(end.loss)
    return (try ratio(network), try ratio(end.network))
  }

  /// The mean over 20 images of the participation ratio of the Jacobian in the image's activation region.
  private func ratio(_ network: RectifierNetwork) throws -> Double {
    try (0..<20).reduce(0) {
      $0 + (try network.region(at: data.inputs.column(3 * $1)).participationRatio) / 20
    }
  }

  private func requireTarget(_ reached: Double) throws {
    guard reached <= target else {
      throw SimulationError(
        "training on digits", "the loss stayed at \(reached)",
        mend: "allow more steps, or a greater loss than \(target)")
    }
  }
}

extension LabelledData {
  /// The digits of the fixture.
  static func digits() throws -> LabelledData {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    let file = root.appending(path: "Fixtures/digits/digits.csv")
    return try .classes(csv: String(contentsOf: file, encoding: .utf8), named: "Fixtures/digits/digits.csv")
  }
}
