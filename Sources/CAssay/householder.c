// SPDX-License-Identifier: GPL-3.0-or-later
//
// Householder QR for matrices that fit the nearest caches, where LAPACK spends its time on calls: reflectors are
// applied two at a time, I - V T V^T with V of two columns, to four columns at a time. The four lanes of a vector are
// part of the algorithm and products are not fused with sums, so the bits are the same on every processor.

#include "householder.h"
#include <math.h>
#include <stdint.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

enum { lanes = 4 };
typedef double vector __attribute__((vector_size(lanes * sizeof(double)), may_alias));

#define INLINE static inline __attribute__((always_inline))

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }
static size_t padded(size_t n) { return (n + lanes - 1) / lanes * lanes; }

INLINE double total(const vector *v) { return ((*v)[0] + (*v)[1]) + ((*v)[2] + (*v)[3]); }

// The totals of four vectors, in the same order of additions.
INLINE void totals(const vector v[4], vector *out) {
  const vector ab = __builtin_shufflevector(v[0], v[1], 0, 4, 2, 6) + __builtin_shufflevector(v[0], v[1], 1, 5, 3, 7);
  const vector cd = __builtin_shufflevector(v[2], v[3], 0, 4, 2, 6) + __builtin_shufflevector(v[2], v[3], 1, 5, 3, 7);
  *out = __builtin_shufflevector(ab, cd, 0, 1, 4, 5) + __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
}

// Two reflectors v, w and the T of I - [v w] T [v w]^T = H_v H_w: upper triangular, or transposed for H_w H_v.
typedef struct {
  const double *v, *w;
  double vv, vw, wv, ww;
} pair;

// c_j <- (I - [v w] T [v w]^T) c_j for `count` columns; rows from..to, both multiples of the lanes.
INLINE void apply(const pair *p, size_t from, size_t to, size_t count, double *c, size_t leading) {
  vector dv[4] = {0}, dw[4] = {0};
  for (size_t i = from; i < to; i += lanes) {
    const vector v = *(const vector *)(p->v + i), w = *(const vector *)(p->w + i);
#pragma unroll
    for (size_t j = 0; j < count; j++) {
      const vector x = *(const vector *)(c + i + j * leading);
      dv[j] += v * x;
      dw[j] += w * x;
    }
  }
  vector a, b;
  totals(dv, &a);
  totals(dw, &b);
  const vector av = p->vv * a + p->vw * b, aw = p->wv * a + p->ww * b;
  vector tv[4], tw[4];
#pragma unroll
  for (size_t j = 0; j < count; j++) {
    tv[j] = (vector){av[j], av[j], av[j], av[j]};
    tw[j] = (vector){aw[j], aw[j], aw[j], aw[j]};
  }
  for (size_t i = from; i < to; i += lanes) {
    const vector v = *(const vector *)(p->v + i), w = *(const vector *)(p->w + i);
#pragma unroll
    for (size_t j = 0; j < count; j++) {
      vector *x = (vector *)(c + i + j * leading);
      *x -= v * tv[j] + w * tw[j];
    }
  }
}

INLINE void apply_all(const pair *p, size_t from, size_t to, size_t columns, double *c, size_t leading) {
  for (; columns >= 4; columns -= 4, c += 4 * leading) apply(p, from, to, 4, c, leading);
  if (columns >= 2) {
    apply(p, from, to, 2, c, leading);
    columns -= 2, c += 2 * leading;
  }
  if (columns) apply(p, from, to, 1, c, leading);
}

INLINE double dot(const double *a, const double *b, size_t from, size_t to) {
  vector sum = {0};
  for (size_t i = from; i < to; i += lanes) sum += *(const vector *)(a + i) * *(const vector *)(b + i);
  return total(&sum);
}

// The reflector of c's rows from j on: v has zeros above row j and v_j = 1. Returns R_jj, which is
// 0 (and so is tau) where c vanishes, and NaN where c has one.
INLINE double reflector(size_t j, size_t leading, double *c, double *v, double *tau) {
  const size_t from = j / lanes * lanes;
  for (size_t i = from; i < leading; i++) v[i] = i < j ? 0 : c[i];
  double square = dot(v, v, from, leading), scale = 1;
  if (!(square > 0x1p-900 && square < 0x1p900)) {
    // The squares overflow or vanish: divide by a power of two near the largest entry.
    double most = 0;
    for (size_t i = j; i < leading; i++) most = fmax(most, fabs(v[i]));
    *tau = 0;
    if (most == 0) return isnan(square) ? square : 0;
    int exponent;
    frexp(most, &exponent);
    scale = ldexp(1, -exponent > 1000 ? 1000 : -exponent);
    for (size_t i = j; i < leading; i++) v[i] *= scale;
    square = dot(v, v, from, leading);
  }
  const double norm = sqrt(square), beta = v[j] > 0 ? -norm : norm, pivot = v[j] - beta;
  *tau = -pivot / beta;
  const double inverse = 1 / pivot;
  for (size_t i = from; i < leading; i += lanes) *(vector *)(v + i) *= inverse;
  v[j] = 1;
  return beta / scale;
}

// The reflectors into v (an odd last one is paired with the zero column after it), R's diagonal into `diagonal`, R's rest above c's diagonal.
INLINE void decompose(size_t m, size_t columns, double *c, double *v, size_t leading, double *diagonal,
                      pair *pairs) {
  for (size_t j = 0; j < m; j += 2) {
    const size_t from = j / lanes * lanes;
    double *cj = c + j * leading, *vj = v + j * leading, *vk = vj + leading, tau, next = 0, cross = 0;
    diagonal[j] = reflector(j, leading, cj, vj, &tau);
    if (j + 1 < columns) {
      const pair single = {vj, vj, tau, 0, 0, 0};
      apply(&single, from, leading, 1, cj + leading, leading);
    }
    if (j + 1 < m) {
      diagonal[j + 1] = reflector(j + 1, leading, cj + leading, vk, &next);
      cross = -tau * next * dot(vj, vk, from, leading);
    }
    pairs[j / 2] = (pair){vj, vk, tau, 0, cross, next};
    if (j + 2 < columns) apply_all(pairs + j / 2, from, leading, columns - j - 2, cj + 2 * leading, leading);
  }
}

// Q's columns, from the last pair of reflectors back to the first, over c.
INLINE void unfold(size_t m, double *c, size_t leading, const pair *pairs) {
  memset(c, 0, leading * m * sizeof *c);
  for (size_t j = 0; j < m; j++) c[j + j * leading] = 1;
  for (size_t j = (m - 1) / 2 * 2 + 2; j > 0;) {
    j -= 2;
    const pair p = {pairs[j / 2].v, pairs[j / 2].w, pairs[j / 2].vv, pairs[j / 2].wv, 0, pairs[j / 2].ww};
    apply_all(&p, j / lanes * lanes, leading, m - j, c + j * leading, leading);
  }
}

size_t assay_householder_work(size_t rows, size_t columns) {
  const size_t m = smaller(rows, columns), leading = padded(rows);
  return leading * (columns + m + 1) + m + (m / 2 + 1) * (sizeof(pair) / sizeof(double)) + 2 * lanes;
}

INLINE void factor(size_t rows, size_t columns, double *a, double *r, double *work) {
  const size_t m = smaller(rows, columns), leading = padded(rows);
  double *c = (double *)(((uintptr_t)work + sizeof(vector) - 1) / sizeof(vector) * sizeof(vector));
  double *v = c + leading * columns, *diagonal = v + leading * (m + 1);
  pair *pairs = (pair *)(diagonal + m);
  for (size_t j = 0; j < columns; j++) {
    memcpy(c + j * leading, a + j * rows, rows * sizeof *a);
    for (size_t i = rows; i < leading; i++) c[i + j * leading] = 0;
  }
  memset(v + leading * m, 0, leading * sizeof *v);
  decompose(m, columns, c, v, leading, diagonal, pairs);
  for (size_t j = 0; j < columns; j++)
    for (size_t i = 0; i < m; i++) r[i + j * m] = i < j ? c[i + j * leading] : i == j ? diagonal[j] : 0;
  unfold(m, c, leading, pairs);
  for (size_t j = 0; j < m; j++) memcpy(a + j * rows, c + j * leading, rows * sizeof *a);
}

static void factor_anywhere(size_t rows, size_t columns, double *a, double *r, double *work) {
  factor(rows, columns, a, r, work);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void factor_avx2(size_t rows, size_t columns, double *a, double *r,
                                                        double *work) {
  factor(rows, columns, a, r, work);
}

void assay_householder(size_t rows, size_t columns, double *a, double *r, double *work) {
  if (__builtin_cpu_supports("avx2"))
    factor_avx2(rows, columns, a, r, work);
  else
    factor_anywhere(rows, columns, a, r, work);
}
#else
void assay_householder(size_t rows, size_t columns, double *a, double *r, double *work) {
  factor_anywhere(rows, columns, a, r, work);
}
#endif
