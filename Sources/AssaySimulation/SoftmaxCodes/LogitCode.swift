// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

/// A square matrix of logits, one column a class: what it separates, and what it costs N factors.
public struct LogitCode: Sendable, Hashable {
  /// Z.
  public let logits: Matrix

  /// A code of K × K logits.
  public init(_ logits: Matrix) {
    precondition(logits.rows == logits.columns && logits.rows >= 2, "a code has as many logits as classes")
    self.logits = logits
  }

  /// The logits ⟨w_j, h_c⟩ of class vectors and features, both d × K.
  public init(classVectors w: Matrix, features h: Matrix) {
    self.init(w.multiplied(by: h, transposed: true))
  }

  /// K.
  public var classes: Int { logits.rows }

  /// Neural collapse: I − 𝟏𝟏ᵀ/K.
  public static func collapse(classes: Int) -> LogitCode { simplices([classes]) }

  /// The direct sum of simplices of these sizes, with diagonal entries 1 before the columns' means are taken out.
  ///
  /// Centring changes no margin and makes no singular value larger; it matters for simplices of size 1.
  public static func simplices(_ sizes: [Int]) -> LogitCode {
    precondition(sizes.allSatisfy { $0 >= 1 }, "a simplex has at least one class")
    let classes = sizes.reduce(0, +)
    var z = Matrix(rows: classes, columns: classes)
    var first = 0
    for size in sizes {
      for a in first..<(first + size) {
        for b in first..<(first + size) { z[a, b] = a == b ? 1 : -1 / Double(size - 1) }
      }
      first += size
    }
    return LogitCode(z).centred
  }

  /// K/2 blocks of two classes; an odd class stands alone.
  public static func blocks(classes: Int) -> LogitCode {
    simplices([Int](repeating: 2, count: classes / 2) + [Int](repeating: 1, count: classes % 2))
  }

  /// The regular K-gon: cosines of the angles between classes.
  public static func polygon(classes: Int) -> LogitCode {
    var z = Matrix(rows: classes, columns: classes)
    for a in 0..<classes {
      for b in 0..<classes { z[a, b] = cos(2 * .pi * Double(a - b) / Double(classes)) }
    }
    return LogitCode(z)
  }

  /// The words of a binary linear code as vectors of signs, 2^m words of m generators; bit i of a generator is its i-th.
  public static func binaryCode(generators: [Int], length: Int) -> LogitCode {
    let words = (0..<(1 << generators.count)).map { pick in
      generators.indices.reduce(0) { pick >> $1 & 1 == 1 ? $0 ^ generators[$1] : $0 }
    }
    var z = Matrix(rows: words.count, columns: words.count)
    for (a, u) in words.enumerated() {
      for (b, v) in words.enumerated() { z[a, b] = Double(length - 2 * (u ^ v).nonzeroBitCount) }
    }
    return LogitCode(z)
  }

  /// The code with the mean of each column taken out: the same margins, no larger singular values.
  public var centred: LogitCode {
    var z = logits
    for c in 0..<classes {
      let mean = logits.column(c).reduce(0, +) / Double(classes)
      for j in 0..<classes { z[j, c] -= mean }
    }
    return LogitCode(z)
  }

  /// γ = min_c min_{j≠c} (Z_cc − Z_jc); positive when every class is told apart.
  public var margin: Double {
    var least = Double.infinity
    for c in 0..<classes {
      for j in 0..<classes where j != c { least = min(least, logits[c, c] - logits[j, c]) }
    }
    return least
  }

  /// The code scaled to margin 1.
  /// - Throws: ``SimulationError`` when some class is not told apart.
  public func atUnitMargin() throws -> LogitCode {
    let margin = margin
    guard margin > 0 else {
      throw SimulationError(
        "code of \(classes) classes", "margin \(margin)", mend: "use logits that separate")
    }
    return LogitCode(1 / margin * logits)
  }

  /// The singular values above rounding level, largest first. What lies below is 0, whose fractional powers are 0 too.
  public func singularValues() throws -> [Double] {
    let values = try logits.singularValues()
    let floor = 8 * Double(classes) * Double.ulpOfOne * (values.first ?? 0)
    return values.filter { $0 > floor }
  }

  /// The rank.
  public func rank() throws -> Int { try singularValues().count }

  /// 𝒞_N = Σ s_i^(2/N) at margin 1.
  /// - Throws: ``SimulationError`` when some class is not told apart.
  public func cost(factors: Int) throws -> Double {
    try atUnitMargin().singularValues().reduce(0) { $0 + pow($1, 2 / Double(factors)) }
  }
}
