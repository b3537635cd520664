// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// Matrices of short dyadic numbers, the same as `Fixtures/numerics/short_numbers.py` makes.
struct ShortNumbers {
  private var x: Int

  init(seed: Int) { x = seed }

  mutating func next() -> Double {
    x = (75 * x + 74) % 65537
    return Double((x / 16) % 33 - 16) / 8
  }

  mutating func matrix(rows: Int, columns: Int) -> Matrix {
    var m = Matrix(rows: rows, columns: columns)
    for i in 0..<rows * columns { m.values[i] = next() }
    return m
  }
}
