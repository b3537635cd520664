#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference values for the integrators of Sources/AssayNumerics/Flow.

Needs mpmath and scipy. Run in this folder: python3 generate.py

robertson    Robertson's stiff reaction kinetics, by scipy's Radau (a method that GSL has not) at two tolerances;
             the printed digits are those on which the two agree, and `agreement` is the relative difference.
kepler       The planar Kepler orbit of eccentricity e from its perihelion: position and velocity at time t from
             Kepler's equation E - e sin E = t, solved by mpmath with 30 digits. No integration takes place.
pendulum     The time at which a pendulum released at rest from `angle` passes its lowest point: K(sin(angle/2)),
             the complete elliptic integral of the first kind, by mpmath with 30 digits.
"""
import json

import mpmath as mp
import numpy as np
from scipy.integrate import solve_ivp

mp.mp.dps = 30


def robertson():
    def field(t, y):
        a, b, c = 0.04 * y[0], 1e4 * y[1] * y[2], 3e7 * y[1] ** 2
        return [-a + b, a - b - c, c]

    def jacobian(t, y):
        return [[-0.04, 1e4 * y[2], 1e4 * y[1]],
                [0.04, -1e4 * y[2] - 6e7 * y[1], -1e4 * y[1]],
                [0, 6e7 * y[1], 0]]

    times = [0.4, 40.0, 4e3, 4e5]
    runs = [solve_ivp(field, [0, times[-1]], [1, 0, 0], method="Radau", jac=jacobian, t_eval=times, rtol=r,
                      atol=r * 1e-7).y.T for r in (1e-12, 1e-13)]
    agreement = float(np.max(np.abs(runs[0] / runs[1] - 1)))
    return {"times": times, "states": runs[1].tolist(), "agreement": agreement}


def kepler(e, t):
    e, t = mp.mpf(e), mp.mpf(t)
    angle = mp.findroot(lambda x: x - e * mp.sin(x) - t, t)
    root = mp.sqrt(1 - e * e)
    speed = 1 / (1 - e * mp.cos(angle))
    state = [mp.cos(angle) - e, root * mp.sin(angle), -mp.sin(angle) * speed, root * mp.cos(angle) * speed]
    return {"eccentricity": float(e), "time": float(t), "state": [float(x) for x in state]}


def pendulum(angle):
    return {"angle": angle, "time": float(mp.ellipk(mp.sin(mp.mpf(angle) / 2) ** 2))}


if __name__ == "__main__":
    with open("flow.json", "w") as out:
        json.dump({
            "made by": "generate.py in this folder",
            "robertson": robertson(),
            "kepler": [kepler(0.5, 7), kepler(0.75, 20)],
            "pendulum": [pendulum(0.1), pendulum(2.0)],
        }, out, indent=1)
        out.write("\n")
