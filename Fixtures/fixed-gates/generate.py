#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference values for small fixed-gates and ReLU networks, with 40 digits of mpmath and from the definitions alone:
every gradient is a numerical derivative of the loss by one weight, every velocity one of s_k along such gradients.
Usage: python3 generate.py > networks.json
"""
import json
import random

import mpmath as mp

mp.mp.dps = 40
random.seed(7)
STEP = mp.mpf(10) ** -12


def matrix(rows, columns, digits=3):
    return [[round(random.gauss(0, 1), digits) for _ in range(columns)] for _ in range(rows)]


def chain(weights, gates):
    j = mp.eye(weights[0].cols)
    for l, w in enumerate(weights):
        j = w * j
        if l < len(gates):
            for i, is_open in enumerate(gates[l]):
                if not is_open:
                    for c in range(j.cols):
                        j[i, c] = mp.mpf(0)
    return j


def relu_outputs(weights, x):
    h = x
    for l, w in enumerate(weights):
        h = w * h
        if l < len(weights) - 1:
            h = h.apply(lambda z: z if z > 0 else mp.mpf(0))
    return h


def loss(kind, outputs, targets):
    n = outputs.cols
    total = mp.mpf(0)
    for s in range(n):
        if kind == "squared":
            total += sum((outputs[i, s] - targets[i, s]) ** 2 for i in range(outputs.rows)) / 2
        else:
            z = mp.log(sum(mp.e ** outputs[i, s] for i in range(outputs.rows)))
            total += z - sum(targets[i, s] * outputs[i, s] for i in range(outputs.rows))
    return total / n


def by_each_weight(weights, f):
    """The derivative of f(weights) by each entry: central differences at 1e-12 with 40 digits, error 1e-24."""
    gradients = []
    for l, w in enumerate(weights):
        g = mp.matrix(w.rows, w.cols)
        for i in range(w.rows):
            for j in range(w.cols):
                up, down = [x.copy() for x in weights], [x.copy() for x in weights]
                up[l][i, j] += STEP
                down[l][i, j] -= STEP
                g[i, j] = (f(up) - f(down)) / (2 * STEP)
        gradients.append(g)
    return gradients


def along(weights, direction, f):
    def moved(t):
        return [w + t * d for w, d in zip(weights, direction)]
    return (f(moved(STEP)) - f(moved(-STEP))) / (2 * STEP)


def singular(m, k):
    return sorted(mp.svd_r(m, compute_uv=False), reverse=True)[k - 1]


def participation(m):
    gram = m.T * m
    return (sum(gram[i, i] for i in range(gram.rows))) ** 2 / sum(x ** 2 for x in gram)


def rows(m):
    return [[float(m[i, j]) for j in range(m.cols)] for i in range(m.rows)]


def network(name, widths, gates, samples):
    raw = [matrix(widths[l + 1], widths[l]) for l in range(len(widths) - 1)]
    weights = [mp.matrix(w) for w in raw]
    x = mp.matrix(matrix(widths[0], samples))
    labels = [s % widths[-1] for s in range(samples)]
    y = mp.matrix(widths[-1], samples)
    for s, label in enumerate(labels):
        y[label, s] = 1
    j = chain(weights, gates)
    result = {
        "name": name, "weights": raw, "gates": gates, "inputs": rows(x), "targets": rows(y), "jacobian": rows(j),
        "participationRatio": float(participation(j)), "losses": {},
    }
    for kind in ("squared", "crossEntropy"):
        f = lambda w, kind=kind: loss(kind, chain(w, gates) * x, y)
        gradients = by_each_weight(weights, f)
        down = [-g for g in gradients]
        r = lambda w, kind=kind: loss(kind, relu_outputs(w, x), y)
        result["losses"][kind] = {
            "value": float(f(weights)), "gradients": [rows(g) for g in gradients],
            "singularValueRates": [
                float(along(weights, down, lambda w: singular(chain(w, gates), k)))
                for k in range(1, min(widths[0], widths[-1]) + 1)],
            "logParticipationRate": float(along(weights, down, lambda w: mp.log(participation(chain(w, gates))))),
            "reluValue": float(r(weights)), "reluGradients": [rows(g) for g in by_each_weight(weights, r)],
        }
    # F_k entry by entry: the rate of s_k when the loss is one entry of J.
    velocities = []
    for k in (1, 2):
        f_k = mp.matrix(j.rows, j.cols)
        for a in range(j.rows):
            for b in range(j.cols):
                down = [-g for g in by_each_weight(weights, lambda w: chain(w, gates)[a, b])]
                f_k[a, b] = along(weights, down, lambda w: singular(chain(w, gates), k))
        velocities.append(rows(f_k))
    result["velocities"] = velocities
    return result


print(json.dumps({
    "made by": "generate.py, mpmath, 40 digits",
    "networks": [
        network("4-5-4-3, three layers", [4, 5, 4, 3],
                [[True, False, True, True, True], [True, True, False, True]], 6),
        network("3-3-3-3-3, four layers", [3, 3, 3, 3, 3], [[True] * 3, [True] * 3, [True] * 3], 5),
        network("3-2, one layer", [3, 2], [], 4),
    ],
}))
