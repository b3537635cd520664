// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssaySimulation
import AssayTestSupport
import Foundation
import Testing

@Suite("Margin losses and their gradients")
struct MarginLossTests {
  /// log ℓ and the log-pulls at some margins.
  private func evaluate(_ loss: MarginLoss, _ margins: [Double]) -> (logLoss: Double, logPulls: [Double]) {
    var pulls = [Double](repeating: 0, count: margins.count)
    let logLoss = margins.withUnsafeBufferPointer { m in
      pulls.withUnsafeMutableBufferPointer { loss.logPulls(m, $0) }
    }
    return (logLoss, pulls)
  }

  static let margins: [[Double]] = [[0.3, -1.2, 2], [0, 0, 0], [5, 6, 7], [-3, -4, 1], [0.5]]

  @Test(
    "The cross-entropy is −log of the right class's probability, its pulls the wrong classes' ones",
    arguments: margins)
  func crossEntropy(margins: [Double]) {
    let total = 1 + margins.reduce(0) { $0 + exp(-$1) }
    let (logLoss, logPulls) = evaluate(.crossEntropy, margins)
    expectClose(logLoss, log(log(total)), relative: 1e-14, absolute: 1e-15)
    for (pull, m) in zip(logPulls, margins) {
      expectClose(pull, log(exp(-m) / total), relative: 1e-14, absolute: 1e-15)
    }
  }

  @Test("Pulls are minus the loss's slopes, and slopes of pulls are what differences say", arguments: margins)
  func slopes(margins: [Double]) throws {
    for loss in [MarginLoss.crossEntropy, .exponential] {
      let (_, logPulls) = evaluate(loss, margins)
      var matrix = [Double](repeating: 0, count: margins.count * margins.count)
      let slopes = try #require(loss.logPullSlopes)
      margins.withUnsafeBufferPointer { m in
        logPulls.withUnsafeBufferPointer { p in matrix.withUnsafeMutableBufferPointer { slopes(m, p, $0) } }
      }
      // Central differences: an error of h² and one of ulp/h, both near 1e-10 for h = 1e-5.
      let h = 1e-5
      for i in margins.indices {
        var (above, below) = (margins, margins)
        above[i] += h
        below[i] -= h
        let (up, down) = (evaluate(loss, above), evaluate(loss, below))
        expectClose(
          (exp(down.logLoss) - exp(up.logLoss)) / (2 * h), exp(logPulls[i]), relative: 1e-8, absolute: 1e-9)
        for j in margins.indices {
          expectClose(
            (up.logPulls[j] - down.logPulls[j]) / (2 * h), matrix[j * margins.count + i], relative: 1e-8,
            absolute: 1e-9)
        }
      }
    }
  }

  @Test("Losses of e^(−100000) and of 100000 have their logarithms")
  func extremes() {
    let (tiny, tinyPulls) = evaluate(.crossEntropy, [1e5, 2e5])
    expectClose(tiny, -1e5, relative: 1e-15)
    #expect(tinyPulls == [-1e5, -2e5])
    let (huge, hugePulls) = evaluate(.crossEntropy, [-1e5, -2e5])
    expectClose(huge, log(2e5), relative: 1e-15)
    #expect(hugePulls[1] == 0 && hugePulls[0] == -1e5)
    // Around the point where log(1 + t) turns into t.
    for m in [36.5, 36.9, 37.1, 38] {
      expectClose(evaluate(.crossEntropy, [m]).logLoss, -m, relative: 0, absolute: exp(-m))
    }
  }

  @Test("The gradient of the logits is what differences of the loss say, for several samples a class")
  func logitGradient() throws {
    let model = DeepFeaturesModel(classes: 3, factors: 2, samplesPerClass: 2)
    let stream = RandomStream(StreamKey(seed: 2, claim: "test", case: "logits", check: "gradient"))
    let z = Matrix(rows: 3, columns: 6, values: (0..<18).map { _ in stream.gaussian(sd: 2) })
    let gradient = try model.logitGradient(z)
    let h = 1e-5
    for i in z.values.indices {
      var (above, below) = (z, z)
      above.values[i] += h
      below.values[i] -= h
      let slope =
        (exp(try model.reading(ofLogits: above).logLoss) - exp(try model.reading(ofLogits: below).logLoss))
        / (2 * h)
      expectClose(slope, gradient.values[i], relative: 1e-8, absolute: 1e-9)
    }
    for c in 0..<6 { expectClose(gradient.column(c).reduce(0, +), 0, relative: 0, absolute: 1e-16) }
  }

  @Test("The least margin is found over all samples")
  func leastMargin() throws {
    let model = DeepFeaturesModel(classes: 2, factors: 1, samplesPerClass: 2)
    let z = Matrix([[3, 1, 0, -1], [1, 2, 2, 4]])
    // Samples 0 and 1 belong to class 0, samples 2 and 3 to class 1.
    #expect(try model.reading(ofLogits: z).leastMargin == -1)
  }
}
