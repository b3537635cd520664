# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes products.json: long products of explicit matrices, their singular values and vectors and log-volumes.

A product J = W_L ... W_1 F is formed in exact integers (all entries are dyadic); its decomposition is mpmath's SVD with
60 digits beyond the range of the singular values. "conditions" is the sum of the factors' condition numbers: each layer
is applied with a relative rounding error of its own norm, so this times ulp bounds what the small singular values may
lose. Run: python3 products.py (about a minute)
"""

from fractions import Fraction

import mpmath
from mpmath import mp

from fixture_file import write_fixture
from graded_svd import columns, gaps, svd
from short_numbers import ShortNumbers

HALF = Fraction(1, 2)


def multiply(a, b):
    transposed = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in transposed] for row in a]


def condition(w):
    _, s, _ = svd(w, 60)
    alive = [x for x in s if x > s[0] * mp.mpf(10) ** -40]
    return float(alive[0] / alive[-1])


def log_volumes(j, digits):
    """log of the k-volume that J makes of the first k columns of its frame, for every k (None: volume 0)."""
    with mp.workdps(digits):
        result = []
        for k in range(1, min(len(j), len(j[0])) + 1):
            gram = multiply(list(zip(*[row[:k] for row in j])), [row[:k] for row in j])
            determinant = mp.det(mp.matrix([[mp.mpf(x.numerator) / x.denominator for x in row] for row in gram]))
            small = determinant <= mp.mpf(10) ** (30 - digits)
            result.append(None if small else float(mp.log(determinant) / 2))
        return result


def case(name, factors, frame, digits, **how):
    """how: what the test needs to make the factors again."""
    j = frame
    for w in factors:
        j = multiply(w, j)
    u, s, v = svd(j, digits)
    with mp.workdps(digits):
        rank = sum(1 for x in s if x > s[0] * mp.mpf(10) ** (40 - digits))
        print(f"{name}: range e^{float(mp.log(s[0] / s[rank - 1])):.0f}, s_1 = e^{float(mp.log(s[0])):.0f}, rank {rank}")
        return {"name": name, **how, "frame": [[float(x) for x in row] for row in frame],
                "conditions": sum(condition(w) for w in factors), "rank": rank,
                "logValues": [float(mp.log(x)) for x in s[:rank]], "gaps": gaps(s[:rank]),
                "logVolumes": log_volumes(j, 2 * digits), "left": columns(u, rank), "right": columns(v, rank)}


def identity(n):
    return [[Fraction(int(i == j)) for j in range(n)] for i in range(n)]


def drawn(name, seed, rows, power=0, frame=None, digits=120):
    """Factors of short numbers times 2^power; rows[0] is the number of columns of the first one."""
    numbers, factor = ShortNumbers(seed), Fraction(2) ** power
    factors = [[[factor * x for x in row] for row in numbers.matrix(rows[l + 1], rows[l])]
               for l in range(len(rows) - 1)]
    return case(name, factors, frame or identity(rows[0]), digits, seed=seed, rows=rows, power=power, written=[])


def written(name, *blocks, digits=120):
    """Blocks (times, factors) of factors given entry by entry, each block repeated."""
    exact = [(times, [[[Fraction(x) for x in row] for row in w] for w in factors]) for times, factors in blocks]
    return case(name, [w for times, factors in exact for w in factors * times], identity(len(exact[0][1][0][0])),
                digits, seed=0, rows=[], power=0, written=[
                    {"times": times, "factors": [[[float(x) for x in row] for row in w] for w in factors]}
                    for times, factors in exact])


def gates(layers, width, least, seed):
    """Numbers of rows between least and width, as a gate would keep them; the last layer is whole."""
    numbers, rows = ShortNumbers(seed), [width]
    for _ in range(layers - 1):
        rows.append(least + int(abs(numbers.next() * 8)) % (width - least + 1))
    return rows + [width]


frame = [[HALF, HALF], [HALF, -HALF], [HALF, HALF], [HALF, -HALF]]

write_fixture(__file__, {
    "made": f"products.py: exact products, mpmath {mpmath.__version__} with at least 60 digits beyond the range",
    "cases": [
        drawn("one layer", 1, [5, 5]),
        drawn("60 layers, range e^90", 2, [5] * 61),
        drawn("400 layers that overflow a double, range e^550", 4, [6] * 401, power=2, digits=700),
        drawn("400 layers that underflow a double", 5, [4] * 401, power=-4, digits=700),
        drawn("12 wide, 150 layers", 6, [12] * 151, digits=600),
        drawn("rows gated, least rank 3 of 6", 7, gates(80, 6, 3, 1), digits=200),
        drawn("rows gated, least rank 1 of 5", 8, gates(120, 5, 1, 2), digits=200),
        drawn("rows gated, least rank 4 of 8, 400 layers", 9, gates(400, 8, 4, 3), digits=700),
        drawn("two directions out of four", 10, [4] * 41, frame=frame),
        drawn("two directions through gates of one to four rows", 11, [4, 4, 3, 2, 4, 3, 1, 2, 4], frame=frame),
        written("growth in the wrong order", (400, [[["1/4", 1], [0, 4]]]), digits=1200),
        written("growth that turns round", (150, [[[4, 0], [1, "1/4"]]]), (150, [[["1/4", 1], [0, 4]]]), digits=700),
        written("three scales, smallest first", (150, [[["1/4", 1, 2], [0, 1, 3], [0, 0, 4]]]), digits=700),
        written("a nilpotent layer", (1, [[[0, 1], [0, 0]], [[2, 1], [1, 1]]])),
        written("dependent columns", (1, [[[1, 1, 0], [0, 0, 1], [0, 0, 0]], [[2, 1, 0], [1, 1, 1], [0, 1, 3]]])),
        written("a shear, 50 times", (50, [[[1, 1], [0, 1]]])),
        written("rotations", (30, [[["3/5", "-4/5"], ["4/5", "3/5"]]])),
        written("a permutation before grading", (60, [[[0, 1], [1, 0]], [[2, 1], [0, "1/4"]]]), digits=400),
    ],
})
