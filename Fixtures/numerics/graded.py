# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes graded.json: singular value decompositions of graded matrices A = D1 B D2, to high precision.

B has short dyadic entries, D1 and D2 are powers of two, so A is exact in binary floating point; the reference is
mpmath's SVD with 60 digits more than the matrix's range. "condition" is the condition number of B, which bounds what
a relatively accurate method may lose (Demmel et al., Linear Algebra Appl. 299 (1999)). Run: python3 graded.py
"""

from fractions import Fraction

import mpmath
from mpmath import mp

from fixture_file import write_fixture
from graded_svd import columns, gaps, svd
from short_numbers import ShortNumbers


def case(name, b, row_powers=None, column_powers=None, digits=200):
    rows, width = len(b), len(b[0])
    d1 = row_powers or [0] * rows
    d2 = column_powers or [0] * width
    a = [[b[i][j] * Fraction(2) ** (d1[i] + d2[j]) for j in range(width)] for i in range(rows)]
    _, sb, _ = svd(b, 80)
    u, s, v = svd(a, digits)
    with mp.workdps(digits):
        rank = sum(1 for x in s if x > s[0] * mp.mpf(10) ** (-digits + 30))
        base = [x for x in sb if x > mp.mpf(10) ** -60]
        return {"name": name, "b": [[float(x) for x in row] for row in b], "rowPowers": d1, "columnPowers": d2,
                "condition": float(base[0] / base[-1]), "rank": rank,
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
