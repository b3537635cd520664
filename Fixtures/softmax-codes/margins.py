# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes margins.json: the best softmax codes that a multistart search finds, for K = 7 … 16 classes and
3 <= d < K/2 dimensions, where no formula covers them all.

Run `python3 margins.py` in this folder; needs numpy and scipy; takes about ten minutes. Each search maximises a
log-sum-exp of the margins by L-BFGS at rising sharpness; the best code is then polished by sequential linear
programming on the active margins, until they agree to about 1e-12. `agreeing` counts the searches, of six, that
ended within 1e-8 of the best; `singular values` are those of the logits, times d/K (all 1 for a flat code).
Every margin is a lower bound on the true optimum.
"""

import json
from pathlib import Path

import numpy as np
from scipy.optimize import linprog, minimize

LADDERS = [[5, 20, 80, 320, 1280, 5120], [40, 160, 640, 2560], [150, 600, 2400]]


def unit(x):
    return x / np.linalg.norm(x, axis=0)


def margins(w, h):
    """margins[j, c] = <w_c - w_j, h_c>, infinite on the diagonal."""
    z = w.T @ h
    m = np.diag(z)[None, :] - z
    np.fill_diagonal(m, np.inf)
    return m


def smooth(x, k, d, sharpness):
    """Minus the smoothed least margin, with its gradient."""
    a, b = x[: k * d].reshape(d, k), x[k * d :].reshape(d, k)
    na, nb = np.linalg.norm(a, axis=0), np.linalg.norm(b, axis=0)
    w, h = a / na, b / nb
    m = margins(w, h)
    least = m.min()
    e = np.exp(-sharpness * (m - least))
    total = e.sum()
    g = e / total
    np.fill_diagonal(g, -(e / total).sum(0))
    gw, gh = h @ g.T, w @ g
    ga, gb = (gw - w * (w * gw).sum(0)) / na, (gh - h * (h * gh).sum(0)) / nb
    return -(least - np.log(total) / sharpness), np.concatenate([ga.ravel(), gb.ravel()])


def climb(x, k, d, ladder, iterations):
    for sharpness in ladder:
        x = minimize(smooth, x, args=(k, d, sharpness), jac=True, method="L-BFGS-B",
                     options={"maxiter": iterations}).x
    w, h = unit(x[: k * d].reshape(d, k)), unit(x[k * d :].reshape(d, k))
    return x, w, h, margins(w, h).min()


def polish(w, h):
    d, k = w.shape
    best, radius = margins(w, h).min(), 1e-2
    for _ in range(80):
        m = margins(w, h)
        rows, limits = [], []
        for c in range(k):
            for j in range(k):
                if m[j, c] > best + 5 * radius:
                    continue
                row = np.zeros(2 * k * d + 1)
                row[c * d : (c + 1) * d] -= h[:, c]
                row[j * d : (j + 1) * d] += h[:, c]
                row[(k + c) * d : (k + c + 1) * d] -= w[:, c] - w[:, j]
                row[-1] = 1
                rows.append(row)
                limits.append(m[j, c])
        tangent = np.zeros((2 * k, 2 * k * d + 1))
        for c in range(k):
            tangent[c, c * d : (c + 1) * d] = w[:, c]
            tangent[k + c, (k + c) * d : (k + c + 1) * d] = h[:, c]
        goal = np.zeros(2 * k * d + 1)
        goal[-1] = -1
        step = linprog(goal, A_ub=np.array(rows), b_ub=limits, A_eq=tangent, b_eq=np.zeros(2 * k),
                       bounds=[(-radius, radius)] * (2 * k * d) + [(None, None)], method="highs")
        if step.status != 0:
            radius /= 4
            continue
        moved_w = unit(w + step.x[: k * d].reshape(k, d).T)
        moved_h = unit(h + step.x[k * d : -1].reshape(k, d).T)
        found = margins(moved_w, moved_h).min()
        if found > best:
            w, h, best, radius = moved_w, moved_h, found, radius * 1.5
        else:
            radius /= 3
        if radius < 1e-13:
            break
    return w, h, best


def search(k, d, starts, rng):
    best = None
    for i in range(starts):
        x = rng.normal(size=2 * k * d)
        if i % 2:
            x[k * d :] = x[: k * d]
        x, w, h, found = climb(x, k, d, LADDERS[i % 3], 400)
        if best is None or found > best[2] - 5e-4:
            x, w, h, found = climb(x, k, d, [20480, 200000], 2000)
        if best is None or found > best[2] + 1e-9:
            best = (w, h, found)
    return polish(*best[:2])


if __name__ == "__main__":
    rng = np.random.default_rng(11)
    cases = []
    for k in range(7, 17):
        for d in range(3, (k - 1) // 2 + 1):
            runs = [search(k, d, 60, rng) for _ in range(6)]
            w, h, best = max(runs, key=lambda run: run[2])
            values = np.linalg.svd(w.T @ h, compute_uv=False)[:d]
            cases.append({"K": k, "d": d, "margin": float(best),
                          "agreeing": int(sum(run[2] > best - 1e-8 for run in runs)),
                          "singular values": [float(v) for v in values * d / k]})
            print(cases[-1], flush=True)
    Path("margins.json").write_text(json.dumps({"made by": "margins.py in this folder", "cases": cases}, indent=1) + "\n")
