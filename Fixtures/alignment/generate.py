#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference values for the alignment of singular subspaces of a product, with 60 digits of mpmath.

Each case has A, B, k as exact decimals and, by their definitions: the angle between the top-k left singular
subspaces of A and A B, the ingredients of its bounds, and the diagonal of the QR factorisation of A B (from
Gram determinants, without a QR). Usage: python3 generate.py > alignment.json
"""
import json
import random

import mpmath as mp

mp.mp.dps = 60
random.seed(20)


def svd(m):
    """Full SVD with the singular values in descending order: U, [s], V."""
    u, s, vt = mp.svd_r(m, full_matrices=True)
    return u, [s[i] for i in range(len(s))], vt.T


def block(m, rows, columns):
    return mp.matrix([[m[i, j] for j in columns] for i in rows])


def norm(m):
    return max(svd(m)[1])


def case(name, a, b, k):
    a, b = mp.matrix(a), mp.matrix(b)
    n = a.rows
    u, s, v = svd(a)
    m = v.T * b
    x = mp.diag(s) * m
    w, sx, _ = svd(x)
    top, rest = range(k), range(k, n)
    inner = block(w, top, top)
    outer = block(w, rest, top)
    sine = norm(outer)
    m1, m2 = block(m, top, range(n)), block(m, rest, range(n))
    x2 = block(x, rest, range(n))
    pinv = m1.T * mp.inverse(m1 * m1.T)
    t = mp.diag(s[k:]) * m2 * pinv * mp.diag([1 / z for z in s[:k]])
    outside = x2 * (mp.eye(n) - pinv * m1)
    ab = a * b
    gram = ab.T * ab
    minors = [mp.mpf(1)] + [mp.det(block(gram, range(j), range(j))) for j in range(1, n + 1)]
    diagonal = [mp.sqrt(abs(minors[j + 1] / minors[j])) if minors[j] > mp.mpf(10) ** -40 else None for j in range(n)]
    dets = [mp.mpf(1)] + [abs(mp.det(block(m, range(j), range(j)))) for j in range(1, n + 1)]
    return {
        "name": name, "k": k,
        "a": [[float(a[i, j]) for j in range(n)] for i in range(n)],
        "b": [[float(b[i, j]) for j in range(n)] for i in range(n)],
        "sine": float(sine), "tangent": float(sine / min(svd(inner)[1])),
        "factorRatio": float(s[k] / s[k - 1]), "productRatio": float(sx[k] / sx[k - 1]),
        "t": float(norm(t)), "eta": float(norm(outside) / sx[k - 1]),
        "sineBound": float(s[k] / s[k - 1] * norm(m2) / min(svd(m1)[1])),
        "triangularDiagonal": [None if d is None else float(d) for d in diagonal],
        "limits": [float(dets[j + 1] / dets[j]) if dets[j] > mp.mpf(10) ** -40 else None for j in range(n)],
        "columnBound": float(s[k] / s[k - 1] * norm(b) / min(svd(block(b, range(n), top))[1])),
    }


def rounded(n, digits=4):
    return [[round(random.gauss(0, 1), digits) for _ in range(n)] for _ in range(n)]


def diagonal(entries):
    return [[e if i == j else 0.0 for j in range(len(entries))] for i, e in enumerate(entries)]


cases = [
    case("dense, n = 4, k = 2", rounded(4), rounded(4), 2),
    case("dense, n = 5, k = 1", rounded(5), rounded(5), 1),
    case("dense, n = 5, k = 4", rounded(5), rounded(5), 4),
    case("graded by 1e-3, n = 4, k = 2", diagonal([1.0, 0.5, 0.0009765625, 0.00048828125]), rounded(4), 2),
    case("graded by 2^-30, n = 3, k = 1", diagonal([1.0, 2.0**-30, 2.0**-50]), rounded(3), 1),
    case("graded at each index, n = 4, k = 3", diagonal([1.0, 2.0**-10, 2.0**-20, 2.0**-30]), rounded(4), 3),
    case("nearly degenerate B, n = 3, k = 2", diagonal([4.0, 2.0, 1.0]),
         [[1.0, 2.0, 3.0], [1.0, 2.0009765625, 3.0], [2.0, -1.0, 0.5]], 2),
]
print(json.dumps({"made by": "generate.py, mpmath, 60 digits", "cases": cases}, indent=1))
