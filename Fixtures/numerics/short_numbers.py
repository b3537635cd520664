# SPDX-License-Identifier: GPL-3.0-or-later
"""Matrices of short dyadic numbers that a few lines in any language reproduce exactly.

x <- (75 x + 74) mod 65537, entry = ((x div 16) mod 33 - 16) / 8: multiples of 1/8 in [-2, 2], column by column.
Tests/AssayNumericsTests/Support/ShortNumbers.swift is the same in Swift.
"""

from fractions import Fraction


class ShortNumbers:
    def __init__(self, seed):
        self.x = seed

    def next(self):
        self.x = (75 * self.x + 74) % 65537
        return Fraction((self.x // 16) % 33 - 16, 8)

    def matrix(self, rows, columns):
        """A list of rows."""
        entries = [[self.next() for _ in range(rows)] for _ in range(columns)]
        return [[entries[j][i] for j in range(columns)] for i in range(rows)]
