# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes philox.json: known answers of Philox4x64-10 and of the streams that Assay keys by name.

Philox is written out below from Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3"
(SC 2011), and held against three sources: the known answers published with Random123 (kat_vectors), and
numpy.random.Philox, which adds one to its counter before each block. Run: python3 philox.py
"""

import numpy

from fixture_file import write_fixture

MASK = 2**64 - 1
MULTIPLIERS = (0xD2E7470EE14C6C93, 0xCA5A826395121157)
WEYL = (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B)

# counter (4 words), key (2 words), answer (4 words), as published with Random123.
PUBLISHED = [
    ([0] * 4, [0] * 2,
     [0x16554D9ECA36314C, 0xDB20FE9D672D0FDC, 0xD7E772CEE186176B, 0x7E68B68AEC7BA23B]),
    ([MASK] * 4, [MASK] * 2,
     [0x87B092C3013FE90B, 0x438C3C67BE8D0224, 0x9CC7D7C69CD777B6, 0xA09CAEBF594F0BA0]),
    ([0x243F6A8885A308D3, 0x13198A2E03707344, 0xA4093822299F31D0, 0x082EFA98EC4E6C89],
     [0x452821E638D01377, 0xBE5466CF34E90C6C],
     [0xA528F45403E61D95, 0x38C72DBD566E9788, 0xA5A1610E72FD18B5, 0x57BD43B5E52B7FE6]),
]


def philox4x64(counter, key):
    c, k = list(counter), list(key)
    for _ in range(10):
        p0, p1 = MULTIPLIERS[0] * c[0], MULTIPLIERS[1] * c[2]
        c = [(p1 >> 64) ^ c[1] ^ k[0], p1 & MASK, (p0 >> 64) ^ c[3] ^ k[1], p0 & MASK]
        k = [(k[0] + WEYL[0]) & MASK, (k[1] + WEYL[1]) & MASK]
    return c


def numpy_philox(counter, key):
    number = sum(word << 64 * i for i, word in enumerate(counter))
    previous = (number - 1) % 2**256
    words = [(previous >> 64 * i) & MASK for i in range(4)]
    generator = numpy.random.Philox(
        counter=numpy.array(words, dtype=numpy.uint64), key=numpy.array(key, dtype=numpy.uint64))
    return [int(x) for x in generator.random_raw(4)]


def name_hash(name):
    """FNV-1a of the UTF-8 bytes, then the finaliser of SplitMix64."""
    h = 0xCBF29CE484222325
    for byte in name.encode():
        h = ((h ^ byte) * 0x100000001B3) & MASK
    h = ((h ^ (h >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    h = ((h ^ (h >> 27)) * 0x94D049BB133111EB) & MASK
    return h ^ (h >> 31)


def stream(seed, claim, case, check, trial, blocks):
    """The 32-bit words of a stream: each 64-bit word of a block gives its low half, then its high half."""
    key, words = [seed, name_hash(claim)], []
    for block in range(blocks):
        for word in philox4x64([block, trial, name_hash(case), name_hash(check)], key):
            words += [word & 0xFFFFFFFF, word >> 32]
    return words


def uniforms(words):
    """53 bits from two words: the upper 27 of the first, the upper 26 of the second."""
    return [((a >> 5 << 26) | (b >> 6)) / 2**53 for a, b in zip(words[0::2], words[1::2])]


def hexadecimal(words):
    return [f"{word:016x}" for word in words]


for counter, key, answer in PUBLISHED:
    assert philox4x64(counter, key) == answer == numpy_philox(counter, key)

blocks = [(counter, key) for counter, key, _ in PUBLISHED] + [
    ([1, 0, 0, 0], [0, 0]), ([0, 1, 0, 0], [0, 0]), ([0, 0, 1, 0], [0, 0]), ([0, 0, 0, 1], [0, 0]),
    ([0, 0, 0, 0], [1, 0]), ([0, 0, 0, 0], [0, 1]), ([MASK, 5, 6, 7], [8, 9]),
]
for counter, key in blocks:
    assert philox4x64(counter, key) == numpy_philox(counter, key)

names = ["", "a", "b", "ab", "ba", "jacobian-spectra/closed-form-exponents", "n = 8, p = 0.5",
         "λ₁ − λ₂ at σ² = ½", "growth of the 2-volume"]
keys = [
    (0, "", "", "", 0),
    (20260127, "jacobian-spectra/closed-form-exponents", "n = 8, p = 0.5, r = 4", "growth of the 2-volume", 0),
    (20260127, "jacobian-spectra/closed-form-exponents", "n = 8, p = 0.5, r = 4", "growth of the 2-volume", 1),
    (MASK, "λ₁ − λ₂", "σ² = ½", "a", MASK),
]

write_fixture(__file__, {
    "made": f"philox.py: Philox4x64-10 in Python integers, equal to Random123's published vectors and to "
            f"numpy.random.Philox {numpy.__version__}",
    "blocks": [{"counter": hexadecimal(counter), "key": hexadecimal(key),
                "answer": hexadecimal(philox4x64(counter, key))} for counter, key in blocks],
    "hashes": [{"name": name, "hash": f"{name_hash(name):016x}"} for name in names],
    "streams": [{"seed": f"{seed:016x}", "claim": claim, "case": case, "check": check, "trial": f"{trial:016x}",
                 "words": stream(seed, claim, case, check, trial, 5),
                 "uniforms": uniforms(stream(seed, claim, case, check, trial, 5))}
                for seed, claim, case, check, trial in keys],
})
