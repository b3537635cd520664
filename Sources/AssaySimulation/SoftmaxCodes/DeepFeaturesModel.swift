// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// The deep unconstrained features model: logits Z = W_N ⋯ W_1 X of N linear factors, of which the first is the features.
///
/// With free features, X = I, the columns of W_1 are the features of the samples, n of each of K classes, ordered by
/// class. The loss is the mean over all samples. Its gradient flow can be followed in several coordinates: all factors
/// (``FactorFlow``), their product when they are balanced (``BalancedFlow``), K − 1 singular values under
/// Walsh–Hadamard symmetry (``WalshFlow``). All of them ask one place, ``LogitGradient``, for the loss.
public struct DeepFeaturesModel: Sendable, CustomStringConvertible {
  /// K.
  public var classes: Int
  /// N, the features counted as one.
  public var factors: Int
  /// n.
  public var samplesPerClass: Int
  /// The inner width d; K when nil.
  public var innerWidth: Int?
  /// X, one column a sample; nil for free features.
  public var inputs: Matrix?
  /// The loss of one sample.
  public var loss: MarginLoss

  /// Describes a model.
  public init(
    classes: Int, factors: Int, samplesPerClass: Int = 1, innerWidth: Int? = nil, inputs: Matrix? = nil,
    loss: MarginLoss = .crossEntropy
  ) {
    self.classes = classes
    self.factors = factors
    self.samplesPerClass = samplesPerClass
    self.innerWidth = innerWidth
    self.inputs = inputs
    self.loss = loss
  }

  /// For instance "K = 4, N = 3, d = 64".
  public var description: String {
    var parts = ["K = \(classes)", "N = \(factors)"]
    if let innerWidth { parts.append("d = \(innerWidth)") }
    if samplesPerClass != 1 { parts.append("n = \(samplesPerClass)") }
    if let inputs { parts.append("inputs of dimension \(inputs.rows)") }
    if loss.name != MarginLoss.crossEntropy.name { parts.append(loss.name) }
    return parts.joined(separator: ", ")
  }

  /// d.
  public var width: Int { innerWidth ?? classes }
  /// K n.
  public var samples: Int { classes * samplesPerClass }

  /// Rows and columns of W_1 … W_N.
  public var shapes: [(rows: Int, columns: Int)] {
    (1...factors).map { l in
      (l == factors ? classes : width, l == 1 ? inputs?.rows ?? samples : width)
    }
  }

  /// Throws when the model cannot be simulated.
  func validate() throws {
    if classes < 2 { throw SimulationError(description, "K = \(classes)", mend: "use at least 2 classes") }
    if factors < 1 { throw SimulationError(description, "N = \(factors)", mend: "use at least 1 factor") }
    if samplesPerClass < 1 { throw SimulationError(description, "n = \(samplesPerClass)", mend: "use n ≥ 1") }
    if width < 1 { throw SimulationError(description, "d = \(width)", mend: "use d ≥ 1") }
    if let inputs, inputs.columns != samples || inputs.rows < 1 {
      throw SimulationError(
        description, "the inputs have \(inputs.columns) columns", mend: "give one column a sample: \(samples)"
      )
    }
  }
}
