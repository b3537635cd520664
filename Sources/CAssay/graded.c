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

// Below the logarithm of the largest double.
static const double most_log = 700;

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

static void swap_columns(size_t rows, double *a, double *b) {
  if (a != b) cblas_dswap((int)rows, a, 1, b, 1);
}

static void swap_numbers(double *a, double *b) {
  const double held = *a;
  *a = *b;
  *b = held;
}

// MARK: QR with column pivoting

// The Householder vector of x, v[0] = 1, over x: H = I - tau v v^T sends x to beta e_1. Returns beta.
static double reflector(size_t length, double *x, double *tau) {
  const double norm = cblas_dnrm2((int)length, x, 1);
  *tau = 0;
  if (norm == 0) return 0;
  const double beta = x[0] > 0 ? -norm : norm, pivot = x[0] - beta;
  *tau = -pivot / beta;
  for (size_t i = 1; i < length; i++) x[i] /= pivot;
  x[0] = 1;
  return beta;
}

static void reflect(size_t length, size_t columns, const double *v, double tau, double *c, size_t leading,
                    double *dots) {
  if (columns == 0 || tau == 0) return;
  const int m = (int)length, n = (int)columns, ld = (int)leading;
  cblas_dgemv(CblasColMajor, CblasTrans, m, n, 1, c, ld, v, 1, 0, dots, 1);
  cblas_dger(CblasColMajor, m, n, -tau, v, 1, dots, 1, c, ld);
}

// The column from i on that is the longest below row i, sizes taken into account.
static size_t longest(size_t i, size_t rows, size_t columns, const double *a, const double *logs) {
  size_t best = i;
  double most = -INFINITY;
  for (size_t j = i; j < columns; j++) {
    const double size = logs[j] + log(cblas_dnrm2((int)(rows - i), a + i + j * rows, 1));
    if (size > most) best = j, most = size;
  }
  return best;
}

// Row i of X, its columns put back where they came from. The pivot was the longest column with sizes taken into
// account, so no entry exceeds 1 but by rounding; after a zero pivot nothing is left.
static void write_row(size_t i, size_t rows, size_t columns, const double *a, double beta,
                      const double *logs, const size_t *order, size_t m, double *x) {
  for (size_t j = 0; j < columns; j++) x[i + j * m] = 0;
  x[i + order[i] * m] = 1;
  if (beta == 0 || logs[i] == -INFINITY) return;
  for (size_t j = i + 1; j < columns; j++)
    x[i + order[j] * m] = a[i + j * rows] / beta * exp(fmin(logs[j] - logs[i], most_log));
}

// a (rows x m) becomes Q, from the reflectors below its diagonal.
static void unfold(size_t rows, size_t m, double *a, const double *tau, double *dots) {
  for (size_t i = m; i-- > 0;) {
    double *v = a + i + i * rows;
    for (size_t j = i + 1; j < m; j++) a[i + j * rows] = 0;
    reflect(rows - i, m - i - 1, v, tau[i], v + rows, rows, dots);
    for (size_t k = 0; k < rows - i; k++) v[k] *= -tau[i];
    v[0] += 1;
    for (size_t k = 0; k < i; k++) a[k + i * rows] = 0;
  }
}

size_t assay_graded_qr_work(size_t columns) { return 3 * columns; }

void assay_graded_qr(size_t rows, size_t columns, double *a, double *logs, size_t *order, double *x,
                     double *work) {
  const size_t m = smaller(rows, columns);
  double *tau = work, *dots = tau + columns, *signs = dots + columns;
  for (size_t j = 0; j < columns; j++) order[j] = j;
  for (size_t i = 0; i < m; i++) {
    const size_t best = longest(i, rows, columns, a, logs);
    swap_columns(rows, a + i * rows, a + best * rows);
    swap_numbers(logs + i, logs + best);
    const size_t held = order[i];
    order[i] = order[best];
    order[best] = held;
    double *v = a + i + i * rows;
    const double beta = reflector(rows - i, v, tau + i);
    reflect(rows - i, columns - i - 1, v, tau[i], v + rows, rows, dots);
    write_row(i, rows, columns, a, beta, logs, order, m, x);
    signs[i] = beta < 0 ? -1 : 1;
    logs[i] += log(fabs(beta));
  }
  unfold(rows, m, a, tau, dots);
  for (size_t i = 0; i < m; i++) cblas_dscal((int)rows, signs[i], a + i * rows, 1);
}

// MARK: One-sided Jacobi

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
    swap_numbers(log_norms + i, log_norms + best);
    swap_columns(rows, x + i * rows, x + best * rows);
    swap_columns(columns, rotation + i * columns, rotation + best * columns);
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

// MARK: Singular value decomposition

// The rows of a by size, largest first: with them in that order, Householder QR with column pivoting is accurate
// row by row, and not only as a whole (Cox and Higham 1998).
static void sort_rows(size_t rows, size_t columns, const double *a, const double *logs, double *sizes,
                      size_t *order) {
  for (size_t i = 0; i < rows; i++) {
    sizes[i] = -INFINITY;
    for (size_t j = 0; j < columns; j++)
      sizes[i] = fmax(sizes[i], log(fabs(a[i + j * rows])) + logs[j]);
    size_t k = i;
    for (; k > 0 && sizes[order[k - 1]] < sizes[i]; k--) order[k] = order[k - 1];
    order[k] = i;
  }
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
  return 2 * rows * columns + 3 * m * columns + m * m + 2 * columns + 2 * rows + assay_graded_qr_work(columns) +
         assay_qr_work(columns, m);
}

int assay_graded_svd(size_t rows, size_t columns, const double *a, const double *log_scales,
                     double *log_values, double *right, double *left, double *work) {
  const size_t m = smaller(rows, columns);
  if (m == 0) return 0;
  double *q = work, *u = q + rows * columns, *x = u + rows * columns, *v = x + m * columns;
  double *spare = v + m * columns, *rotation = spare + m * columns;
  double *logs = rotation + m * m, *sizes = logs + columns;
  size_t *row_order = (size_t *)(sizes + rows), *order = row_order + rows;
  double *scratch = (double *)(order + columns);
  memcpy(logs, log_scales, columns * sizeof *logs);
  sort_rows(rows, columns, a, logs, sizes, row_order);
  for (size_t j = 0; j < columns; j++) {
    for (size_t i = 0; i < rows; i++) q[i + j * rows] = a[row_order[i] + j * rows];
    normalise(rows, q + j * rows, logs + j);
  }
  assay_graded_qr(rows, columns, q, logs, order, x, scratch);
  for (size_t i = 0; i < m; i++)
    for (size_t j = 0; j < columns; j++) v[j + i * columns] = x[i + j * m];
  memcpy(log_values, logs, m * sizeof *logs);
  const int sweeps = jacobi(columns, m, v, log_values, rotation);
  if (sweeps < 0) return sweeps;
  complete(columns, m, log_values, v, spare, x, scratch);
  if (right) memcpy(right, v, columns * m * sizeof *v);
  if (!left) return sweeps;
  cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, (int)rows, (int)m, (int)m, 1, q, (int)rows, rotation,
              (int)m, 0, u, (int)rows);
  for (size_t j = 0; j < m; j++)
    for (size_t i = 0; i < rows; i++) left[row_order[i] + j * rows] = u[i + j * rows];
  return sweeps;
}
