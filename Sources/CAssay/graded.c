// SPDX-License-Identifier: GPL-3.0-or-later
//
// Singular values hundreds of orders of magnitude apart, each with its full relative accuracy. A matrix is given
// as A = [e^l_j a_j]: every column keeps its size as a logarithm. First
//   A P = Q diag(e^d) X      Householder QR with column pivoting, X unit upper trapezoidal with |X_ij| <= 1,
// then one-sided Jacobi on the well-scaled columns of X^T (Drmac and Veselic 2008), their sizes again logarithms.
// GSL's own one-sided Jacobi sets singular values below eps times the largest to zero, and LAPACK's dgesvj needs
// them inside the range of a double.

#include "graded.h"
#include "CAssay.h"
#include <float.h>
#include <gsl/gsl_cblas.h>
#include <math.h>
#include <string.h>

enum { most_sweeps = 60 };

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

static void normalise(size_t rows, double *x, double *log_norm) {
  const double norm = cblas_dnrm2((int)rows, x, 1);
  *log_norm += log(norm);
  if (norm == 0) return;
  for (size_t i = 0; i < rows; i++) x[i] /= norm;
}

// Selection sort by size: few columns, and each swap moves a whole column.
static void sort_columns(size_t rows, size_t columns, double *x, double *log_norms, double *rotation) {
  for (size_t i = 0; i + 1 < columns; i++) {
    size_t best = i;
    for (size_t j = i + 1; j < columns; j++)
      if (log_norms[j] > log_norms[best]) best = j;
    if (best == i) continue;
    cblas_dswap(1, log_norms + i, 1, log_norms + best, 1);
    cblas_dswap((int)rows, x + i * rows, 1, x + best * rows, 1);
    cblas_dswap((int)columns, rotation + i * columns, 1, rotation + best * columns, 1);
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
  for (size_t i = 0; i < columns; i++) {
    const double ai = rotation_a[i], bi = rotation_b[i];
    rotation_a[i] = cs * ai - sn * bi;
    rotation_b[i] = sn * ai + cs * bi;
  }
}

// Makes the columns e^log_norms[j] x_j (rows >= columns) orthogonal, largest first; rotation receives V of
// X = U S V^T. Returns the number of sweeps, or -1 when they did not suffice.
static int jacobi(size_t rows, size_t columns, double *x, double *log_norms, double *rotation) {
  const double tolerance = sqrt((double)rows) * DBL_EPSILON;
  memset(rotation, 0, columns * columns * sizeof(double));
  for (size_t j = 0; j < columns; j++) rotation[j + j * columns] = 1;
  for (size_t j = 0; j < columns; j++) normalise(rows, x + j * rows, log_norms + j);
  for (int sweep = 1; sweep <= most_sweeps; sweep++) {
    sort_columns(rows, columns, x, log_norms, rotation);
    int rotations = 0;
    for (size_t i = 0; i + 1 < columns; i++)
      for (size_t j = i + 1; j < columns; j++) {
        if (log_norms[i] == -INFINITY || log_norms[j] == -INFINITY) continue;
        const size_t a = log_norms[i] >= log_norms[j] ? i : j, b = a == i ? j : i;
        const double c = cblas_ddot((int)rows, x + a * rows, 1, x + b * rows, 1);
        if (isnan(c)) return -1;
        if (fabs(c) <= tolerance) continue;
        rotations++;
        rotate(rows, columns, c, x + a * rows, x + b * rows, log_norms + a, log_norms + b,
               rotation + a * columns, rotation + b * columns);
      }
    if (rotations == 0) {
      sort_columns(rows, columns, x, log_norms, rotation);
      return sweep;
    }
  }
  return -1;
}

// Zero columns of v, which are the last ones, become orthonormal to the others and to each other.
static void complete(size_t rows, size_t columns, const double *log_values, double *v, double *spare, double *r,
                     double *work) {
  if (log_values[columns - 1] > -INFINITY) return;
  memcpy(spare, v, rows * columns * sizeof *v);
  assay_qr(rows, columns, spare, r, work);
  for (size_t j = 0; j < columns; j++)
    if (log_values[j] == -INFINITY) memcpy(v + j * rows, spare + j * rows, rows * sizeof *v);
}

size_t assay_graded_svd_work(size_t rows, size_t columns) {
  const size_t m = smaller(rows, columns);
  return rows * columns + 3 * m * columns + m * m + 2 * columns + assay_graded_qr_work(rows, columns) +
         assay_qr_work(columns, m);
}

int assay_graded_svd(size_t rows, size_t columns, const double *a, const double *log_scales,
                     double *log_values, double *right, double *left, double *work) {
  const size_t m = smaller(rows, columns);
  if (m == 0) return 0;
  double *q = work, *x = q + rows * columns, *v = x + m * columns, *spare = v + m * columns;
  double *rotation = spare + m * columns, *logs = rotation + m * m;
  size_t *order = (size_t *)(logs + columns);
  double *scratch = (double *)(order + columns);
  memcpy(logs, log_scales, columns * sizeof *logs);
  memcpy(q, a, rows * columns * sizeof *a);
  assay_graded_qr(rows, columns, q, logs, order, x, scratch);
  for (size_t i = 0; i < m; i++)
    for (size_t j = 0; j < columns; j++) v[j + i * columns] = x[i + j * m];
  memcpy(log_values, logs, m * sizeof *logs);
  const int sweeps = jacobi(columns, m, v, log_values, rotation);
  if (sweeps < 0) return sweeps;
  complete(columns, m, log_values, v, spare, x, scratch);
  if (right) memcpy(right, v, columns * m * sizeof *v);
  if (left)
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, (int)rows, (int)m, (int)m, 1, q, (int)rows, rotation,
                (int)m, 0, left, (int)rows);
  return sweeps;
}
