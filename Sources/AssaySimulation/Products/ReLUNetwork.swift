// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// A bias-free ReLU network at random initialisation and a given input; its Jacobian there is a random product.
///
/// h_l = max(0, W_l h_{l−1}) for l < L, and the last layer is linear; the gate of layer l is where W_l h_{l−1} > 0, so gates
/// and weights are *not* independent: they are read off the network's own activations.
public struct ReLUNetwork: RandomProduct, Hashable {
  /// The input x; its length is the number of inputs. Must not vanish.
  public let input: [Double]
  /// A name for the input, for tables.
  public let inputName: String
  /// The width n of every layer.
  public let width: Int
  /// The number L of weight matrices.
  public let depth: Int
  /// The law of the weights (independent entries).
  public let weights: WeightLaw
  /// Layers with fewer active units than this are redrawn, weights and all.
  public let activeAtLeast: Int
  /// Which units are active.
  public let activity: Activity

  /// When a unit is active.
  public enum Activity: String, Sendable, Hashable {
    /// When its signal w·h is positive: the rectifier.
    case positive = "ReLU"
    /// When its signal is large, |w·h| above the median of its law for normal weights: half of the units too, but by a rule
    /// that does see how long w is along h. No rectifier; a contrast for claims about independence.
    case large = "size-gated"
  }

  /// Describes a network at an input; its parameters are checked before anything is drawn.
  public init(
    input: [Double], named inputName: String, width: Int, depth: Int, weights: WeightLaw,
    activeAtLeast: Int = 1, activity: Activity = .positive
  ) {
    (self.input, self.inputName, self.width, self.depth) = (input, inputName, width, depth)
    (self.weights, self.activeAtLeast, self.activity) = (weights, activeAtLeast, activity)
  }

  /// The setting, for instance "ReLU network at digit 0, n = 16, r = 4, Gaussian, σ² = 0.125, L = 6".
  public var description: String {
    "\(activity.rawValue) network at \(inputName), n = \(width), r = \(activeAtLeast), \(weights), L = \(depth)"
  }

  /// The dimension of the inputs.
  public var inputs: Int { input.count }

  /// Throws ``SimulationError`` when a parameter makes no sense.
  public func validate() throws {
    let problem: (String, mend: String)? =
      if width < 1 || depth < 1 || input.isEmpty {
        ("width \(width), depth \(depth), \(input.count) inputs", "use at least 1 of each")
      } else if !input.allSatisfy(\.isFinite) || input.allSatisfy({ $0 == 0 }) {
        ("the input \(inputName) vanishes or is not finite", "use another input")
      } else if activeAtLeast < 1 || activeAtLeast > width {
        ("at least \(activeAtLeast) of \(width) units are to be active", "use 1 ≤ r ≤ \(width)")
      } else if weights == .haarOrthogonal {
        ("the network draws independent weights only", "use .gaussian or another law of entries")
      } else {
        weights.problem
      }
    if let (text, mend) = problem { throw SimulationError("ReLU network", text, mend: mend) }
  }

  /// Draws the layers in order, and reads each gate off the activations.
  public func forEachFactor(
    from stream: RandomStream, completing: [Int] = [], _ visit: (Factor) throws -> Void
  ) throws {
    guard case .independent(let law, let variance) = weights else { return try validate() }
    let sd = variance.squareRoot()
    var activations = input  // of the active units of the layer before
    for layer in 1..<depth {
      var weight: Matrix
      var signals: [Double]
      var active: [Int]
      var threshold: Double
      repeat {
        weight = stream.matrix(rows: width, columns: activations.count, law: law, standardDeviation: sd)
        signals = weight * activations
        threshold = activity == .positive ? 0 : Self.medianSize * sd * norm(activations)
        active = signals.indices.filter {
          (activity == .positive ? signals[$0] : abs(signals[$0])) > threshold
        }
      } while active.count < activeAtLeast
      if completing.contains(layer) {
        try Factor.visit(.weight, layer: layer, weight, visit)
        let gate = Matrix.identity(width).selecting(rows: active, columns: Array(0..<width))
        try Factor.visit(.gate, layer: layer, gate, visit)
      } else {
        let gated = weight.selecting(rows: active, columns: Array(0..<weight.columns))
        try Factor.visit(.gatedWeight, layer: layer, gated, visit)
      }
      // Gates do not see the size of the activations, which would overflow at great depth.
      let size = active.reduce(0) { max($0, abs(signals[$1])) }
      activations = active.map { signals[$0] / size }
    }
    let last = stream.matrix(rows: width, columns: activations.count, law: law, standardDeviation: sd)
    try Factor.visit(.weight, layer: depth, last, visit)
  }

  /// The median of |N(0, 1)|.
  private static let medianSize = 0.6744897501960817

  private func norm(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }
}
