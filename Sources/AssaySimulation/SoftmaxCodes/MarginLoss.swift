// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A classification loss ℓ of the margins m_j = z_c − z_j between the right class c and the wrong ones.
///
/// A loss is given by its logarithm and those of its pulls −∂ℓ/∂m_j > 0, so that a flow can be followed to losses far
/// below the smallest double. One of your own is made like ``crossEntropy``.
public struct MarginLoss: Sendable {
  /// Writes log(−∂ℓ/∂m_j) for each margin and returns log ℓ.
  public typealias LogPulls =
    @Sendable (
      _ margins: UnsafeBufferPointer<Double>, _ logPulls: UnsafeMutableBufferPointer<Double>
    ) -> Double
  /// Writes ∂ log(−∂ℓ/∂m_j) / ∂m_i into `matrix[j * margins.count + i]`, given the margins and the log-pulls.
  public typealias LogPullSlopes =
    @Sendable (
      _ margins: UnsafeBufferPointer<Double>, _ logPulls: UnsafeBufferPointer<Double>,
      _ matrix: UnsafeMutableBufferPointer<Double>
    ) -> Void

  /// What the loss is called, for instance "cross-entropy".
  public let name: String
  /// The loss and its pulls.
  public let logPulls: LogPulls
  /// The pulls' slopes, for stiff flows; nil leaves them to finite differences.
  public let logPullSlopes: LogPullSlopes?

  /// Names a loss.
  public init(_ name: String, logPulls: @escaping LogPulls, logPullSlopes: LogPullSlopes? = nil) {
    self.name = name
    self.logPulls = logPulls
    self.logPullSlopes = logPullSlopes
  }

  /// log(1 + Σ e^(−m_j)), whose pulls are the probabilities of the wrong classes.
  public static let crossEntropy = MarginLoss(
    "cross-entropy",
    logPulls: { margins, logPulls in
      // exp stays finite with the largest exponent, or that of the right class, taken out.
      var shift = 0.0
      for m in margins where -m > shift { shift = -m }
      var sum = 0.0
      for m in margins { sum += exp(-m - shift) }
      let logTotal = shift + log(exp(-shift) + sum)
      for j in margins.indices { logPulls[j] = -margins[j] - logTotal }
      return logOfLog1p(logSumExp(minus: margins))
    },
    logPullSlopes: { margins, logPulls, matrix in
      let n = margins.count
      for j in 0..<n {
        for i in 0..<n { matrix[j * n + i] = exp(logPulls[i]) - (i == j ? 1 : 0) }
      }
    })

  /// Σ e^(−m_j): the cross-entropy without saturation, which has the same limits.
  public static let exponential = MarginLoss(
    "exponential loss",
    logPulls: { margins, logPulls in
      for j in margins.indices { logPulls[j] = -margins[j] }
      return logSumExp(minus: margins)
    },
    logPullSlopes: { margins, _, matrix in
      for j in margins.indices {
        for i in margins.indices { matrix[j * margins.count + i] = i == j ? -1 : 0 }
      }
    })

  /// log Σ e^(−m_j).
  static func logSumExp(minus margins: UnsafeBufferPointer<Double>) -> Double {
    var shift = -Double.infinity
    for m in margins where -m > shift { shift = -m }
    var sum = 0.0
    for m in margins { sum += exp(-m - shift) }
    return shift + log(sum)
  }

  /// log log(1 + e^x), accurate at both ends.
  private static func logOfLog1p(_ x: Double) -> Double {
    // Below, log(1 + t) = t to the last bit; above, 1 + 1/t = 1 to the last bit of the logarithm's logarithm.
    if x < -37 { return x }
    return log(x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)))
  }
}
