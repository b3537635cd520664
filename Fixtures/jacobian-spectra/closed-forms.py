# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes closed-forms.json: every formula on the spectra of masked Gaussian products, at 50 digits.

Run `python3 closed-forms.py` in this folder (three minutes); needs mpmath. Each case is one evaluation of a named formula:
{"formula", "parameters" (texts), "value" (25 digits)}. The definitions below are written from the mathematics and
share nothing with the Swift sources: binomials come from exact integers, log-determinants from sums of mean log beta
and log chi-squared variables, and whatever has a second route takes the one that the sources do not take.
"""

import itertools
import json
import math
from fractions import Fraction
from pathlib import Path

import mpmath as mp

mp.mp.dps = 50


def half(m):
    return mp.mpf(m) / 2


def mean_log_chi_square(m):
    """E log of a chi-squared variable with m degrees of freedom."""
    return mp.log(2) + mp.digamma(half(m))


def var_log_chi_square(m):
    return mp.polygamma(1, half(m))


def rank_law(n, p, r):
    """{rank: probability} of Bin(n, p) given at least r, by exact rational arithmetic."""
    p = Fraction(p)
    weights = {j: mp.binomial(n, j) * rational(p**j * (1 - p) ** (n - j)) for j in range(n + 1)}
    weights = {j: w for j, w in weights.items() if w > 0 and j >= r}
    total = mp.fsum(weights.values())
    return {j: w / total for j, w in weights.items()}


def rational(q):
    return mp.mpf(q.numerator) / q.denominator


def mean(law, f):
    return mp.fsum(w * f(j) for j, w in law.items())


def covariance(law, f, g):
    a, b = mean(law, f), mean(law, g)
    return mean(law, lambda j: (f(j) - a) * (g(j) - b))


def exponent(n, p, r, k, sigma2="1"):
    law = rank_law(n, p, r)
    if min(law) < k:
        return -mp.inf
    return (mp.log(mp.mpf(sigma2)) + mean(law, lambda j: mean_log_chi_square(j - k + 1))) / 2


def exponent_sum(n, p, r, k, sigma2="1"):
    return mp.fsum(exponent(n, p, r, i, sigma2) for i in range(1, k + 1))


def mean_log_beta(a, b):
    return mp.digamma(a) - mp.digamma(a + b)


def haar_exponent(n, p, r, k):
    """The k-th factor of the corner's squared determinant is Beta((K-k+1)/2, (n-K)/2)."""
    law = rank_law(n, p, r)
    if min(law) < k:
        return -mp.inf
    return mean(law, lambda j: mean_log_beta(half(j - k + 1), half(n - j))) / 2


def haar_variance(n, p, r, k):
    law = rank_law(n, p, r)
    within = mean(law, lambda j: mp.polygamma(1, half(j - k + 1)) - mp.polygamma(1, half(n - k + 1)))
    means = lambda j: mean_log_beta(half(j - k + 1), half(n - j))
    return (within + covariance(law, means, means)) / 4


def growth_covariance(n, p, r, i, j):
    law = rank_law(n, p, r)
    between = covariance(
        law, lambda K: mean_log_chi_square(K - i + 1), lambda K: mean_log_chi_square(K - j + 1)
    )
    if i == j:
        between += mean(law, lambda K: var_log_chi_square(K - i + 1))
    return between / 4


def volume_variance(n, p, r, k):
    """The sum of all covariances: the variance of a sum."""
    return mp.fsum(
        growth_covariance(n, p, r, i, j) for i in range(1, k + 1) for j in range(1, k + 1)
    )


def haar_log_minor(n, k):
    """The determinant squared of a k x k corner is a product of Beta(i/2, (n-k)/2), i = 1 ... k."""
    return mp.fsum(mean_log_beta(half(i), half(n - k)) for i in range(1, k + 1)) / 2


def expected_log_volume(n, p, r, k, L, sigma2):
    last = mp.fsum(
        (mp.log(mp.mpf(sigma2)) + mean_log_chi_square(n - i + 1)) / 2 for i in range(1, k + 1)
    )
    return last + ((L - 1) * exponent_sum(n, p, r, k, sigma2) if L > 1 else 0)


def finite_depth_rate(n, p, r, k):
    """-log E sqrt(R_{k+1,k+1}/R_kk), through the moments of order 1/2 and -1/2 of chi variables."""

    def moment(m, order):
        """E chi_m^order."""
        return mp.power(2, mp.mpf(order) / 2) * mp.gammaprod([half(m) + mp.mpf(order) / 2], [half(m)])

    law = rank_law(n, p, r)
    quarter = mp.mpf(1) / 2
    ratio = lambda j: 0 if j == k else moment(j - k, quarter) * moment(j - k + 1, -quarter)
    total = mean(law, ratio)
    return mp.inf if total == 0 else -mp.log(total)


def toeplitz_counts(n, p, rho):
    """P(#open = j) among n thresholded coordinates of a Gaussian AR(1), in the basis of Hermite polynomials.

    The transition operator is diagonal there (Mehler), with eigenvalues rho^k; the event "open" is the matrix of
    int_c^oo he_k he_l phi. The truncation error is rho^size.
    """
    p, rho = mp.mpf(p), mp.mpf(rho)
    c = -mp.sqrt(2) * mp.erfinv(2 * p - 1)
    size = int(mp.ceil(mp.log(mp.mpf(10) ** -28) / mp.log(abs(rho)))) + 2
    he = [mp.mpf(1), c]  # orthonormal: he_k = He_k / sqrt(k!)
    for k in range(1, size):
        he.append((c * he[k] - mp.sqrt(k) * he[k - 1]) / mp.sqrt(k + 1))
    density = mp.exp(-c * c / 2) / mp.sqrt(2 * mp.pi)
    opened = [[mp.mpf(0)] * size for _ in range(size)]
    for k in range(size):
        if k == 0:
            opened[0][0] = mp.erfc(c / mp.sqrt(2)) / 2
        else:
            opened[k][k] = opened[k - 1][k - 1] + density * he[k] * he[k - 1] / mp.sqrt(k)
        for l in range(k):
            wronskian = mp.sqrt(l) * he[k] * he[l - 1] if l else mp.mpf(0)
            wronskian -= mp.sqrt(k) * he[l] * he[k - 1]
            opened[k][l] = opened[l][k] = density * wronskian / (l - k)
    powers = [rho**k for k in range(size)]
    states = {0: [mp.mpf(k == 0) for k in range(size)]}
    for coordinate in range(n):
        nexts = {}
        for count, v in states.items():
            if coordinate:
                v = [a * b for a, b in zip(v, powers)]
            up = [mp.fdot(row, v) for row in opened]
            for target, u in ((count + 1, up), (count, [a - b for a, b in zip(v, up)])):
                old = nexts.get(target)
                nexts[target] = u if old is None else [a + b for a, b in zip(old, u)]
        states = nexts
    return [states[j][0] for j in range(n + 1)]


def single_direction_cdf(n, p, r, L, sigma2, y):
    """P(log|J_L x| <= y): Bromwich's integral of the moment function along Re s = -a, left of its pole at 0.

    The trapezoidal rule converges geometrically; the step is halved until 20 digits agree.
    """
    law = rank_law(n, p, r)
    y, sigma2 = mp.mpf(y), mp.mpf(sigma2)

    def moment(s):
        chi = lambda m: mp.power(2 * sigma2, s / 2) * mp.gamma((m + s) / 2) / mp.gamma(half(m))
        mixed = mp.fsum(w * chi(j) for j, w in law.items()) if L > 1 else 1
        return mixed ** (L - 1) * chi(n)

    least = min(law) if L > 1 else n
    a = mp.mpf(least) / 2 if least < 6 else mp.mpf(3)
    term = lambda t: mp.re(moment(mp.mpc(-a, t)) * mp.exp(-mp.mpc(-a, t) * y) / mp.mpc(a, -t))
    previous, step, known = None, mp.mpf(1) / 4, None
    while True:
        total, t, start = mp.mpf(0), step / 2, None
        while True:
            value = term(t)
            total += value
            size = abs(moment(mp.mpc(-a, t)) * mp.exp(a * y))
            start = start or size
            if size < start * mp.mpf(10) ** -32:
                break
            t += step
        known = total * step / mp.pi
        if previous is not None and abs(known - previous) < mp.mpf(10) ** -22:
            return known
        previous, step = known, step / 2


def sphere_log_mean(logs):
    """E log|S v| through E log X = int_0^oo (e^-t - E e^-tX) dt/t, X the squared length of S times a normal vector."""
    logs = [mp.mpf(x) for x in logs]
    n = len(logs)
    squares = [mp.exp(2 * x) for x in logs]

    def integrand(u):
        t = mp.exp(u)
        product = mp.mpf(1)
        for square in squares:
            product /= mp.sqrt(1 + 2 * square * t)
        return mp.exp(-t) - product

    finite = [x for x in logs if x > -mp.inf]
    lower = min(-90, -2 * max(finite) - 90)
    upper = max(8, -2 * max(finite) + 150)
    points = sorted({mp.mpf(lower), *(-2 * x for x in finite if -2 * x < upper), mp.mpf(0), mp.mpf(2), mp.mpf(4), mp.mpf(upper)})
    fine = [points[0]]
    for a, b in zip(points, points[1:]):
        pieces = int(mp.ceil((b - a) / 8))
        fine += [a + (b - a) * i / pieces for i in range(1, pieces + 1)]
    integral = mp.quad(integrand, fine)
    return (integral - mp.log(2) - mp.digamma(half(n))) / 2


def rademacher_collapse(depth):
    """P(product of `depth` random 2 x 2 sign matrices = 0) by enumeration; states are matrices up to a factor."""
    signs = list(itertools.product((-1, 1), repeat=4))
    states = {(1, 0, 0, 1): Fraction(1)}
    for _ in range(depth):
        nexts = {}
        for (a, b, c, d), weight in states.items():
            for e, f, g, h in signs:
                product = (e * a + f * c, e * b + f * d, g * a + h * c, g * b + h * d)
                factor = math.gcd(*product) or 1
                reduced = tuple(x // factor for x in product)
                nexts[reduced] = nexts.get(reduced, 0) + weight / 16
        states = nexts
    return rational(states.get((0, 0, 0, 0), Fraction(0)))


def triangular_distance(n, p, r):
    m = n if p == "1" else r
    points = sorted(mp.exp(2 * exponent(n, p, r, k)) / n for k in range(1, m + 1))
    low, high = mp.mpf(p) - mp.mpf(m) / n, mp.mpf(p)
    cdf = lambda u: min(mp.mpf(1), max(mp.mpf(0), (u - low) / (high - low)))
    return max(max(cdf(u) - mp.mpf(i) / m, mp.mpf(i + 1) / m - cdf(u)) for i, u in enumerate(points))


def kurtosis_shift(n, p, r, kurtosis):
    law = rank_law(n, p, r)
    return -mp.mpf(3) / 4 * mp.mpf(kurtosis) * mean(law, lambda j: mp.mpf(1) / j) * mean(
        law, lambda j: mp.mpf(1) / (j + 2)
    )


def period_doubling_count(depth):
    """Layers l <= depth with 4^j <= l < 2 * 4^j for some j, one by one."""
    return sum(any(4**j <= l < 2 * 4**j for j in range(40)) for l in range(1, depth + 1))


cases = []


def add(formula, value, **parameters):
    text = {mp.inf: "inf", -mp.inf: "-inf"}.get(value) or mp.nstr(mp.mpf(value), 25)
    cases.append(
        {
            "formula": formula,
            "parameters": {name: str(value) for name, value in parameters.items()},
            "value": text,
        }
    )


# (n, p, r, indices k): corners of the range, the paper's widths, and conditions deep in a tail.
SETTINGS = [
    (1, "1", 1, [1]),
    (2, "1", 2, [1, 2]),
    (2, "0.5", 1, [1, 2]),
    (3, "1", 3, [1, 2, 3]),
    (4, "0.5", 2, [1, 2, 3]),
    (4, "0.75", 3, [1, 2, 3]),
    (5, "0.1", 4, [1, 4]),
    (8, "0.5", 1, [1]),
    (8, "0.5", 2, [1, 2, 3]),
    (8, "0.5", 4, [1, 2, 3, 4, 5]),
    (8, "0.5", 8, [1, 8]),
    (8, "1", 8, [1, 2, 8]),
    (8, "1", 2, [3]),
    (16, "0.5", 4, [1, 2, 4]),
    (16, "0.999", 12, [1, 12]),
    (20, "0.05", 15, [1, 15]),
    (32, "0.7", 8, [1, 5, 8]),
    (64, "0.5", 8, [1, 2, 8]),
    (128, "0.5", 16, [1, 7, 16]),
    (128, "1", 128, [1, 64, 128]),
    (256, "0.3", 30, [1, 30]),
    (1024, "0.5", 4, [1, 2]),
    (1024, "1", 1024, [1, 2, 1024]),
]

for n, p, r, ks in SETTINGS:
    full = p == "1"
    finite = lambda k: full or k <= r
    for k in ks:
        here = dict(n=n, p=p, r=r, k=k)
        for sigma2 in ["0.49", "1"] if n <= 16 else [mp.nstr(mp.mpf(2) / n, 17)]:
            add("lyapunov-exponent", exponent(n, p, r, k, sigma2), **here, sigma2=sigma2)
        add("haar-lyapunov-exponent", haar_exponent(n, p, r, k), **here)
        if k <= 16:
            add("lyapunov-exponent-sum", exponent_sum(n, p, r, k, "0.49"), **here, sigma2="0.49")
        if not finite(k):
            continue
        add("growth-variance", growth_covariance(n, p, r, k, k), **here)
        if not full:
            add("haar-growth-variance", haar_variance(n, p, r, k), **here)
        if k <= 16:
            add("volume-growth-variance", volume_variance(n, p, r, k), **here)
            for L in (1, 2, 5, 100):
                volume = expected_log_volume(n, p, r, k, L, "0.49")
                add("expected-log-volume", volume, **here, L=L, sigma2="0.49")
                asymptote = volume - haar_log_minor(n, k)
                add("depth-scaling", asymptote, **here, L=L, sigma2="0.49")
        if k > 1:
            value = growth_covariance(n, p, r, 1, k) if not full else mp.mpf(0)
            add("growth-covariance", value, n=n, p=p, r=r, i=1, j=k)
        if k < n:
            below = exponent(n, p, r, k + 1)
            add("spectral-gap", exponent(n, p, r, k) - below, **here)
            add("finite-depth-rate", finite_depth_rate(n, p, r, k), **here)
    if n > 1 and (full or r > 1):
        add("top-gap", exponent(n, p, r, 1) - exponent(n, p, r, 2), n=n, p=p, r=r)
        q = mp.mpf(p)
        add("top-gap-expansion", (1 + (mp.mpf(5) / 2 - q) / (n * q)) / (2 * n * q), n=n, p=p)
    law = rank_law(n, p, r)
    for j in sorted({min(law), (r + n) // 2, n}):
        add("gate-rank-probability", law.get(j, mp.mpf(0)), n=n, p=p, r=r, j=j)
        tail = mp.fsum(w for rank, w in law.items() if rank >= j)
        add("product-rank-probability", tail**6, n=n, p=p, r=r, j=j, L=7)

for n in (1, 2, 3, 4, 8, 16, 64, 256):
    for k in sorted({1, 2, n // 2, n} & set(range(1, n + 1))):
        value = haar_log_minor(n, k) if k < n else mp.mpf(0)
        add("haar-log-minor", value, n=n, k=k)

for n, p, L in [(1, "0.5", 3), (4, "0.5", 1), (4, "0.5", 2), (4, "0.5", 20), (8, "0.5", 257),
                (8, "0.9", 40), (40, "0.75", 11), (3, "1", 9), (2, "0.001", 4)]:
    empty = rational(1 - Fraction(p)) ** n
    add("empty-gate-probability", empty, n=n, p=p)
    add("collapse-probability", 1 - (1 - empty) ** (L - 1), n=n, p=p, L=L)

for n, p, rho, r in [(2, "0.5", "0.6", 0), (2, "0.3", "-0.4", 1), (3, "0.5", "0.5", 0), (4, "0.75", "0.6", 3),
                     (8, "0.5", "0.6", 0), (8, "0.5", "0.6", 2), (8, "0.5", "0.6", 4), (8, "0.5", "-0.7", 4),
                     (8, "0.2", "0.3", 3), (4, "0.5", "0.9", 2), (24, "0.5", "0.6", 8)]:
    counts = toeplitz_counts(n, p, rho)
    law = {j: w / mp.fsum(counts[r:]) for j, w in enumerate(counts) if j >= r}
    for j in sorted({r, (n + r) // 2, n - 1, n}):
        add("toeplitz-rank-probability", law[j], n=n, p=p, rho=rho, r=r, j=j)
    for k in sorted({1, 2, r, r + 1}):
        if 1 <= k <= n:
            value = -mp.inf
            if k <= r:
                value = (mp.log(mp.mpf("0.49")) + mean(law, lambda j: mean_log_chi_square(j - k + 1))) / 2
            add("toeplitz-lyapunov-exponent", value, n=n, p=p, rho=rho, r=r, k=k, sigma2="0.49")

for n, p, r, L, sigma2, offsets in [
    (1, "1", 1, 1, "1", (-30, -3, 0, 1)),
    (8, "0.5", 4, 1, "0.49", (-1, 0, 0.4)),
    (1, "1", 1, 4, "1", (-12, -4, 0, 3)),
    (2, "0.5", 1, 2, "1", (-8, -2, 0, 1)),
    (8, "0.5", 4, 2, "0.49", (-2, -0.5, 0, 0.3, 1)),
    (8, "0.5", 1, 6, "0.49", (-6, -2, 0, 1, 3)),
    (8, "0.5", 4, 30, "0.49", (-6, -2, 0, 1, 5)),
    (64, "0.5", 8, 20, "0.04", (-1, -0.2, 0, 0.3, 1)),
    (128, "1", 128, 1, "0.01", (-0.2, 0, 0.1)),
]:
    centre = expected_log_volume(n, p, r, 1, L, sigma2)
    for offset in offsets:
        y = mp.nstr(centre + mp.mpf(offset), 8)
        value = single_direction_cdf(n, p, r, L, sigma2, y)
        if L == 1:
            exact = mp.gammainc(half(n), 0, mp.exp(2 * mp.mpf(y)) / (2 * mp.mpf(sigma2)), regularized=True)
            assert abs(exact - value) < mp.mpf(10) ** -20
        add("single-direction-cdf", value, n=n, p=p, r=r, L=L, sigma2=sigma2, y=y)

for n, p, r, L in [(1, "1", 1, 1), (8, "0.5", 4, 1), (8, "0.5", 4, 2), (8, "0.5", 4, 30), (4, "0.75", 3, 100),
                   (64, "0.5", 8, 20), (128, "0.5", 16, 100), (1024, "1", 1024, 7)]:
    value = (L - 1) * growth_covariance(n, p, r, 1, 1) + var_log_chi_square(n) / 4
    add("single-direction-variance", value, n=n, p=p, r=r, L=L)

for a, b in [("0", "0"), ("1", "0.5"), ("0", "-3"), ("2", "-40"), ("-700", "-701"), ("300", "-300")]:
    # |S v|^2 is uniform between the squares when each singular value is double.
    value = mp.log((mp.exp(mp.mpf(a)) + mp.exp(mp.mpf(b))) / 2)
    add("sphere-log-mean", value, logs=f"{a},{b}")
    if a != b:
        add("sphere-log-remainder", mp.log1p(mp.exp(mp.mpf(b) - mp.mpf(a))), logs=f"{b},{a}")
    x, y = mp.exp(2 * mp.mpf(a)), mp.exp(2 * mp.mpf(b))
    double = mp.mpf(a) if a == b else ((2 * mp.mpf(a) * x - 2 * mp.mpf(b) * y) / (x - y) - 1) / 2
    add("sphere-log-mean", double, logs=f"{a},{b},{a},{b}")
    first = (mp.digamma(mp.mpf(1) / 2) - mp.digamma(2)) / 2
    add("sphere-log-remainder", double - mp.mpf(a) - first, logs=f"{a},{a},{b},{b}")
add("sphere-log-mean", mp.mpf("1.5"), logs="1.5")
add("sphere-log-mean", -mp.inf, logs="-inf,-inf")
for logs in (["0", "-1", "-3"], ["2", "1.5", "1", "0.5", "0"], ["0", "0", "-inf"], ["-30", "-37", "-52"],
             ["0"] * 7, [str(-x) for x in range(16)]):
    value = sphere_log_mean(logs)
    # Equal singular values stretch every direction alike.
    add("sphere-log-mean", value if len(set(logs)) > 1 else mp.mpf(logs[0]), logs=",".join(logs))

for u, p, c in [("0.25", "1", "1"), ("-0.5", "1", "1"), ("1.5", "1", "1"), ("0", "1", "1"), ("0.3", "0.5", "0.25"),
                ("0.45", "0.5", "0.25"), ("0.2", "0.5", "0.25"), ("0.51", "0.5", "0.25")]:
    value = (mp.mpf(u) - mp.mpf(p) + mp.mpf(c)) / mp.mpf(c)
    add("triangular-law-cdf", min(mp.mpf(1), max(mp.mpf(0), value)), u=u, p=p, c=c)
for n, p, r in [(1, "1", 1), (2, "1", 2), (8, "1", 8), (32, "1", 32), (128, "1", 128), (512, "1", 512),
                (64, "0.5", 16), (128, "0.5", 32)]:
    add("triangular-law-distance", triangular_distance(n, p, r), n=n, p=p, r=r)

for n, p, r, kurtosis in [(8, "1", 8, "-1.2"), (16, "1", 16, "-1.2"), (32, "1", 32, "6"), (8, "0.5", 4, "-1.2"),
                          (16, "0.5", 4, "6"), (32, "0.5", 4, "-2"), (128, "0.5", 4, "3"), (1, "1", 1, "-2")]:
    add("kurtosis-shift", kurtosis_shift(n, p, r, kurtosis), n=n, p=p, r=r, kurtosis=kurtosis)

for L in (1, 2, 3, 4, 7, 15, 31, 63, 64, 100, 1000, 2047, 4095):
    add("period-doubling-fraction", mp.mpf(period_doubling_count(L)) / L, L=L)

for L in (0, 1, 2, 3, 4, 5, 6, 7, 12, 40):
    add("rademacher-collapse-probability", rademacher_collapse(L), L=L)

if __name__ == "__main__":
    folder = Path(__file__).resolve().parent
    lines = ",\n".join("  " + json.dumps(case) for case in cases)
    made = "closed-forms.py, mpmath at 50 digits; values rounded to 25"
    text = f'{{\n "made by": "{made}",\n "cases": [\n{lines}\n ]\n}}\n'
    (folder / "closed-forms.json").write_text(text)
    print(len(cases), "cases")
