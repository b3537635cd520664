# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes closed-forms.json: every formula on the deep features model, at 50 digits.

Run `python3 closed-forms.py` in this folder; needs mpmath. Each case is one evaluation of a named formula:
{"formula", "parameters" (texts), "value" (25 digits)}. Costs come from the logit matrices themselves, by their
margins and singular values, not from the closed forms; flows by solving the equation that they solve; the basin's
probability in another variable of integration.
"""

import json
from pathlib import Path

import mpmath as mp

mp.mp.dps = 50


def margin(z):
    k = z.rows
    return min(z[c, c] - z[j, c] for c in range(k) for j in range(k) if j != c)


def spectrum_at_unit_margin(z):
    values = mp.svd_r(z / margin(z), compute_uv=False)
    return [s for s in values if s > mp.mpf(10) ** -30]


def cost(z, n):
    return mp.fsum(s ** (mp.mpf(2) / n) for s in spectrum_at_unit_margin(z))


def simplices(sizes):
    """The direct sum of simplices, each with diagonal entries 1, the mean of each column taken out."""
    z = mp.zeros(sum(sizes))
    at = 0
    for k in sizes:
        for a in range(k):
            for b in range(k):
                z[at + a, at + b] = 1 if a == b else -mp.mpf(1) / (k - 1)
        at += k
    return z - mp.ones(z.rows) * z / z.rows


def blocks(k):
    return simplices([2] * (k // 2) + [1] * (k % 2))


def polygon(k):
    return mp.matrix([[mp.cos(2 * mp.pi * (a - b) / k) for b in range(k)] for a in range(k)])


def code(words):
    """Gram matrix of the words as sign vectors."""
    return mp.matrix([[sum(1 if a == b else -1 for a, b in zip(v, w)) for w in words] for v in words])


def linear_code(generators):
    length = len(generators[0])
    words = []
    for pick in range(2 ** len(generators)):
        word = [0] * length
        for i, g in enumerate(generators):
            if pick >> i & 1:
                word = [a ^ b for a, b in zip(word, g)]
        words.append(word)
    return words


def hypercube(k):
    m = k.bit_length() - 1
    return code(linear_code([[int(i == j) for j in range(m)] for i in range(m)]))


def crossover(cheap_late, cheap_early, near):
    """The real N at which two structures cost the same."""
    a, b = spectrum_at_unit_margin(cheap_late), spectrum_at_unit_margin(cheap_early)

    def difference(n):
        return mp.fsum(s ** (2 / n) for s in a) - mp.fsum(s ** (2 / n) for s in b)

    return mp.findroot(difference, near)


def early(k, n, s0, t):
    """s(t) by inverting t(s), the integral of K / (N s^(2-2/N)) from s0 to s."""
    k, n, s0, t = (mp.mpf(x) for x in (k, n, s0, t))
    power = 2 - 2 / n

    def primitive(s):
        return mp.log(s) if power == 1 else s ** (1 - power) / (1 - power)

    target = t * n / k + primitive(s0)
    return mp.findroot(lambda x: primitive(mp.exp(x)) - target, mp.log(s0) + mp.mpf("0.3"))


def basin(n):
    """P(y_max < y_mid + y_min) in the variable v = s1/s2 in (0, 1)."""
    q = 1 - mp.mpf(2) / n

    def loser(v):
        u = v / (1 + v)
        h = u * (1 + v**q) ** (-1 / q)
        return (1 - (1 + h) ** -2) / (1 + v) ** 2

    return 1 - 6 * mp.quad(loser, [0, mp.mpf("1e-6"), mp.mpf("1e-3"), mp.mpf("0.1"), 1])


def amplification(k, n, s0):
    """The maximum over s of the product of growth and decay, found by maximising."""
    k, n, s0 = (mp.mpf(x) for x in (k, n, s0))
    q = 1 - 2 / n

    def log_growth(s):
        return q * mp.log(s / s0) - (s - s0) / k

    best = mp.findroot(lambda s: mp.diff(log_growth, s), q * k + mp.mpf("0.01"))
    return mp.exp(log_growth(best)) if best > s0 else mp.mpf(1)


cases = []


def add(formula, value, **parameters):
    cases.append({"formula": formula, "parameters": {k: str(v) for k, v in parameters.items()},
                  "value": mp.nstr(mp.mpf(value), 25)})


for r, n in [(1, 1), (1, 5), (2, 2), (2, 3), (3, 4), (7, 6), (15, 3), (4, 12)]:
    product = mp.eye(r)
    for _ in range(n):
        product = product * (mp.eye(r) / mp.sqrt(r))
    add("flat-product-norm", mp.sqrt(mp.fsum(x**2 for x in product)), r=r, N=n)

for s, n in [("2,1,0.5", 3), ("2", 1), ("5,0.1", 2), ("1,1,1", 7), ("3,2,1,0", 4), ("0.25,0.25", 5), ("10,1e-6", 6),
             ("7,3", 16)]:
    values = [mp.mpf(x) for x in s.split(",")]
    # Each factor carries the N-th root of every singular value.
    add("factor-norm", n * mp.fsum(mp.mpf(x) ** (mp.mpf(2) / n) for x in values if x), s=s, N=n)

for k in (3, 4, 6, 8, 10, 16):
    for n in (1, 2, 3, 6):
        add("collapse-cost", cost(mp.eye(k) - mp.ones(k) / k, n), K=k, N=n)
for k in (4, 5, 6, 7, 8, 10, 16):
    for n in (2, 3, 4, 6):
        add("blocks-cost", cost(blocks(k), n), K=k, N=n)
for k in (4, 5, 6, 8, 10, 16):
    for n in (2, 3, 4, 6):
        add("polygon-cost", cost(polygon(k), n), K=k, N=n)
for k in (2, 4, 8, 16):
    for n in (2, 3, 5):
        add("hypercube-cost", cost(hypercube(k), n), K=k, N=n)
for sizes, n in [([3, 3], 3), ([3, 2, 1], 4), ([2, 2, 1], 4), ([4, 4], 2), ([3, 2], 3), ([1, 1, 1], 5), ([5, 2, 1], 6),
                 ([4], 3)]:
    add("simplices-cost", cost(simplices(sizes), n), sizes=",".join(map(str, sizes)), N=n)
for generators, n in [
    ([[1, 0, 0, 1], [0, 1, 0, 1], [0, 0, 1, 1]], 3),
    ([[1, 0, 0, 1], [0, 1, 0, 1], [0, 0, 1, 1]], 4),
    ([[1, 0, 0, 0, 1, 1, 0], [0, 1, 0, 0, 1, 0, 1], [0, 0, 1, 0, 0, 1, 1], [0, 0, 0, 1, 1, 1, 1]], 3),
    ([[1, 0, 0, 0, 1, 1, 0], [0, 1, 0, 0, 1, 0, 1], [0, 0, 1, 0, 0, 1, 1], [0, 0, 0, 1, 1, 1, 1]], 6),
    ([[1, 0, 0, 0, 1], [0, 1, 0, 0, 1], [0, 0, 1, 0, 1], [0, 0, 0, 1, 1]], 5),
    ([[1, 0, 1], [0, 1, 1]], 3),
    ([[1, 0, 1], [0, 1, 1]], 8),
    ([[1, 0], [0, 1]], 4),
]:
    words = linear_code(generators)
    distance = min(sum(w) for w in words if any(w))
    add("flat-code-cost", cost(code(words), n), K=len(words), N=n, n=len(generators[0]), delta=distance)

for k in (3, 4, 5, 6, 8, 10, 16, 100):
    values = spectrum_at_unit_margin(polygon(k)) if k < 20 else [k / (2 * (1 - mp.cos(2 * mp.pi / k)))]
    add("polygon-singular-value", values[0], K=k)
for k in (4, 5, 6, 7, 8, 9, 10, 16):
    add("blocks-crossover", crossover(blocks(k), mp.eye(k) - mp.ones(k) / k, 3), K=k)
for k in (6, 8, 10, 12, 14, 16, 18, 20):
    add("polygon-crossover", crossover(polygon(k), blocks(k), 6), K=k)

for k, n, s0, t in [(4, 1, "0.001", "0.002"), (4, 2, "0.001", "3"), (4, 3, "0.001", "10"), (8, 3, "0.001", "20"),
                    (4, 4, "0.01", "5"), (16, 6, "1e-4", "30"), (4, 3, "0.001", "39"), (8, 2, "0.02", "-4"),
                    (6, 5, "0.3", "0")]:
    add("early-singular-value", mp.exp(early(k, n, s0, t)), K=k, N=n, s0=s0, t=t)
for k, n, s0 in [(4, 3, "0.001"), (8, 3, "0.001"), (4, 4, "0.01"), (16, 6, "1e-4"), (5, 8, "0.2"), (10, 3, "1e-9"),
                 (6, 16, "0.05"), (3, 5, "1")]:
    # The time from s0 to infinity.
    power = 2 - mp.mpf(2) / n
    add("early-blow-up-time",
        mp.quad(lambda x: k / (n * mp.exp(x * (power - 1))), [mp.log(mp.mpf(s0)), 0, 10, 100, mp.inf]), K=k, N=n, s0=s0)
for n, d in [(4, 8), (16, 64), (1, 2), (2, 3), (200, 16), (4, 128), (8, 1000), (3, 5)]:
    add("initial-lyapunov-gap", mp.mpf(n) / 2 * (mp.digamma(mp.mpf(d) / 2) - mp.digamma(mp.mpf(d - 1) / 2)), N=n, d=d)

for k, n in [(4, 3), (4, 6), (8, 4), (5, 3), (6, 16), (10, 4), (16, 8), (4, 2)]:
    add("collapse-threshold", k - 2 * mp.mpf(k) / n, K=k, N=n)
for k, n, s0 in [(4, 3, "0.05"), (4, 6, "0.05"), (8, 4, "0.05"), (5, 3, "1e-3"), (6, 16, "0.5"), (10, 4, "2"),
                 (16, 8, "11"), (4, 3, "2")]:
    add("collapse-amplification", amplification(k, n, s0), K=k, N=n, s0=s0)
for n in (3, 4, 5, 6, 8, 10, 16, 100):
    # The fixed point of d log r / d log s = 2 r^q - 1.
    q = 1 - mp.mpf(2) / n
    add("separatrix", mp.exp(mp.findroot(lambda x: 2 * mp.exp(q * x) - 1, mp.mpf(-1))), N=n)
for n in (3, 4, 5, 6, 8, 16, 32, 100):
    add("basin-probability", basin(n), N=n)

for k, d, value in [
    (3, 2, "1.5"), (6, 5, "1.2"), (8, 7, mp.mpf(8) / 7), (5, 3, 1), (10, 5, 1), (4, 2, 1),
    (6, 2, "0.5"), (16, 2, 1 - mp.cos(mp.pi / 8)),
    # The square antiprism, icosahedron and so on from their coordinates' largest cosine.
    (8, 3, None), (12, 3, None), (11, 3, None), (16, 5, None), (10, 4, None),
]:
    def largest_cosine(points):
        unit = [[x / mp.sqrt(mp.fsum(y * y for y in p)) for x in p] for p in points]
        return max(mp.fsum(a * b for a, b in zip(u, v)) for i, u in enumerate(unit) for v in unit[:i])

    if value is None and (k, d) == (8, 3):
        def antiprism(h):
            return largest_cosine([[mp.cos(mp.pi / 2 * i + turn), mp.sin(mp.pi / 2 * i + turn), side * h]
                                   for side, turn in ((1, 0), (-1, mp.pi / 4)) for i in range(4)])

        # The best height makes the edges of the square and those between the squares equal: cos = h^2/(1+h^2)
        # on the square, (1/sqrt 2 - h^2)/(1+h^2) between.
        value = 1 - antiprism(mp.sqrt(1 / (2 * mp.sqrt(2))))
    elif value is None and d == 3:
        golden = (1 + mp.sqrt(5)) / 2
        corners = [p for a in (1, -1) for b in (golden, -golden)
                   for p in ([0, a, b], [a, b, 0], [b, 0, a])]
        value = 1 - largest_cosine([list(map(mp.mpf, p)) for p in corners[:k]])
    elif value is None and d == 5:
        signs = [[1 if pick >> i & 1 else -1 for i in range(5)] for pick in range(32)]
        value = 1 - largest_cosine([[mp.mpf(x) for x in s] for s in signs if s.count(-1) % 2 == 0])
    elif value is None and d == 4:
        # The pairs out of five, as vectors orthogonal to (1, 1, 1, 1, 1).
        pairs = [[mp.mpf(3) / 5 if i in (a, b) else -mp.mpf(2) / 5 for i in range(5)]
                 for a in range(5) for b in range(a)]
        value = 1 - largest_cosine(pairs)
    add("softmax-code-margin", value, K=k, d=d)

Path("closed-forms.json").write_text(json.dumps(
    {"made by": "closed-forms.py in this folder", "digits": mp.mp.dps, "cases": cases}, indent=1) + "\n")
