// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

extension BalancedFlow {
  /// The singular values of the logits where the loss first falls to a value, from a random product.
  public func singularValues(
    atLoss loss: Double, from law: ProductLaw,
    by method: FlowMethod = .adaptive(.rk8pd, relative: 1e-7, absolute: 1e-10)
  ) -> Observable<[Double]> {
    Observable("singular values at loss \(loss.short)", in: "\(description), balanced, \(law)") { stream in
      var state = try law.draw(model, stream).values
      return try singularValues(&state, atLogLoss: log(loss), by: method)
    }
  }

  /// Effective ranks at one loss from one random product, for several numbers of factors: paired, as a comparison
  /// between depths should be.
  ///
  /// Follows balanced K × K factors, which is the same flow and two to three times faster than on the product.
  /// - Parameters:
  ///   - depths: the numbers of factors; the model's own is ignored.
  ///   - loss: where the singular values are read.
  ///   - law: the product at the start, drawn once.
  public func effectiveRanks(
    atDepths depths: [Int], loss: Double, from law: ProductLaw,
    by method: FlowMethod = .adaptive(.rk8pd, relative: 1e-7, absolute: 1e-10)
  ) -> Observable<[Double]> {
    let list = depths.map(String.init).joined(separator: ", ")
    return Observable(
      "effective rank at loss \(loss.short) for N = \(list)", in: "K = \(model.classes), balanced, \(law)"
    ) { stream in
      let start = try law.draw(model, stream)
      return try depths.map { depth in
        let deep = DeepFeaturesModel(classes: model.classes, factors: depth, loss: model.loss)
        let flow = try FactorFlow(deep)
        var state = try flow.state(BalancedFlow(deep).balancedFactors(of: start))
        return EffectiveRank.entropic(try flow.singularValues(&state, atLogLoss: log(loss), by: method))
      }
    }
  }
}
