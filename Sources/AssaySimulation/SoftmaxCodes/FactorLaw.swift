// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// The law of the factors W_1 … W_N at the start of a run.
public struct FactorLaw: Sendable, CustomStringConvertible {
  /// What the law is called, for instance "Gaussian, σ = 0.7".
  public let description: String
  /// Draws the factors of a model.
  public let draw: @Sendable (_ model: DeepFeaturesModel, _ stream: RandomStream) throws -> [Matrix]

  /// Names a law.
  public init(
    _ description: String,
    draw: @escaping @Sendable (_ model: DeepFeaturesModel, _ stream: RandomStream) throws -> [Matrix]
  ) {
    self.description = description
    self.draw = draw
  }

  /// Independent normal entries of variance σ²/d in every factor.
  public static func gaussian(sd: Double) -> FactorLaw {
    FactorLaw("Gaussian, σ = \(sd.short)") { model, stream in
      let scale = sd / Double(model.width).squareRoot()
      return model.shapes.map { rows, columns in
        Matrix(
          rows: rows, columns: columns, values: (0..<(rows * columns)).map { _ in stream.gaussian(sd: scale) }
        )
      }
    }
  }

  /// Balanced factors of a random product.
  public static func balanced(_ product: ProductLaw) -> FactorLaw {
    FactorLaw("balanced, \(product)") { model, stream in
      try BalancedFlow(model).balancedFactors(of: product.draw(model, stream))
    }
  }

  /// Factors that are diagonal in the Walsh basis, with these singular values of the product.
  public static func walsh(_ spectrum: SpectrumLaw) -> FactorLaw {
    FactorLaw("Walsh-diagonal, \(spectrum)") { model, stream in
      let flow = try WalshFlow(model)
      return flow.walshFactors(try spectrum.draw(flow.dimension, stream))
    }
  }

  /// The same factors each time.
  public static func fixed(_ factors: [Matrix]) -> FactorLaw {
    FactorLaw("given factors") { _, _ in factors }
  }
}

/// The law of the product Z at the start of a balanced run.
public struct ProductLaw: Sendable, CustomStringConvertible {
  /// What the law is called.
  public let description: String
  /// Draws the K × K product of a model.
  public let draw: @Sendable (_ model: DeepFeaturesModel, _ stream: RandomStream) throws -> Matrix

  /// Names a law.
  public init(
    _ description: String,
    draw: @escaping @Sendable (_ model: DeepFeaturesModel, _ stream: RandomStream) throws -> Matrix
  ) {
    self.description = description
    self.draw = draw
  }

  /// ε G/√K with independent standard normal entries in G.
  public static func gaussian(scale: Double) -> ProductLaw {
    ProductLaw("Z = \(scale.short) G/√K") { model, stream in
      let sd = scale / Double(model.classes).squareRoot()
      return Matrix(
        rows: model.classes, columns: model.classes,
        values: (0..<(model.classes * model.classes)).map { _ in stream.gaussian(sd: sd) })
    }
  }

  /// The product of random factors: what they share with a balanced run is Z alone, not their imbalance.
  public static func product(of factors: FactorLaw) -> ProductLaw {
    ProductLaw("product of \(factors)") { model, stream in
      let flow = try FactorFlow(model)
      return flow.logits(try flow.state(factors.draw(model, stream)))
    }
  }

  /// The same product each time.
  public static func fixed(_ product: Matrix) -> ProductLaw {
    ProductLaw("given product") { _, _ in product }
  }
}
