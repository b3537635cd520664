# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes closed-forms.json: every formula on the spectra of masked Gaussian products, at 50 digits.

Run `python3 closed-forms.py` in this folder; needs mpmath. Each case is one evaluation of a named formula:
{"formula", "parameters" (texts), "value" (25 digits)}. The definitions below are written from the mathematics and
share nothing with the Swift sources: binomials come from exact integers, log-determinants from sums of mean log beta
and log chi-squared variables, and whatever has a second route takes the one that the sources do not take.
"""

import json
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

if __name__ == "__main__":
    folder = Path(__file__).resolve().parent
    document = {
        "made by": "closed-forms.py, mpmath at 50 digits; values rounded to 25",
        "cases": cases,
    }
    (folder / "closed-forms.json").write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")
    print(len(cases), "cases")
