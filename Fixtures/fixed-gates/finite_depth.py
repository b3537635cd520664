#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""E log(1 + s_2/s_1) for products with two inputs, without any transform: from the density of the singular ratio of one
Gaussian K x 2 matrix, f(rho) ~ (1 - rho^2) rho^(K-2) / (1 + rho^2)^K, and for two layers from the law of cosines of the
hyperbolic plane. Usage: python3 finite_depth.py > finite-depth.json
"""
import json

import mpmath as mp
import numpy as np

mp.mp.dps = 30


def density(k):
    raw = lambda r: (1 - r * r) * r ** (k - 2) / (1 + r * r) ** k
    total = mp.quad(raw, [0, 0.5, 1])
    return lambda r: raw(r) / total


def one_layer(n):
    f = density(n)
    return mp.quad(lambda r: mp.log(1 + r) * f(r), [0, 0.5, 1])


def two_layers(ranks, n, nodes=240, angles=960):
    """ranks: {K: probability} of the first layer. Gauss-Legendre in both ratios, midpoints in the angle; the cusp where both
    ratios agree limits the error to about 1e-8 (see the values at half the nodes)."""
    x, w = np.polynomial.legendre.leggauss(nodes)
    x, w = (x + 1) / 2, w / 2
    phi = (np.arange(angles) + 0.5) * np.pi / angles
    total = 0.0
    last = np.array([float(density(n)(mp.mpf(float(r)))) for r in x])
    r, s = x[:, None, None], x[None, :, None]
    # cosh d = cosh a cosh b + sinh a sinh b cos(phi), with e^-a = r, e^-b = s.
    c = ((1 + r * r) * (1 + s * s) + (1 - r * r) * (1 - s * s) * np.cos(phi)) / (4 * r * s)
    mean = np.log1p(1 / (c + np.sqrt(np.maximum(c * c - 1, 0)))).mean(axis=2)
    for k, p in ranks.items():
        first = np.array([float(density(k)(mp.mpf(float(z)))) for z in x])
        total += float(p) * (w * first) @ mean @ (w * last)
    return total


def binomial(n, p, r):
    w = {k: mp.binomial(n, k) * mp.mpf(p) ** k * (1 - mp.mpf(p)) ** (n - k) for k in range(r, n + 1)}
    z = sum(w.values())
    return {k: v / z for k, v in w.items()}


cases = [{"n": n, "p": 1.0, "r": n, "depth": 1, "value": float(one_layer(n))} for n in (2, 3, 8, 64)]
cases.append({"n": 3, "p": 1.0, "r": 3, "depth": 2, "value": two_layers({3: 1}, 3),
              "coarser": two_layers({3: 1}, 3, 120, 480)})
cases.append({"n": 4, "p": 0.75, "r": 3, "depth": 2, "value": two_layers(binomial(4, 0.75, 3), 4),
              "coarser": two_layers(binomial(4, 0.75, 3), 4, 120, 480)})
mp.mp.dps = 60
functions = [{"ratio": r, "value": float(2 / mp.pi * mp.sqrt(mp.mpf(r)) * mp.ellipk(1 - mp.mpf(r) ** 2))}
             for r in (1.0, 0.5, 0.001, 1e-12)]
print(json.dumps({"made by": "finite_depth.py, mpmath", "remainders": cases, "sphericalFunctions": functions}, indent=1))
