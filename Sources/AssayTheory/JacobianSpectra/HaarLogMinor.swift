// SPDX-License-Identifier: GPL-3.0-or-later

/// The mean log-determinant of the k × k corner of a Haar-orthogonal n × n matrix.
public enum HaarLogMinor {
  /// m_k = E log|det corner|, where a random frame meets the product's first k input directions.
  /// ```
  /// m_k = ½ Σ_{i≤k} [ψ((k − i + 1)/2) − ψ((n − i + 1)/2)] ≤ 0,   m_n = 0
  /// ```
  /// The determinant squared is a product of Beta((k−i+1)/2, (n−k)/2) variables. *Guarantee:* exact.
  /// - Parameters:
  ///   - k: the corner's size, 1 … n.
  ///   - n: the matrix' size (the input dimension, for a rectangular network).
  /// - Throws: ``TheoryError`` when k is outside 1 … n.
  public static func value(first k: Int, width n: Int) throws -> Double {
    try Require.count(n, "n")
    try Require.index(k, upTo: n)
    return try (1...k).reduce(0) {
      $0 + (try HalfInteger.digammaDifference(k - $1 + 1, n - $1 + 1))
    } / 2
  }
}
