# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes matrices.json: sums, products and norms of matrices of short dyadic numbers, in exact fractions.

Every sum of products is a multiple of 1/64 far below 2^47, so double precision must give each entry exactly.
Run: python3 matrices.py
"""

from fractions import Fraction

from fixture_file import write_fixture
from short_numbers import ShortNumbers


def multiply(a, b):
    return [[sum((x * y for x, y in zip(row, column)), Fraction(0)) for column in zip(*b)] for row in a]


def transpose(a):
    return [list(row) for row in zip(*a)]


def floats(a):
    for row in a:
        for x in row:
            assert Fraction(float(x)) == x
    return [[float(x) for x in row] for row in a]


def case(seed, rows, inner, columns):
    numbers = ShortNumbers(seed)
    a, b, c = numbers.matrix(rows, inner), numbers.matrix(inner, columns), numbers.matrix(rows, inner)
    square = sum(x * x for row in a for x in row)
    return {"seed": seed, "rows": rows, "inner": inner, "columns": columns,
            "product": floats(multiply(a, b)), "sum": floats([[x + y for x, y in zip(*r)] for r in zip(a, c)]),
            "difference": floats([[x - y for x, y in zip(*r)] for r in zip(a, c)]),
            "gram": floats(multiply(transpose(a), c)), "outer": floats(multiply(a, transpose(c))),
            "trace": float(sum(a[i][i] for i in range(min(rows, inner)))),
            "squaredNorm": float(square), "largestEntry": float(max(abs(x) for row in a for x in row))}


write_fixture(__file__, {
    "made": "matrices.py: exact fractions; every number is a double",
    "cases": [case(1, 1, 1, 1), case(2, 3, 3, 3), case(3, 4, 2, 5), case(4, 2, 7, 1), case(5, 1, 6, 4),
              case(6, 9, 9, 9), case(7, 17, 13, 11)],
})
