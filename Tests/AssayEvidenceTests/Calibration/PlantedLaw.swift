// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import AssaySimulation
import Foundation

@testable import AssayEvidence

/// A law with a known mean, drawn in batches as an engine would draw it.
struct PlantedLaw: Sendable {
  typealias Draw = (RandomStream) throws -> Double

  let name: String
  let mean: Double
  /// How many draws make an observation.
  let batch: Int
  /// A sampler for one replicate; dependent data keep their state in it.
  let open: @Sendable () -> Draw

  init(_ name: String, mean: Double, batch: Int = 16, open: @escaping @Sendable () -> Draw) {
    (self.name, self.mean, self.batch, self.open) = (name, mean, batch, open)
  }

  /// An observation: the mean of the next batch.
  func observe(_ draw: Draw, _ stream: RandomStream) throws -> Double {
    var sum = 0.0
    for _ in 0..<batch { sum += try draw(stream) }
    return sum / Double(batch)
  }

  var label: String { batch == 1 ? name : "\(name), means of \(batch)" }

  static func bernoulli(_ p: Double, batch: Int = 16) -> PlantedLaw {
    PlantedLaw("Bernoulli \(p)", mean: p, batch: batch) { { $0.bernoulli(p) ? 1 : 0 } }
  }

  static let normal = PlantedLaw("normal", mean: 0, batch: 1) { { $0.gaussian() } }

  /// The data for which a batch-mean verdict is meant, raw where that is the harder case.
  static let good: [PlantedLaw] = [
    normal,
    PlantedLaw("uniform", mean: 0.5, batch: 1) { { $0.uniform() } },
    PlantedLaw("exponential", mean: 1) { { $0.exponential() } },
    PlantedLaw("log abs N", mean: -0.635181422730739) { { log(abs($0.gaussian())) } },
    .bernoulli(0.5),
    growth,
  ]

  /// Data with a variance but slow convergence: the guards may protest.
  static let slow: [PlantedLaw] = [
    PlantedLaw("lognormal(1)", mean: 0.5.exponential, batch: 64) { { exp($0.gaussian()) } },
    PlantedLaw("Student t₃", mean: 0) {
      { stream in
        let chi = (0..<3).reduce(0.0) { sum, _ in
          let x = stream.gaussian()
          return sum + x * x
        }
        return stream.gaussian() / (chi / 3).squareRoot()
      }
    },
    .bernoulli(0.05, batch: 64),
    .bernoulli(0.99, batch: 256),
  ]

  /// Data that break an assumption of the method.
  static let bad: [PlantedLaw] = [
    PlantedLaw("AR(1), φ = ½", mean: 0, batch: 1) {
      var state = 0.0
      return { stream in
        state = 0.5 * state + stream.gaussian()
        return state
      }
    },
    .bernoulli(0.01, batch: 1),
    .bernoulli(0.01),
    PlantedLaw("Pareto 2.1", mean: 2.1 / 1.1, batch: 1) { { Planted.pareto($0) } },
    PlantedLaw("Pareto 2.1", mean: 2.1 / 1.1, batch: 32) { { Planted.pareto($0) } },
  ]

  /// The second direction's growth a layer in a masked product: n = 4, p = ½, K ≥ 2, σ² = 1.
  ///
  /// Its mean is ½ (log 2 + E ψ((K − 1)/2)) at every depth, with P(K = 2, 3, 4) = (6, 4, 1)/11 and ψ(½), ψ(1), ψ(3/2) from
  /// their closed forms.
  static let growth: PlantedLaw = {
    let gamma = 0.5772156649015329
    let half = -gamma - 2 * log(2)
    let digamma = (6 * half - 4 * gamma + (half + 2)) / 11
    let product = MaskedProduct(
      width: 4, depth: 4, weights: .gaussian(variance: 1), gates: .bernoulli(0.5, rankAtLeast: 2))
    let observable = product.growth(upTo: 2)
    return PlantedLaw("growth of a masked product", mean: (log(2) + digamma) / 2, batch: 4) {
      { try observable.draw($0)[1] }
    }
  }()
}

extension Double {
  fileprivate var exponential: Double { Foundation.exp(self) }
}
