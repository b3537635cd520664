# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes graded.json: singular value decompositions of graded matrices A = D1 B D2, to high precision.

B has short dyadic entries, D1 and D2 are powers of two, so A is exact in binary floating point; the reference is
mpmath's SVD with 60 digits more than the matrix's range. "condition" bounds what a relatively accurate method may lose:
the condition number of B, or when both sides are graded the largest one of B's leading blocks, rows and columns in the
order of D1 and D2 (Demmel et al., Linear Algebra Appl. 299 (1999)). Run: python3 graded.py
"""

from fractions import Fraction

import mpmath
from mpmath import mp

from fixture_file import write_fixture
from graded_svd import columns, gaps, svd
from short_numbers import ShortNumbers


def condition(b, row_powers, column_powers):
    rows, width = range(len(b)), range(len(b[0]))
    blocks = [(list(rows), list(width))]
    if row_powers and column_powers:
        by_row = sorted(rows, key=lambda i: -row_powers[i])
        by_column = sorted(width, key=lambda j: -column_powers[j])
        blocks += [(by_row[:k], by_column[:k]) for k in range(1, min(len(b), len(b[0])) + 1)]
    worst = 0
    for some_rows, some_columns in blocks:
        _, s, _ = svd([[b[i][j] for j in some_columns] for i in some_rows], 80)
        alive = [x for x in s if x > mp.mpf(10) ** -60]
        worst = max(worst, float(alive[0] / alive[-1]))
    return worst


def case(name, b, row_powers=None, column_powers=None, digits=200):
    rows, width = len(b), len(b[0])
    d1 = row_powers or [0] * rows
    d2 = column_powers or [0] * width
    a = [[b[i][j] * Fraction(2) ** (d1[i] + d2[j]) for j in range(width)] for i in range(rows)]
    u, s, v = svd(a, digits)
    with mp.workdps(digits):
        rank = sum(1 for x in s if x > s[0] * mp.mpf(10) ** (-digits + 30))
        return {"name": name, "b": [[float(x) for x in row] for row in b], "rowPowers": d1, "columnPowers": d2,
                "condition": condition(b, row_powers, column_powers), "rank": rank,
                "logValues": [float(mp.log(x)) for x in s[:rank]], "gaps": gaps(s[:rank]),
                "left": columns(u, rank), "right": columns(v, rank)}


numbers = ShortNumbers(2)
square, tall, wide, eight = (numbers.matrix(*shape) for shape in [(5, 5), (7, 4), (4, 6), (8, 8)])
F = Fraction
blank = [[row[0], F(0), row[2], row[3]] for row in tall]
sylvester = [[F(1), F(1), F(1), F(1)], [F(1), F(-1), F(1), F(-1)], [F(1), F(1), F(-1), F(-1)],
             [F(1), F(-1), F(-1), F(1)]]

# 2^116 > e^80, 2^900 and 2^-900 together are the whole range of a double.
write_fixture(__file__, {
    "made": f"graded.py: mpmath {mpmath.__version__}, at least 60 digits beyond the range of the singular values",
    "cases": [
        case("an ungraded square matrix", square),
        case("an ungraded tall matrix", tall),
        case("an ungraded wide matrix", wide),
        case("one number", [[F(-3, 8)]]),
        case("one row", [wide[0]]),
        case("one column", [[row[0]] for row in tall]),
        case("columns graded over e^80, largest first", square, column_powers=[0, -29, -58, -87, -116]),
        case("columns graded over e^80, smallest first", square, column_powers=[-116, -87, -58, -29, 0]),
        case("columns graded over e^80, shuffled", eight,
             column_powers=[-58, 0, -116, -30, -90, -10, -70, -45]),
        case("rows graded over e^80", square, row_powers=[0, -29, -58, -87, -116]),
        case("rows graded over e^80, smallest first", tall, row_powers=[-116, -97, -78, -58, -39, -19, 0]),
        case("rows and columns graded over e^160", square, row_powers=[0, -29, -58, -87, -116],
             column_powers=[0, -29, -58, -87, -116]),
        case("rows and columns graded over e^160, shuffled", square, row_powers=[-58, -116, 0, -29, -87],
             column_powers=[-87, 0, -29, -116, -58]),
        case("rows and columns graded over e^160, in opposite orders", square,
             row_powers=[0, -29, -58, -87, -116], column_powers=[-116, -87, -58, -29, 0]),
        case("8 rows and columns graded over e^130, shuffled", eight,
             row_powers=[-50, -10, 0, -90, -70, -30, -20, -60], column_powers=[-80, -100, -11, -33, -55, 0, -22, -44]),
        case("a wide matrix with graded rows", wide, row_powers=[-116, 0, -40, -80]),
        case("a wide matrix with graded columns", wide, column_powers=[-116, 0, -40, -80, -20, -60]),
        case("columns from 2^900 to 2^-900", square, column_powers=[900, 450, 0, -450, -900], digits=900),
        case("rows from 2^-900 to 2^900", square, row_powers=[-900, -450, 0, 450, 900], digits=900),
        case("a zero column", blank, column_powers=[0, 0, -58, -116]),
        case("equal singular values", sylvester),
        case("pairs of equal singular values, e^80 apart",
             [[F(3), F(-4), F(0), F(0)], [F(4), F(3), F(0), F(0)], [F(0), F(0), F(5), F(12)],
              [F(0), F(0), F(-12), F(5)]], row_powers=[0, 0, -116, -116]),
    ],
})
