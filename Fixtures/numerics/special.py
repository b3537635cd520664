# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes special.json: values of special functions at exact doubles, by mpmath with 60 digits. Run: python3 special.py"""

import mpmath
from mpmath import mp, mpf

from fixture_file import write_fixture

mp.dps = 60

POSITIVE = [1e-300, 1e-20, 1e-8, 0.001, 0.1, 0.25, 0.5, 0.75, 0.9375, 1.0, 1.0625, 1.25, 1.4375, 1.46875, 1.5, 1.75,
            1.9375, 2.0, 2.0625, 2.5, 3.0, 3.5, 4.0, 5.5, 7.25, 10.0, 16.0, 31.5, 32.0, 64.0, 100.5, 171.0, 512.0,
            1e4, 123456.5, 1e8, 1e15, 1e100, 1e300]


def normal_quantile(p):
    """Phi^-1(p) by solving for it in the smaller tail."""
    tail = min(p, 1 - p)
    start = -mp.sqrt(-2 * mp.log(tail)) if tail < 0.1 else mpf(0)
    x = mp.findroot(lambda t: mp.log(mp.ncdf(t)) - mp.log(tail), start)
    return x if p <= 0.5 else -x


def gamma_p(a, x):
    return mp.gammainc(a, 0, x, regularized=True) if x < a + 1 else 1 - mp.gammainc(a, x, mp.inf, regularized=True)


FUNCTIONS = {
    "digamma": (lambda x: mp.digamma(x), [(x,) for x in POSITIVE if x > 1e-300]),
    "trigamma": (lambda x: mp.psi(1, x), [(x,) for x in POSITIVE if x > 1e-100]),
    "logGamma": (lambda x: mp.loggamma(x), [(x,) for x in POSITIVE]),
    "logBeta": (lambda a, b: mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b),
                [(0.5, 0.5), (0.25, 3.0), (1.0, 1.0), (2.0, 3.5), (0.001, 10.0), (1e-8, 1e-8), (10.0, 1000.0),
                 (50.0, 50.0), (100.5, 0.5), (1e6, 2.5), (1e5, 1e5), (1e-3, 1e6), (1e8, 1e-5)]),
    "logChoose": (lambda n, k: mp.log(mp.binomial(n, k)),
                  [(0, 0), (1, 0), (1, 1), (5, 2), (10, 5), (64, 32), (64, 1), (128, 3), (170, 85), (1000, 500),
                   (100000, 17), (1000000, 500000), (4000000000, 2)]),
    "regularisedGammaP": (gamma_p, [(0.5, 0.0), (0.5, 1e-10), (0.5, 0.25), (0.5, 2.0), (1.0, 1.0), (2.5, 0.5), (2.5, 10.0),
                          (4.0, 4.0), (10.0, 1.0), (10.0, 25.0), (32.0, 30.0), (32.0, 5.0), (64.0, 64.0),
                          (100.0, 140.0), (500.0, 480.0), (1000.0, 1000.0), (5000.0, 5100.0), (1e-3, 1.0), (0.25, 50.0),
                          (1e5, 1e5), (1e5, 99000.0)]),
    "regularisedBeta": (lambda x, a, b: mp.betainc(a, b, 0, x, regularized=True),
                        [(0.0, 2.0, 3.0), (1.0, 2.0, 3.0), (0.5, 0.5, 0.5), (0.25, 0.5, 3.5), (0.1, 2.0, 5.0),
                         (0.9, 5.0, 2.0), (0.001, 1.5, 8.0), (1e-10, 0.5, 1.0), (0.5, 10.0, 10.0), (0.3, 30.0, 70.0),
                         (0.75, 100.0, 20.0), (0.01, 0.5, 64.0), (0.999, 64.0, 0.5), (0.5, 500.0, 510.0),
                         (0.002, 1.0, 1000.0)]),
    "lambertWm1": (lambda x: mp.lambertw(x, -1).real,
                   [(x,) for x in [-1e-300, -1e-100, -1e-20, -1e-8, -0.001, -0.01, -0.05, -0.1, -0.15, -0.2, -0.25,
                                   -0.3, -0.33, -0.35, -0.36, -0.367, -0.3678, -0.36787, -0.3678794]]),
    "normalCDF": (lambda x: mp.ncdf(x), [(x,) for x in [-37.5, -20.0, -8.0, -5.0, -3.0, -2.0, -1.0, -0.5, -0.1, -1e-10,
                                                       0.0, 1e-10, 0.1, 0.5, 0.67, 1.0, 2.0, 3.0, 5.0, 8.0, 40.0]]),
    "normalUpperTail": (lambda x: mp.ncdf(-x), [(x,) for x in [-40.0, -8.0, -3.0, -1.0, -0.5, -0.1, 0.0, 1e-10, 0.1, 0.5,
                                                              0.67, 1.0, 1.5, 2.0, 3.0, 5.0, 5.7, 8.0, 12.0, 20.0, 37.5]]),
    "normalQuantile": (normal_quantile, [(p,) for p in [1e-300, 1e-100, 1e-20, 1e-10, 1e-6, 0.001, 0.01, 0.05, 0.074, 0.076,
                                                        0.1, 0.25, 0.375, 0.499, 0.5, 0.501, 0.625, 0.75, 0.9, 0.975, 0.999,
                                                        1 - 2.0**-30, 1 - 2.0**-53]]),
}


def complex_log_gamma(x, y):
    value = mp.loggamma(mp.mpc(x, y))
    argument = value.imag - 2 * mp.pi * mp.ceil((value.imag - mp.pi) / (2 * mp.pi))
    return [float(value.real), float(argument)]


def cases():
    for name, (function, points) in FUNCTIONS.items():
        for point in points:
            yield {"function": name, "arguments": list(point), "values": [float(function(*map(mpf, point)))]}
    for point in [(0.5, 1.0), (1.0, 0.0), (1.0, 1e-5), (2.5, -3.0), (0.25, 10.0), (10.0, 10.0), (3.0, 100.0), (50.0, -7.0),
                  (-0.5, 0.25), (-1.5, 0.0), (-4.25, 2.0), (0.5, -40.0), (1e-5, 1e-5)]:
        yield {"function": "complexLogGamma", "arguments": list(point), "values": complex_log_gamma(*point)}


write_fixture(__file__, {"made": f"special.py: mpmath {mpmath.__version__}, 60 digits, rounded to double", "cases": list(cases())})
