// SPDX-License-Identifier: GPL-3.0-or-later
//
// A running product J = Q diag(e^d) T: Q has orthonormal columns, d are the accumulated log R_ii, and T is unit
// upper trapezoidal. One layer is Y = W Q, Y = Q' R, then
//   d' = d + log diag(R),   T' = X T,   X_ij = (R_ij / R_ii) e^(d_j - d_i),
// so no entry ever overflows and no small singular value is lost, at any depth.

#include "CAssay.h"
#include <gsl/gsl_cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct assay_product {
  size_t max_rows, max_columns;
  int keep_triangle;
  size_t rows, rank, columns;
  double *basis, *next;    // Q, and W Q
  double *r, *work;         // R, QR's scratch
  double *logs, *growth;    // d, and this layer's log R_ii
  double *triangle;        // T, leading dimension max_columns
  double *gram;            // T transposed, for the Jacobi sweeps
  double *rotation;
};

static double *doubles(size_t count) { return calloc(count ? count : 1, sizeof(double)); }

assay_product *assay_product_new(size_t max_rows, size_t columns, int keep_triangle) {
  assay_product *p = calloc(1, sizeof *p);
  if (!p) return NULL;
  p->max_rows = max_rows;
  p->max_columns = columns;
  p->keep_triangle = keep_triangle;
  p->basis = doubles(max_rows * columns);
  p->next = doubles(max_rows * columns);
  p->r = doubles(columns * columns);
  p->work = doubles(assay_qr_work(max_rows, columns));
  p->logs = doubles(columns);
  p->growth = doubles(columns);
  int whole = p->basis && p->next && p->r && p->work && p->logs && p->growth;
  if (keep_triangle) {
    p->triangle = doubles(columns * columns);
    p->gram = doubles(columns * columns);
    p->rotation = doubles(columns * columns);
    whole = whole && p->triangle && p->gram && p->rotation;
  }
  if (!whole) {
    assay_product_free(p);
    return NULL;
  }
  return p;
}

void assay_product_free(assay_product *p) {
  if (!p) return;
  free(p->basis), free(p->next), free(p->r), free(p->work), free(p->logs);
  free(p->growth);
  free(p->triangle), free(p->gram), free(p->rotation);
  free(p);
}

void assay_product_start(assay_product *p, size_t rows, size_t columns, const double *frame) {
  p->rows = rows;
  p->rank = p->columns = columns;
  memset(p->logs, 0, columns * sizeof(double));
  if (frame) {
    memcpy(p->basis, frame, rows * columns * sizeof(double));
  } else {
    memset(p->basis, 0, rows * columns * sizeof(double));
    for (size_t j = 0; j < columns; j++) p->basis[j + j * rows] = 1;
  }
  if (!p->keep_triangle) return;
  memset(p->triangle, 0, p->max_columns * p->max_columns * sizeof(double));
  for (size_t j = 0; j < columns; j++) p->triangle[j + j * p->max_columns] = 1;
}

// T <- X T, where X (rank x old_rank, upper trapezoidal) overwrites R. A row whose pivot is exactly 0 stays 0
// for ever: its log is -infinity and it must not divide.
static void update_triangle(assay_product *p, size_t rank, size_t old_rank) {
  const int m = (int)rank, n = (int)p->columns, ld = (int)p->max_columns;
  for (size_t i = 0; i < rank; i++) {
    const double pivot = p->r[i + i * rank];
    const int dead = pivot == 0 || p->logs[i] == -INFINITY;
    for (size_t j = i + 1; j < old_rank; j++)
      p->r[i + j * rank] = dead ? 0 : p->r[i + j * rank] / pivot * exp(p->logs[j] - p->logs[i]);
  }
  cblas_dtrmm(CblasColMajor, CblasLeft, CblasUpper, CblasNoTrans, CblasUnit, m, n, 1, p->r, m,
              p->triangle, ld);
  if (old_rank > rank)
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, m, n, (int)(old_rank - rank), 1,
                p->r + rank * rank, m, p->triangle + rank, ld, 1, p->triangle, ld);
}

long assay_product_apply(assay_product *p, const double *w, size_t rows, double log_scale,
                         double *increments) {
  const size_t old_rank = p->rank, rank = rows < old_rank ? rows : old_rank;
  if (rank > 0) {
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, (int)rows, (int)old_rank, (int)p->rows,
                1, w, (int)rows, p->basis, (int)p->rows, 0, p->next, (int)rows);
    if (assay_qr(rows, old_rank, p->next, p->r, p->work)) return -1;
    double *swap = p->basis;
    p->basis = p->next;
    p->next = swap;
  }
  for (size_t i = 0; i < rank; i++) p->growth[i] = log(p->r[i + i * rank]) + log_scale;
  if (p->keep_triangle && rank > 0) update_triangle(p, rank, old_rank);
  for (size_t i = 0; i < rank; i++) p->logs[i] += p->growth[i];
  if (increments) memcpy(increments, p->growth, rank * sizeof(double));
  p->rows = rows;
  p->rank = rank;
  return (long)rank;
}

size_t assay_product_rank(const assay_product *p) { return p->rank; }
size_t assay_product_rows(const assay_product *p) { return p->rows; }
const double *assay_product_logs(const assay_product *p) { return p->logs; }
const double *assay_product_basis(const assay_product *p) { return p->basis; }

int assay_product_svd(assay_product *p, double *log_values, double *right, double *left) {
  const size_t n = p->columns, m = p->rank, ld = p->max_columns;
  if (!p->keep_triangle) return -1;
  if (m == 0) return 0;
  // Columns of (diag(e^d) T)^T: each row of T, with its own logarithmic scale.
  for (size_t i = 0; i < m; i++) {
    for (size_t j = 0; j < n; j++) p->gram[j + i * n] = p->triangle[i + j * ld];
    log_values[i] = p->logs[i];
  }
  int sweeps = assay_graded_jacobi(n, m, p->gram, log_values, left ? p->rotation : NULL);
  if (sweeps < 0) return sweeps;
  if (right) memcpy(right, p->gram, n * m * sizeof(double));
  if (left)
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, (int)p->rows, (int)m, (int)m, 1,
                p->basis, (int)p->rows, p->rotation, (int)m, 0, left, (int)p->rows);
  return sweeps;
}
