# SPDX-License-Identifier: GPL-3.0-or-later
"""The singular value decomposition of a matrix of fractions by mpmath, and what the fixtures write of it."""

from mpmath import mp


def svd(matrix, digits):
    """U, the list of singular values, V as mpmath matrices; the digits must cover the range of the values."""
    with mp.workdps(digits):
        a = mp.matrix([[mp.mpf(x.numerator) / x.denominator for x in row] for row in matrix])
        u, s, vt = mp.svd_r(a, full_matrices=False)
        return u, [s[i] for i in range(len(s))], vt.T


def columns(m, count):
    return [[float(m[i, j]) for i in range(m.rows)] for j in range(count)]


def gaps(values):
    """For each value its relative distance from the nearest other: what a singular vector's angle divides by."""
    result = []
    for i, s in enumerate(values):
        others = [abs(s - t) / max(s, t) for j, t in enumerate(values) if j != i]
        result.append(float(min(others, default=1)))
    return result
