// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// The law of a layer's gates: which coordinates are open.
public enum GateLaw: Sendable, Hashable, CustomStringConvertible {
  /// Every coordinate is open.
  case none
  /// Independent coordinates, each open with this probability, the whole layer redrawn until at least `rankAtLeast` are open.
  case bernoulli(Double, rankAtLeast: Int)
  /// Independent coordinates without any condition: a layer may close altogether.
  case unconditioned(Double)
  /// Coordinate i is open when a stationary Gaussian sequence with correlations `correlation`^|i − j| exceeds the
  /// quantile that opens it with probability `open`; redrawn until at least `rankAtLeast` are open.
  case toeplitz(open: Double, correlation: Double, rankAtLeast: Int)

  /// For instance "p = 0.5, r = 4".
  public var description: String {
    switch self {
    case .none: "ungated"
    case .bernoulli(let p, let r): "p = \(p.short), r = \(r)"
    case .unconditioned(let p): "p = \(p.short), unconditioned"
    case .toeplitz(let p, let correlation, let r):
      "p = \(p.short), r = \(r), gate correlation \(correlation.short)"
    }
  }

  /// The least number of open coordinates that the law allows among `width`.
  public func guaranteedRank(width: Int) -> Int {
    switch self {
    case .none: width
    case .unconditioned(let p): p == 1 ? width : 0
    case .bernoulli(let p, let r): p == 1 ? width : r
    case .toeplitz(let p, _, let r): p == 1 ? width : r
    }
  }

  /// What is wrong with the law's parameters at this width, if anything.
  func problem(width: Int) -> (String, mend: String)? {
    let (p, r, correlation): (Double, Int, Double) =
      switch self {
      case .none: (1, 1, 0)
      case .unconditioned(let p): (p, 1, 0)
      case .bernoulli(let p, let r): (p, r, 0)
      case .toeplitz(let p, let correlation, let r): (p, r, correlation)
      }
    if !(p > 0 && p <= 1) { return ("a gate opens with probability \(p)", "use 0 < p ≤ 1") }
    if !(r >= 1 && r <= width) {
      return ("the least gate rank is \(r) at width \(width)", "use 1 ≤ r ≤ \(width)")
    }
    if !(correlation.magnitude < 1) { return ("the gate correlation is \(correlation)", "use −1 < ρ < 1") }
    return nil
  }

  /// Draws one layer's open coordinates, in increasing order.
  func draw(width: Int, from stream: RandomStream, into open: inout [Int]) throws {
    switch self {
    case .none:
      open.removeAll(keepingCapacity: true)
      open.append(contentsOf: 0..<width)
    case .unconditioned(let p):
      open.removeAll(keepingCapacity: true)
      for i in 0..<width where stream.bernoulli(p) { open.append(i) }
    case .bernoulli(let p, let r):
      repeat {
        open.removeAll(keepingCapacity: true)
        for i in 0..<width where stream.bernoulli(p) { open.append(i) }
      } while open.count < r
    case .toeplitz(let p, let correlation, let r):
      let threshold = p == 1 ? -Double.infinity : try SpecialFunctions.normalQuantile(1 - p)
      let innovation = (1 - correlation * correlation).squareRoot()
      repeat {
        open.removeAll(keepingCapacity: true)
        var g = stream.gaussian()
        for i in 0..<width {
          if i > 0 { g = correlation * g + stream.gaussian(sd: innovation) }
          if g > threshold { open.append(i) }
        }
      } while open.count < r
    }
  }
}
