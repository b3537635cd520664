# SPDX-License-Identifier: GPL-3.0-or-later
"""All Lyapunov exponents of products of Gaussian matrices, as one writes it in NumPy.

Prints one line: processor seconds, and the estimate of the first exponent. Arguments: width depth trials.
"""

import sys
import time

import numpy as np

width, depth, trials = map(int, sys.argv[1:])
start = time.process_time()
growth = np.zeros(width)
for trial in range(trials):
    rng = np.random.default_rng(trial)
    q = np.eye(width)
    for _ in range(depth):
        q, r = np.linalg.qr(rng.standard_normal((width, width)) @ q)
        growth += np.log(np.abs(np.diagonal(r)))
seconds = time.process_time() - start
print(f"{seconds:.3f} {growth[0] / (trials * depth):.4f}")
