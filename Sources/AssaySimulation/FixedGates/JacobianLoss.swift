// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// A loss as a function of a linear network's Jacobian alone, with its gradient G = ∂loss/∂J.
public struct JacobianLoss: Sendable {
  /// The loss at J.
  public let value: @Sendable (Matrix) -> Double
  /// G at J, of J's shape.
  public let gradient: @Sendable (Matrix) -> Matrix

  /// A loss from its value and gradient.
  public init(
    value: @escaping @Sendable (Matrix) -> Double, gradient: @escaping @Sendable (Matrix) -> Matrix
  ) {
    (self.value, self.gradient) = (value, gradient)
  }

  /// The mean loss over a data set.
  public static func mean(_ loss: OutputLoss, over data: LabelledData) -> JacobianLoss {
    JacobianLoss {
      loss.value($0 * data.inputs, data)
    } gradient: {
      loss.gradient($0 * data.inputs, data).multiplied(by: data.inputs, transposingOther: true)
    }
  }

  /// ½ ‖J − target‖², for a target of J's shape.
  public static func distance(to target: Matrix) -> JacobianLoss {
    JacobianLoss {
      let norm = ($0 - target).frobeniusNorm
      return norm * norm / 2
    } gradient: {
      $0 - target
    }
  }

  /// ⟨G, J⟩ with a gradient that is the same everywhere.
  public static func linear(_ g: Matrix) -> JacobianLoss {
    JacobianLoss {
      zip($0.values, g.values).reduce(0) { $0 + $1.0 * $1.1 }
    } gradient: { _ in
      g
    }
  }
}
