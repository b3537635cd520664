// SPDX-License-Identifier: GPL-3.0-or-later
//
// QR of a matrix [e^l_j a_j] whose columns keep their sizes as logarithms, by Householder reflectors with column pivoting;
// and the quick form of it for one layer of a product, where sorting the columns beforehand nearly always does.
// With the largest entry of each pivot column brought to the top besides, a reflector never mixes a large row into a
// small one, and the factors are accurate row by row (Powell and Reid 1969; Cox and Higham 1998).

#include "graded.h"
#include "CAssay.h"
#include <float.h>
#include <gsl/gsl_cblas.h>
#include <math.h>
#include <string.h>

// Below the logarithm of the largest double; and a factor that no sum of doubles would feel.
static const double most_log = 700, negligible_log = -100;
// With an entry of X beyond this, nothing would be left of what its row has of its own.
static const double largest_entry = 1 / DBL_EPSILON;

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

static void swap(size_t *a, size_t *b) {
  const size_t held = *a;
  *a = *b;
  *b = held;
}

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

static void normalise(size_t rows, double *x, double *log_norm) {
  const double norm = cblas_dnrm2((int)rows, x, 1);
  *log_norm += log(norm);
  if (norm == 0) return;
  for (size_t i = 0; i < rows; i++) x[i] /= norm;
}

// The largest entry of each row. With columns of length 1, a row's rounding is in proportion to that.
static void measure_rows(size_t rows, size_t columns, const double *a, double *row_sizes) {
  for (size_t i = 0; i < rows; i++) row_sizes[i] = fabs(a[i + cblas_idamax((int)columns, a + i, (int)rows) * rows]);
}

// Whether nothing but rounding is left of a column from row i on: it depends on those before it.
static int is_rounding(size_t i, size_t rows, const double *column, const double *row_sizes,
                       const size_t *row_order) {
  const double bound = 4 * (double)rows * DBL_EPSILON;
  for (size_t k = i; k < rows; k++)
    if (fabs(column[k]) > bound * row_sizes[row_order[k]]) return 0;
  return 1;
}

static size_t longest(size_t i, size_t rows, size_t columns, const double *a, const double *logs) {
  size_t best = i;
  double most = -INFINITY;
  for (size_t j = i; j < columns; j++) {
    const double size = logs[j] + log(cblas_dnrm2((int)(rows - i), a + i + j * rows, 1));
    if (size > most) best = j, most = size;
  }
  return best;
}

// Brings the column from i on that is the longest below row i, sizes taken into account, to place i, and then the row of
// its largest entry. Columns that depend on others become zero on the way.
static void pivot(size_t i, size_t rows, size_t columns, double *a, double *logs, size_t *order,
                  const double *row_sizes, size_t *row_order) {
  size_t best = longest(i, rows, columns, a, logs);
  for (size_t j = i; j < columns && is_rounding(i, rows, a + best * rows, row_sizes, row_order); j++) {
    memset(a + i + best * rows, 0, (rows - i) * sizeof *a);
    best = longest(i, rows, columns, a, logs);
  }
  const size_t row = i + cblas_idamax((int)(rows - i), a + i + best * rows, 1);
  if (best != i) {
    cblas_dswap((int)rows, a + i * rows, 1, a + best * rows, 1);
    cblas_dswap(1, logs + i, 1, logs + best, 1);
    swap(order + i, order + best);
  }
  if (row != i) {
    cblas_dswap((int)columns, a + i, (int)rows, a + row, (int)rows);
    swap(row_order + i, row_order + row);
  }
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

size_t assay_graded_qr_work(size_t rows, size_t columns) {
  return 3 * columns + 2 * rows + rows * columns + smaller(rows, columns) * columns + assay_qr_work(rows, columns);
}

void assay_graded_qr(size_t rows, size_t columns, double *a, double *logs, size_t *order, double *x,
                     double *work) {
  const size_t m = smaller(rows, columns);
  double *tau = work, *dots = tau + columns, *signs = dots + columns, *pivoted = signs + columns;
  double *row_sizes = pivoted + rows * columns;
  size_t *row_order = (size_t *)(row_sizes + rows);
  for (size_t j = 0; j < columns; j++) order[j] = j;
  for (size_t i = 0; i < rows; i++) row_order[i] = i;
  for (size_t j = 0; j < columns; j++) normalise(rows, a + j * rows, logs + j);
  measure_rows(rows, columns, a, row_sizes);
  for (size_t i = 0; i < m; i++) {
    pivot(i, rows, columns, a, logs, order, row_sizes, row_order);
    double *v = a + i + i * rows;
    const double beta = reflector(rows - i, v, tau + i);
    reflect(rows - i, columns - i - 1, v, tau[i], v + rows, rows, dots);
    write_row(i, rows, columns, a, beta, logs, order, m, x);
    signs[i] = beta < 0 ? -1 : 1;
    logs[i] += log(fabs(beta));
  }
  unfold(rows, m, a, tau, dots);
  memcpy(pivoted, a, rows * m * sizeof *a);
  for (size_t j = 0; j < m; j++)
    for (size_t i = 0; i < rows; i++) a[row_order[i] + j * rows] = signs[j] * pivoted[i + j * rows];
}

// order: the columns by size, largest first. They seldom change places, so insertion is quick.
static void sort_by_size(size_t rows, size_t columns, const double *a, const double *logs, double *sizes,
                         size_t *order) {
  for (size_t j = 0; j < columns; j++) {
    sizes[j] = logs[j] + log(cblas_dnrm2((int)rows, a + j * rows, 1));
    size_t k = j;
    for (; k > 0 && sizes[order[k - 1]] < sizes[j]; k--) order[k] = order[k - 1];
    order[k] = j;
  }
}

// X from R of the sorted columns; 0 when a pivot is 0, or an entry exceeds the limit.
static int write_all(size_t columns, size_t m, const double *r, const double *logs, const size_t *order,
                     double *x) {
  memset(x, 0, m * columns * sizeof *x);
  for (size_t i = 0; i < m; i++) {
    const double pivot = r[i + i * m];
    if (!(pivot > 0) || logs[order[i]] == -INFINITY) return 0;
    x[i + order[i] * m] = 1;
    for (size_t j = i + 1; j < columns; j++) {
      const double difference = logs[order[j]] - logs[order[i]];
      if (difference < negligible_log) continue;
      const double entry = r[i + j * m] / pivot * exp(fmin(difference, most_log));
      if (!(fabs(entry) <= largest_entry)) return 0;
      x[i + order[j] * m] = entry;
    }
  }
  return 1;
}

void assay_graded_qr_sorted(size_t rows, size_t columns, double *a, double *logs, size_t *order, double *x,
                            double *work) {
  const size_t m = smaller(rows, columns);
  double *sorted = work + 3 * columns + 2 * rows, *r = sorted + rows * columns, *scratch = r + m * columns;
  sort_by_size(rows, columns, a, logs, work, order);
  for (size_t j = 0; j < columns; j++) memcpy(sorted + j * rows, a + order[j] * rows, rows * sizeof *a);
  if (assay_qr(rows, columns, sorted, r, scratch) || !write_all(columns, m, r, logs, order, x)) {
    assay_graded_qr(rows, columns, a, logs, order, x, work);
    return;
  }
  memcpy(a, sorted, rows * m * sizeof *a);
  for (size_t i = 0; i < m; i++) work[i] = logs[order[i]] + log(r[i + i * m]);
  memcpy(logs, work, m * sizeof *logs);
}
