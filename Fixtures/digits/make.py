#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cuts digits.csv out of scikit-learn's wheel: `pip download --no-deps scikit-learn`, then `make.py WHEEL.whl`."""
import gzip
import hashlib
import pathlib
import sys
import zipfile

MEMBER = "sklearn/datasets/data/digits.csv.gz"
SHA256 = "09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22"
ROWS = 500

if len(sys.argv) != 2:
    sys.exit("usage: make.py scikit_learn-….whl")
packed = zipfile.ZipFile(sys.argv[1]).read(MEMBER)
if hashlib.sha256(packed).hexdigest() != SHA256:
    sys.exit(f"{MEMBER} is not the file that this fixture was cut from")
rows = gzip.decompress(packed).decode().splitlines()[:ROWS]
pathlib.Path(__file__).with_name("digits.csv").write_text("\n".join(rows) + "\n")
