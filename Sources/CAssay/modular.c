// SPDX-License-Identifier: GPL-3.0-or-later

#include "CAssay.h"

typedef unsigned __int128 wide;

static uint64_t reduce(wide x) {
  uint64_t low = (uint64_t)(x & ASSAY_PRIME), high = (uint64_t)(x >> 61);
  uint64_t sum = low + (high & ASSAY_PRIME) + (uint64_t)(high >> 61);
  sum = (sum & ASSAY_PRIME) + (sum >> 61);
  return sum >= ASSAY_PRIME ? sum - ASSAY_PRIME : sum;
}

static uint64_t multiply(uint64_t a, uint64_t b) { return reduce((wide)a * b); }

static uint64_t power(uint64_t base, uint64_t exponent) {
  uint64_t result = 1;
  for (; exponent; exponent >>= 1, base = multiply(base, base))
    if (exponent & 1) result = multiply(result, base);
  return result;
}

static uint64_t residue(int64_t x) {
  const int64_t r = x % (int64_t)ASSAY_PRIME;
  return r < 0 ? (uint64_t)(r + (int64_t)ASSAY_PRIME) : (uint64_t)r;
}

void assay_modular_multiply(size_t rows, size_t inner, size_t columns, const int64_t *w,
                            const uint64_t *m, uint64_t *out) {
  for (size_t j = 0; j < columns; j++)
    for (size_t i = 0; i < rows; i++) {
      uint64_t sum = 0;
      for (size_t k = 0; k < inner; k++) {
        sum += multiply(residue(w[i + k * rows]), m[k + j * inner]);
        if (sum >= ASSAY_PRIME) sum -= ASSAY_PRIME;
      }
      out[i + j * rows] = sum;
    }
}

size_t assay_modular_rank(size_t rows, size_t columns, uint64_t *m) {
  size_t rank = 0;
  for (size_t j = 0; j < columns && rank < rows; j++) {
    size_t pivot = rank;
    while (pivot < rows && m[pivot + j * rows] == 0) pivot++;
    if (pivot == rows) continue;
    for (size_t k = j; k < columns; k++) {
      uint64_t held = m[rank + k * rows];
      m[rank + k * rows] = m[pivot + k * rows];
      m[pivot + k * rows] = held;
    }
    const uint64_t inverse = power(m[rank + j * rows], ASSAY_PRIME - 2);
    for (size_t i = rank + 1; i < rows; i++) {
      const uint64_t factor = multiply(m[i + j * rows], inverse);
      if (factor == 0) continue;
      for (size_t k = j; k < columns; k++) {
        const uint64_t taken = multiply(factor, m[rank + k * rows]);
        const uint64_t from = m[i + k * rows];
        m[i + k * rows] = from >= taken ? from - taken : from + ASSAY_PRIME - taken;
      }
    }
    rank++;
  }
  return rank;
}
