# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes modular.json: products of integer matrices modulo 2^61 - 1, with their ranks, in Python integers.

"rank" is the rank modulo the prime, "integerRank" that of the product over the rationals. Run: python3 modular.py
"""

from fractions import Fraction

from fixture_file import write_fixture
from short_numbers import ShortNumbers

PRIME = 2**61 - 1
LEAST, MOST = -(2**63), 2**63 - 1


def multiply(a, b):
    return [[sum(x * y for x, y in zip(row, column)) for column in zip(*b)] for row in a]


def rank(matrix, invert, reduce):
    rows, found = [[reduce(x) for x in row] for row in matrix], 0
    for j in range(len(rows[0])):
        pivot = next((i for i in range(found, len(rows)) if rows[i][j] != 0), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        inverse = invert(rows[found][j])
        for i in range(found + 1, len(rows)):
            factor = rows[i][j] * inverse
            rows[i] = [reduce(x - factor * y) for x, y in zip(rows[i], rows[found])]
        found += 1
    return found


def case(name, factors):
    product = factors[0]
    for w in factors[1:]:
        product = multiply(w, product)
    residues = [[x % PRIME for x in row] for row in product]
    return {"name": name, "factors": factors, "residues": residues,
            "rank": rank(product, lambda x: pow(x, -1, PRIME), lambda x: x % PRIME),
            "integerRank": rank(product, lambda x: 1 / Fraction(x), Fraction),
            "isZero": not any(x for row in residues for x in row)}


def integers(numbers, rows, columns):
    return [[int(8 * x) for x in row] for row in numbers.matrix(rows, columns)]


def signs(numbers, rows, columns):
    return [[1 if x > 0 else -1 for x in row] for row in numbers.matrix(rows, columns)]


numbers = ShortNumbers(11)
chain = lambda rows: [integers(numbers, rows[l + 1], rows[l]) for l in range(len(rows) - 1)]
collapse = [signs(numbers, 2, 2) for _ in range(30)]

write_fixture(__file__, {
    "made": "modular.py: Python integers and fractions",
    "cases": [
        case("one small matrix", [[[2, -1], [7, 3]]]),
        case("negative residues", [[[-1, 0], [0, -5]]]),
        case("the ends of Int64", [[[LEAST, MOST], [MOST, LEAST]], [[LEAST, MOST], [1, LEAST]], [[MOST, LEAST], [LEAST, 3]]]),
        case("the prime and its neighbours", [[[PRIME, PRIME + 1], [PRIME - 1, -PRIME]], [[PRIME - 1, 1 - PRIME], [1 - PRIME, 2 - PRIME]]]),
        case("a multiple of the prime vanishes", [[[PRIME, 0], [3 * PRIME, -PRIME]]]),
        case("40 layers of 6 x 6", chain([6] * 41)),
        case("through a layer of two rows", chain([5, 5, 2, 5, 5])),
        case("rectangular layers", chain([4, 7, 3, 6])),
        case("a row and a column", chain([5, 1, 5])),
        case("dependent rows", [[[1, 2, 3], [2, 4, 6], [1, 1, 1]], [[3, 1, 0], [1, 0, 1], [0, 0, 1]]]),
        case("a zero column before the pivot", [[[0, 0, 2], [0, 3, 1], [0, 6, 2]]]),
        case("a nilpotent matrix, three times", [[[0, 1, 2], [0, 0, 3], [0, 0, 0]]] * 3),
        case("signs, until the product is zero", collapse),
    ],
})
