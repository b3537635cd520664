// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

extension FactorFlow {
  /// The logits of one start, followed as free features and as a linear network on orthogonal inputs.
  public struct FeaturesAndInputs: Sendable, Hashable {
    /// Z of the model with free features W_1 X.
    public var features: Matrix
    /// Z of the network with first factor W_1 and inputs X.
    public var inputs: Matrix
    /// Z of the network with first factor W_1 and inputs X whose columns are half as long again.
    public var longerInputs: Matrix
  }

  /// Follows the free features H = W_1 X and the linear network W_N ⋯ W_1 on a random orthogonal X over the same time.
  /// - Parameters:
  ///   - law: the factors at the start.
  ///   - time: physical time.
  public func featuresAndInputs(
    from law: FactorLaw, time: Double,
    by method: FlowMethod = .adaptive(.rk8pd, relative: 1e-12, absolute: 1e-14)
  ) -> Observable<FeaturesAndInputs> {
    Observable("logits at t = \(time.short) by features and by inputs", in: "\(description), \(law)") {
      stream in
      let samples = model.samples
      let gaussian = Matrix(
        rows: samples, columns: samples, values: (0..<(samples * samples)).map { _ in stream.gaussian() })
      let inputs = try QRFactorisation(gaussian).q
      let factors = try law.draw(model, stream)
      func run(_ first: Matrix, inputs: Matrix?) throws -> Matrix {
        var model = self.model
        model.inputs = inputs
        let flow = try FactorFlow(model)
        var all = factors
        all[0] = first
        var state = try flow.state(all)
        try flow.follow(&state, to: time, clock: .time, by: method)
        return flow.logits(state)
      }
      return FeaturesAndInputs(
        features: try run(factors[0] * inputs, inputs: nil), inputs: try run(factors[0], inputs: inputs),
        longerInputs: try run(factors[0], inputs: 1.5 * inputs))
    }
  }

  /// What the flow does to the mean logits of the classes when the samples of a class share their features.
  public struct ClassMeans: Sendable, Hashable {
    /// The features of each class, then the other factors.
    public var factors: [Matrix]
    /// ∂ℒ/∂Z for one sample a class, at these logits.
    public var gradient: Matrix
    /// dZ/dt of the mean logits of each class.
    public var velocity: Matrix
    /// How far the samples of a class move apart.
    public var spread: Double
  }

  /// The velocity of the class means at a random state with class-identical features.
  public func classMeans(from law: FactorLaw) -> Observable<ClassMeans> {
    Observable("velocity of the class means", in: "\(description), \(law)") { stream in
      var single = model
      single.samplesPerClass = 1
      single.inputs = nil
      let means = try law.draw(single, stream)
      var all = means
      let copies = model.samplesPerClass
      all[0] = means[0].selecting(
        rows: Array(0..<means[0].rows), columns: (0..<model.samples).map { $0 / copies })
      let velocity = try logitVelocity(try state(all))
      var mean = Matrix(rows: model.classes, columns: model.classes)
      var spread = 0.0
      for sample in 0..<model.samples {
        for j in 0..<model.classes {
          mean[j, sample / copies] += velocity[j, sample] / Double(copies)
          spread = max(spread, abs(velocity[j, sample] - velocity[j, sample / copies * copies]))
        }
      }
      let logits = try FactorFlow(single).logits(FactorFlow(single).state(means))
      return ClassMeans(
        factors: means, gradient: try single.logitGradient(logits), velocity: mean, spread: spread)
    }
  }
}
