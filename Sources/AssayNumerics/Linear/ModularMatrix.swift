// SPDX-License-Identifier: GPL-3.0-or-later

import CAssay

/// A matrix of integers modulo the Mersenne prime 2⁶¹ − 1: ranks and zeros of integer products without any rounding.
///
/// *Guarantee:* the rank modulo the prime never exceeds the rank over the integers, and a non-zero integer matrix vanishes
/// modulo the prime only if the prime divides every entry.
public struct ModularMatrix: Sendable, Hashable {
  /// The modulus, 2⁶¹ − 1.
  public static let prime = UInt64(ASSAY_PRIME)
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The residues, column by column.
  public private(set) var residues: [UInt64]

  /// The n × n identity.
  public static func identity(_ n: Int) -> ModularMatrix {
    var residues = [UInt64](repeating: 0, count: n * n)
    for i in 0..<n { residues[i + i * n] = 1 }
    return ModularMatrix(rows: n, columns: n, residues: residues)
  }

  private init(rows: Int, columns: Int, residues: [UInt64]) {
    (self.rows, self.columns, self.residues) = (rows, columns, residues)
  }

  /// The product w · self, where w has `rows` rows of integers, column by column.
  public func multipliedFromLeft(by w: [Int64], rows: Int) -> ModularMatrix {
    precondition(w.count == rows * self.rows, "the factor needs \(rows) × \(self.rows) entries")
    var out = [UInt64](repeating: 0, count: rows * columns)
    assay_modular_multiply(rows, self.rows, columns, w, residues, &out)
    return ModularMatrix(rows: rows, columns: columns, residues: out)
  }

  /// Whether every entry is zero.
  public var isZero: Bool { residues.allSatisfy { $0 == 0 } }

  /// The rank modulo the prime.
  public var rank: Int {
    var copy = residues
    return assay_modular_rank(rows, columns, &copy)
  }
}
