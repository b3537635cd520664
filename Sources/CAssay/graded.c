// SPDX-License-Identifier: GPL-3.0-or-later
//
// One-sided Jacobi with every column's size kept as a logarithm, so that singular values hundreds of orders of
// magnitude apart come out with full relative accuracy. GSL's own one-sided Jacobi sets singular values below
// eps times the largest to zero, and LAPACK's dgesvj needs them inside the range of a double.

#include "CAssay.h"
#include <float.h>
#include <gsl/gsl_cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { most_sweeps = 60 };

static void normalise(size_t rows, double *x, double *log_norm) {
  const double norm = cblas_dnrm2((int)rows, x, 1);
  if (norm == 0) {
    *log_norm = -INFINITY;
    return;
  }
  cblas_dscal((int)rows, 1 / norm, x, 1);
  *log_norm += log(norm);
}

static void swap_columns(size_t rows, double *a, double *b) {
  if (a != b) cblas_dswap((int)rows, a, 1, b, 1);
}

// A column that has shrunk to rounding of what it was depends on the others: what is left of it has no direction
// of its own, and in a space that they already fill no rotation would ever make it orthogonal.
static void drop_if_dependent(size_t rows, double *x, double *log_norm, double start) {
  if (!(*log_norm < start + log((double)rows * DBL_EPSILON))) return;
  memset(x, 0, rows * sizeof *x);
  *log_norm = -INFINITY;
}

static void swap_numbers(double *a, double *b) {
  const double held = *a;
  *a = *b;
  *b = held;
}

// Selection sort by size: few columns, and each swap moves a whole column.
static void sort_columns(size_t rows, size_t columns, double *x, double *log_norms, double *starts,
                         double *rotation) {
  for (size_t i = 0; i + 1 < columns; i++) {
    size_t best = i;
    for (size_t j = i + 1; j < columns; j++)
      if (log_norms[j] > log_norms[best]) best = j;
    if (best == i) continue;
    swap_numbers(log_norms + i, log_norms + best);
    swap_numbers(starts + i, starts + best);
    swap_columns(rows, x + i * rows, x + best * rows);
    if (rotation) swap_columns(columns, rotation + i * columns, rotation + best * columns);
  }
}

// Orthogonalises columns a (the larger) and b with cosine c. With ratio = |b| / |a| the classical tangent t is of
// order ratio * c and would underflow; u = t / ratio is computed instead, and b' = cs (b + u a) in b's own scale.
static void rotate(size_t rows, size_t columns, double c, double *a, double *b, double *log_a,
                   double *log_b, double *rotation_a, double *rotation_b) {
  const double ratio = exp(*log_b - *log_a);
  const double z = (ratio * ratio - 1) / (2 * c);
  const double u = (z < 0 ? -1 : 1) / (fabs(z) + hypot(ratio, z));
  const double t = u * ratio, cs = 1 / hypot(1, t), sn = cs * t;
  for (size_t i = 0; i < rows; i++) {
    const double ai = a[i], bi = b[i];
    a[i] = cs * (ai - t * ratio * bi);
    b[i] = cs * (u * ai + bi);
  }
  normalise(rows, a, log_a);
  normalise(rows, b, log_b);
  if (!rotation_a) return;
  for (size_t i = 0; i < columns; i++) {
    const double ai = rotation_a[i], bi = rotation_b[i];
    rotation_a[i] = cs * ai - sn * bi;
    rotation_b[i] = sn * ai + cs * bi;
  }
}

static int sweep_until_orthogonal(size_t rows, size_t columns, double *x, double *log_norms,
                                  double *starts, double *rotation) {
  const double tolerance = sqrt((double)rows) * DBL_EPSILON;
  for (int sweep = 1; sweep <= most_sweeps; sweep++) {
    sort_columns(rows, columns, x, log_norms, starts, rotation);
    int rotations = 0;
    for (size_t i = 0; i + 1 < columns; i++)
      for (size_t j = i + 1; j < columns; j++) {
        if (log_norms[i] == -INFINITY || log_norms[j] == -INFINITY) continue;
        const size_t a = log_norms[i] >= log_norms[j] ? i : j, b = a == i ? j : i;
        const double c = cblas_ddot((int)rows, x + a * rows, 1, x + b * rows, 1);
        if (!(fabs(c) > tolerance)) {
          if (isnan(c)) return -1;
          continue;
        }
        rotations++;
        rotate(rows, columns, c, x + a * rows, x + b * rows, log_norms + a, log_norms + b,
               rotation ? rotation + a * columns : NULL, rotation ? rotation + b * columns : NULL);
        drop_if_dependent(rows, x + a * rows, log_norms + a, starts[a]);
        drop_if_dependent(rows, x + b * rows, log_norms + b, starts[b]);
      }
    if (rotations == 0) {
      sort_columns(rows, columns, x, log_norms, starts, rotation);
      return sweep;
    }
  }
  return -1;
}

int assay_graded_jacobi(size_t rows, size_t columns, double *x, double *log_norms,
                        double *rotation) {
  double *starts = malloc((columns ? columns : 1) * sizeof *starts);
  if (!starts) return -1;
  if (rotation) {
    memset(rotation, 0, columns * columns * sizeof(double));
    for (size_t j = 0; j < columns; j++) rotation[j + j * columns] = 1;
  }
  for (size_t j = 0; j < columns; j++) {
    normalise(rows, x + j * rows, log_norms + j);
    starts[j] = log_norms[j];
  }
  const int sweeps = sweep_until_orthogonal(rows, columns, x, log_norms, starts, rotation);
  free(starts);
  return sweeps;
}
