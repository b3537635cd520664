// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

extension BalancedFlow {
  /// A kind of small deviation from neural collapse, Z = s (I − 𝟏𝟏ᵀ/K + δ S).
  public enum CollapseDeviation: String, Sendable, Hashable {
    /// S symmetric with zero diagonal and zero row sums: K(K−3)/2 dimensions.
    case symmetric
    /// S antisymmetric with zero row sums: (K−1)(K−2)/2 dimensions.
    case antisymmetric
  }

  /// The factor by which a random small deviation from collapse has grown, relative to s, when s reaches each margin.
  ///
  /// Runs start from ±δ S, and half their difference is read, so that the error is of order δ² and not δ.
  /// - Parameters:
  ///   - kind: the deviation's symmetry.
  ///   - start: s at the start.
  ///   - margins: s at the readings, rising.
  ///   - size: δ, for ‖S‖ = 1.
  public func collapseDeviation(
    _ kind: CollapseDeviation, from start: Double, at margins: [Double], size: Double = 1e-4,
    by method: FlowMethod = .adaptive(.rk8pd, relative: 1e-13, absolute: 1e-14)
  ) -> Observable<[Double]> {
    let list = margins.map(\.short).joined(separator: ", ")
    return Observable(
      "\(kind.rawValue) deviation from collapse at s = \(list)", in: "\(description), s(0) = \(start.short)"
    ) { stream in
      let direction = try deviation(kind, from: stream)
      let plus = try deviations(direction, start, margins, size, method)
      let minus = try deviations(direction, start, margins, -size, method)
      return zip(plus, minus).map { ($0 - $1) / (2 * size) }
    }
  }

  /// ⟨Z, S⟩/s at each margin, of the run from s (Π + δ S).
  private func deviations(
    _ direction: Matrix, _ start: Double, _ margins: [Double], _ size: Double, _ method: FlowMethod
  ) throws -> [Double] {
    let classes = model.classes
    var state = (start * (Self.centring(classes) + size * direction)).values
    return try margins.map { margin in
      // s is the component along Π, tr(ΠZ)/(K−1).
      try follow(
        &state, by: method,
        until: .crossing { _, z in
          var (trace, sum) = (0.0, 0.0)
          for i in 0..<classes { trace += z[i + i * classes] }
          for entry in z { sum += entry }
          return (trace - sum / Double(classes)) / Double(classes - 1) - margin
        })
      return zip(state, direction.values).reduce(0) { $0 + $1.0 * $1.1 } / margin
    }
  }

  /// I − 𝟏𝟏ᵀ/K.
  static func centring(_ classes: Int) -> Matrix {
    Matrix.identity(classes)
      - Matrix(
        rows: classes, columns: classes,
        values: [Double](repeating: 1 / Double(classes), count: classes * classes))
  }

  /// A random direction of a kind, of norm 1.
  private func deviation(_ kind: CollapseDeviation, from stream: RandomStream) throws -> Matrix {
    let k = model.classes
    guard k >= (kind == .symmetric ? 4 : 3) else {
      throw SimulationError(
        description, "no \(kind.rawValue) deviation", mend: "use K ≥ 4, or 3 for antisymmetric")
    }
    var m = Matrix(rows: k, columns: k)
    for j in 0..<k {
      for i in 0..<j {
        m[i, j] = stream.gaussian()
        m[j, i] = kind == .symmetric ? m[i, j] : -m[i, j]
      }
    }
    switch kind {
    case .antisymmetric:
      let centring = Self.centring(k)
      m = centring * m * centring
    case .symmetric:
      // Row sums go by subtracting aᵢ + aⱼ off the diagonal.
      let sums = (0..<k).map { m.row($0).reduce(0, +) }
      let total = sums.reduce(0, +) / Double(2 * k - 2)
      let shares = sums.map { ($0 - total) / Double(k - 2) }
      for j in 0..<k { for i in 0..<k where i != j { m[i, j] -= shares[i] + shares[j] } }
    }
    return 1 / m.frobeniusNorm * m
  }
}
