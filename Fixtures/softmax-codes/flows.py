# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes flows.json: trajectories of the deep features model, computed without any of the reductions under test.

Run `python3 flows.py` in this folder; needs numpy and scipy; takes some seconds.

walsh     All N factors, K x K, start diagonal in the Walsh basis with singular values s of the product; full gradient
          flow of the mean cross-entropy over time t, by scipy's DOP853 at rtol 1e-13; `agreement` is the difference
          from a run at 1e-12. `end` are the singular values of the product along the Walsh functions.
product   The same from balanced factors of a given 4 x 4 product Z; `end` is the product at time t.
rank      From balanced factors of a given Z, the entropy effective rank of the product where the loss falls to `loss`.
width     From given unbalanced factors (K = 3, inner width 5), the product at time t.
"""

import json
from pathlib import Path

import numpy as np
from scipy.integrate import solve_ivp


def walsh_basis(k):
    return np.array([[(-1) ** bin(a & b).count("1") for b in range(k)] for a in range(k)]) / np.sqrt(k)


def product(factors):
    z = factors[0]
    for w in factors[1:]:
        z = w @ z
    return z


def loss_and_gradient(z):
    k = z.shape[1]
    shifted = z - z.max(0)
    p = np.exp(shifted)
    p /= p.sum(0)
    loss = -np.mean(np.log(np.diag(p)))
    return loss, (p - np.eye(k)) / k


def flow(factors, t, rtol, stop=None):
    shapes = [w.shape for w in factors]
    cuts = np.cumsum([0] + [w.size for w in factors])

    def unpack(y):
        return [y[a:b].reshape(s) for a, b, s in zip(cuts, cuts[1:], shapes)]

    def field(_, y):
        ws = unpack(y)
        _, g = loss_and_gradient(product(ws))
        out = []
        for l, w in enumerate(ws):
            a = np.eye(w.shape[0])
            for v in ws[l + 1:]:
                a = v @ a
            b = np.eye(shapes[0][1])
            for v in ws[:l]:
                b = v @ b
            out.append(-a.T @ g @ b.T)
        return np.concatenate([x.ravel() for x in out])

    events = None
    if stop is not None:
        def events(_, y):
            return np.log(loss_and_gradient(product(unpack(y)))[0]) - np.log(stop)
        events.terminal = True
    run = solve_ivp(field, [0, t], np.concatenate([w.ravel() for w in factors]), method="DOP853", rtol=rtol,
                    atol=rtol * 1e-3, events=events)
    return product(unpack(run.y[:, -1]))


def balanced(z, n):
    u, s, vt = np.linalg.svd(z)
    root = np.diag(s ** (1 / n))
    factors = [root.copy() for _ in range(n)]
    factors[0] = factors[0] @ vt
    factors[-1] = u @ factors[-1]
    return factors


def twice(make, *args, **kwargs):
    a, b = make(*args, rtol=1e-12, **kwargs), make(*args, rtol=1e-13, **kwargs)
    return b, float(np.max(np.abs(a - b)))


def effective_rank(z):
    s = np.linalg.svd(z, compute_uv=False)
    p = s[s > 0] / s.sum()
    return float(np.exp(-(p * np.log(p)).sum()))


rng = np.random.default_rng(5)
document = {"made by": "flows.py in this folder", "walsh": [], "product": [], "rank": [], "width": []}

for k, n, t, s in [(4, 1, 30, [0.3, 0.05, 0.2]), (4, 2, 20, [0.3, 0.1, 0.2]), (4, 3, 20, [0.2, 0.15, 0.25]),
                   (4, 3, 60, [1.0, 0.4, 0.7]), (4, 6, 40, [0.6, 0.5, 0.4]),
                   (8, 3, 30, [0.5, 0.2, 0.4, 0.3, 0.6, 0.25, 0.35]), (8, 4, 20, [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4])]:
    v = walsh_basis(k)
    w = v @ np.diag([0.0] + [x ** (1 / n) for x in s]) @ v.T
    z, agreement = twice(flow, [w] * n, t)
    end = np.diag(v.T @ z @ v)[1:]
    document["walsh"].append({"K": k, "N": n, "time": t, "start": s, "end": end.tolist(), "agreement": agreement})

for n, t in [(2, 10), (3, 10), (4, 8)]:
    z0 = rng.normal(size=(4, 4)) / 2
    z, agreement = twice(flow, balanced(z0, n), t)
    document["product"].append({"N": n, "time": t, "start": z0.T.ravel().tolist(), "end": z.T.ravel().tolist(),
                                "agreement": agreement})

for n in (1, 2, 3, 4):
    z0 = 0.2 * rng.normal(size=(4, 4)) / 2
    for loss in (0.5, 0.01):
        z, _ = twice(flow, balanced(z0, n), 1e5, stop=loss)
        document["rank"].append({"N": n, "loss": loss, "start": z0.T.ravel().tolist(), "rank": effective_rank(z)})

for n, t in [(2, 12), (4, 6)]:
    shapes = [(5, 3)] + [(5, 5)] * (n - 2) + [(3, 5)]
    factors = [rng.normal(size=s) * 0.5 for s in shapes]
    z, agreement = twice(flow, factors, t)
    document["width"].append({"N": n, "time": t, "factors": [w.T.ravel().tolist() for w in factors],
                              "end": z.T.ravel().tolist(), "agreement": agreement})

Path("flows.json").write_text(json.dumps(document, indent=1) + "\n")
for key in ("walsh", "product", "width"):
    print(key, [c["agreement"] for c in document[key]])
