// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// The loss of a matrix of logits and its gradient, as logarithms where they may underflow: the model's only physics.
final class LogitGradient {
  private let model: DeepFeaturesModel
  private let margins: UnsafeMutableBufferPointer<Double>
  private let logPulls: UnsafeMutableBufferPointer<Double>

  init(_ model: DeepFeaturesModel) {
    self.model = model
    margins = .allocate(capacity: model.classes - 1)
    logPulls = .allocate(capacity: model.classes - 1)
    margins.initialize(repeating: 0)
    logPulls.initialize(repeating: 0)
  }

  deinit {
    margins.deallocate()
    logPulls.deallocate()
  }

  /// The loss and its gradient at K × Kn logits.
  /// - Parameter gradient: receives e^(−logScale) ∂ℒ/∂Z, with entries of order 1.
  /// - Returns: log ℒ and logScale.
  func evaluate(
    _ logits: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>
  ) -> (logLoss: Double, logScale: Double) {
    let (classes, samples) = (model.classes, model.samples)
    var logLosses = LogSum()
    var scale = -Double.infinity
    for sample in 0..<samples {
      let label = sample / model.samplesPerClass
      let (z, g) = (logits + sample * classes, gradient + sample * classes)
      fillMargins(z, label)
      logLosses.add(model.loss.logPulls(UnsafeBufferPointer(margins), logPulls))
      for i in 0..<(classes - 1) {
        g[i < label ? i : i + 1] = logPulls[i]
        if logPulls[i] > scale { scale = logPulls[i] }
      }
    }
    if scale == -.infinity { scale = 0 }
    for sample in 0..<samples {
      let label = sample / model.samplesPerClass
      let g = gradient + sample * classes
      var sum = 0.0
      for j in 0..<classes where j != label {
        g[j] = exp(g[j] - scale)
        sum += g[j]
      }
      g[label] = -sum
    }
    let logSamples = log(Double(samples))
    return (logLosses.value - logSamples, scale - logSamples)
  }

  /// The least margin over all samples, and log ℒ.
  func reading(_ logits: UnsafePointer<Double>) -> (leastMargin: Double, logLoss: Double) {
    var logLosses = LogSum()
    var least = Double.infinity
    for sample in 0..<model.samples {
      fillMargins(logits + sample * model.classes, sample / model.samplesPerClass)
      least = min(least, margins.reduce(.infinity, min))
      logLosses.add(model.loss.logPulls(UnsafeBufferPointer(margins), logPulls))
    }
    return (least, logLosses.value - log(Double(model.samples)))
  }

  private func fillMargins(_ z: UnsafePointer<Double>, _ label: Int) {
    for i in margins.indices { margins[i] = z[label] - z[i < label ? i : i + 1] }
  }
}

/// log Σ e^x, added up one term at a time.
struct LogSum {
  private var shift = -Double.infinity
  private var sum = 0.0

  mutating func add(_ x: Double) {
    if x <= shift {
      sum += exp(x - shift)
    } else if x > -.infinity {
      sum = sum * exp(shift - x) + 1
      shift = x
    }
  }

  var value: Double { sum == 0 ? -.infinity : shift + log(sum) }
}

extension DeepFeaturesModel {
  /// log ℒ and the least margin of K × Kn logits; a loss below 1e-308 has a logarithm all the same.
  public func reading(ofLogits z: Matrix) throws -> (leastMargin: Double, logLoss: Double) {
    try validate()
    precondition(z.rows == classes && z.columns == samples, "the logits are \(classes) × \(samples)")
    return LogitGradient(self).reading(z.values)
  }

  /// ∂ℒ/∂Z at K × Kn logits.
  public func logitGradient(_ z: Matrix) throws -> Matrix {
    try validate()
    precondition(z.rows == classes && z.columns == samples, "the logits are \(classes) × \(samples)")
    var gradient = Matrix(rows: classes, columns: samples)
    let (_, logScale) = LogitGradient(self).evaluate(z.values, gradient: &gradient.values)
    return exp(logScale) * gradient
  }
}
