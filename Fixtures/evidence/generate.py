#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference values for the four default methods at alpha = 1e-6, and for the formulas that have no published ones.

Run `python3 generate.py` here; it writes default-methods.json. Everything is computed with mpmath at 60 digits from the
definitions (an e-value and the equation "log E = log 1/alpha"), not from the closed forms that the Swift code uses:
half-widths and ends are roots, the prior weight is a stationary point, the truncated prior an integral.
"""
import json
from mpmath import mp, mpf, log, log1p, sqrt, findroot, diff, quad, loggamma, exp, pi, floor, lambertw

mp.dps = 60
ALPHA = mpf(10) ** -6
TARGET = -log(ALPHA)


def number(x):
    return float(mp.nstr(x, 25)) if isinstance(x, mpf) else x


# --- t-mixture -------------------------------------------------------------------------------------------------
def best_rho(v):
    """The rho at which (v + rho)(log(1 + v/rho) + 2 log 1/alpha) is stationary: the tightest boundary at time v."""
    boundary = lambda rho: (v + rho) * (log1p(v / rho) + 2 * TARGET)
    return findroot(lambda rho: diff(boundary, rho), v / (2 * TARGET + 4))


def t_log_e(t, n, c2):
    k = c2 / (n + c2)
    q = t * t / (n - 1)
    return log(k) / 2 + mpf(n) / 2 * (log(1 + q) - log(1 + k * q))


def t_half_width(n, c2):
    """The mean at which the e-value of data with sd 1 reaches 1/alpha; None when none does (log E is bounded in T)."""
    if -log(c2 / (n + c2)) * (n - 1) / 2 <= TARGET:  # the limit T -> infinity
        return None
    lo, hi = mpf(1), mpf(1)
    while t_log_e(hi, n, c2) < TARGET:
        hi *= 2
    return findroot(lambda t: t_log_e(t, n, c2) - TARGET, (lo, hi), solver="anderson", tol=mpf(10) ** -80) / sqrt(n)


c2 = best_rho(mpf(256))
assert abs(c2 - 256 / (-lambertw(-ALPHA**2 / mp.e, -1).real - 1)) < mpf(10) ** -40
counts = [8, 16, 20, 24, 28, 32, 64, 128, 256, 512, 1024, 4096, 32768, 262144]
t_mixture = {
    "priorCount": number(c2),
    "firstFiniteCount": next(n for n in range(2, 1000) if t_half_width(n, c2) is not None),
    "halfWidths": [{"count": n, "value": w if w is None else number(w)} for n in counts for w in [t_half_width(n, c2)]],
    "logEValues": [
        {"t": t, "count": n, "value": number(t_log_e(mpf(t), n, c2))}
        for t, n in [(0.0, 32), (0.5, 32), (7.25, 64), (6.0, 4096), (-8.5, 262144)]
    ],
}


# --- beta-binomial ---------------------------------------------------------------------------------------------
def log_beta(a, b):
    return loggamma(a) + loggamma(b) - loggamma(a + b)


def beta_log_e(p, s, n):
    value = log_beta(mpf(s) + mpf(1) / 2, mpf(n - s) + mpf(1) / 2) - log_beta(mpf(1) / 2, mpf(1) / 2)
    return value - (s * log(p) if s else 0) - ((n - s) * log(1 - p) if n > s else 0)


def beta_lower(s, n):
    """Bisection in log p on (0, s/n)."""
    if s == 0:
        return mpf(0)
    lo, hi = mpf(-200), log(mpf(s) / n)
    for _ in range(220):
        middle = (lo + hi) / 2
        if beta_log_e(exp(middle), s, n) < TARGET:
            hi = middle
        else:
            lo = middle
    return exp(hi)


cases = [(0, 64), (64, 64), (63, 64), (1, 64), (32, 64), (70, 100), (700, 1000), (13, 4096), (65536, 65536),
         (65535, 65536), (524000, 1048576), (8388607, 8388608), (2, 8388608)]
beta_binomial = [
    {"successes": s, "trials": n, "lower": number(beta_lower(s, n)), "upper": number(1 - beta_lower(n - s, n))}
    for s, n in cases
]


# --- one-sided beta-binomial: the truncated prior by quadrature ----------------------------------------------------
def one_sided_log_e(s, n, bound):
    """q = x^2 turns Beta(1/2, 1/2)'s density at 0 into a smooth one; split where the likelihood peaks."""
    f = n - s
    peak = sqrt(min(mpf(s) / n, bound * mpf("0.999")))
    top = sqrt(mpf(bound))
    cuts = sorted({mpf(0), peak * mpf("0.8"), peak, (peak + top) / 2, top})
    tail = lambda x: 2 / sqrt(1 - x * x)
    above = quad(lambda x: tail(x) * exp(s * log(x * x / bound) + f * log((1 - x * x) / (1 - bound))) if x else
                 (tail(x) * (1 - bound) ** -f if s == 0 else mpf(0)), cuts)
    return log(above) - log(quad(tail, [0, top]))


one_sided = [
    {"successes": s, "trials": n, "bound": float(b), "value": number(one_sided_log_e(s, n, mpf(b)))}
    for s, n, b in [(0, 10, 0.5), (30, 100, 0.5), (70, 100, 0.5), (45, 100, 0.75), (3, 40, 0.25)]
]


# --- DKW ---------------------------------------------------------------------------------------------------------
dkw = []
for k in range(0, 13, 3):
    n = 256 * 2**k
    alpha_k = 6 * ALPHA / (pi**2 * (k + 1) ** 2)
    # The half-width at which Massart's bound 2 exp(-2 n b^2) equals this look's share.
    b = findroot(lambda b: log(2) - 2 * n * b * b - log(alpha_k), mpf(1) / sqrt(n))
    dkw.append({"count": n, "look": k, "value": number(abs(b))})


# --- hedged capital ------------------------------------------------------------------------------------------------
def rotation(n):
    """Doubles, as the Swift test computes them: i * 0.618... in double precision, its fraction squared."""
    out = []
    for i in range(n):
        turn = i * 0.6180339887498949
        fraction = turn - float(floor(mpf(turn)))
        out.append(mpf(fraction * fraction))
    return out


def hedged_logs(x, m):
    above = below = mpf(0)
    total, squares = mpf(1) / 2, mpf(1) / 4
    for t, xi in enumerate(x, 1):
        variance = squares / t  # of the values before this one
        bet = sqrt(2 * log(2 / ALPHA) / (variance * t * log(1 + mpf(t))))
        above += log(1 + min(bet, mpf(1) / 2 / m if m else bet) * (xi - m))
        below += log(1 - min(bet, mpf(1) / 2 / (1 - m) if m < 1 else bet) * (xi - m))
        total += xi
        squares += (xi - total / (t + 1)) ** 2
    return above, below


def crossing(x, which):
    target = log(2) + TARGET
    inside = hedged_logs(x, mpf(0))[0] < target if which == 0 else hedged_logs(x, mpf(1))[1] < target
    if inside:
        return mpf(which)
    lo, hi = mpf(0), mpf(1)
    for _ in range(190):
        middle = (lo + hi) / 2
        value = hedged_logs(x, middle)[which]
        if (value < target) == (which == 0):
            hi = middle
        else:
            lo = middle
    return hi


mp.dps = 40
hedged = []
for n in (16, 64, 256, 1024):
    x = rotation(n)
    above, below = hedged_logs(x, mpf("0.25"))
    hedged.append({
        "count": n,
        "logCapitalAtQuarter": number(max(above, below) - log(2)),
        "lower": number(crossing(x, 0)),
        "upper": number(crossing(x, 1)),
    })
mp.dps = 60


# --- asymptotic sequence ------------------------------------------------------------------------------------------
rho2 = 1 / best_rho(mpf(256))
asymptotic = [
    {"count": n, "value": number(sqrt((n * rho2 + 1) / (n**2 * rho2) * log((n * rho2 + 1) / ALPHA**2)))}
    for n in (32, 256, 4096)
]

json.dump(
    {
        "made": "generate.py, mpmath with 60 digits, from definitions",
        "alpha": 1e-6,
        "tMixture": t_mixture,
        "betaBinomial": beta_binomial,
        "oneSidedBetaBinomial": one_sided,
        "dkw": dkw,
        "hedgedCapital": hedged,
        "asymptotic": asymptotic,
    },
    open("default-methods.json", "w"),
    indent=2,
)
open("default-methods.json", "a").write("\n")
