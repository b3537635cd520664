// SPDX-License-Identifier: GPL-3.0-or-later

#include "CAssay.h"
#include "householder.h"
#include <gsl/gsl_linalg.h>
#include <string.h>

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }
static size_t larger(size_t a, size_t b) { return a > b ? a : b; }

// Up to 256 x 256 the plain kernel is faster than OpenBLAS's LAPACK (measured: 2.5 times up to 128, 1.5 at 256).
static int is_small(size_t rows, size_t columns) { return rows * columns <= 65536; }

// Makes diag(R) >= 0 by moving signs into Q: the running triangle divides by R_ii, and a Haar frame needs it.
static void fix_signs(size_t rows, size_t m, size_t columns, double *q, double *r) {
  for (size_t i = 0; i < m; i++) {
    if (r[i + i * m] >= 0) continue;
    for (size_t j = i; j < columns; j++) r[i + j * m] = -r[i + j * m];
    for (size_t j = 0; j < rows; j++) q[j + i * rows] = -q[j + i * rows];
  }
}

#ifdef ASSAY_OPENBLAS

// Debian's OpenBLAS has the Fortran LAPACK but no LAPACKE, so the prototypes stand here.
void dgeqrf_(const int *m, const int *n, double *a, const int *lda, double *tau, double *work,
             const int *lwork, int *info);
void dorgqr_(const int *m, const int *n, const int *k, double *a, const int *lda,
             const double *tau, double *work, const int *lwork, int *info);

enum { block = 32 };

static size_t large_work(size_t rows, size_t columns) {
  return smaller(rows, columns) + block * (columns ? columns : 1);
}

static int large_qr(size_t rows, size_t columns, double *a, double *r, double *work) {
  const size_t m = smaller(rows, columns);
  int info, lda = (int)rows, wide = (int)columns, narrow = (int)m;
  int length = block * (int)columns;
  double *tau = work, *scratch = work + m;
  dgeqrf_(&lda, &wide, a, &lda, tau, scratch, &length, &info);
  if (info) return info;
  memset(r, 0, m * columns * sizeof *r);
  for (size_t j = 0; j < columns; j++)
    memcpy(r + j * m, a + j * rows, smaller(j + 1, m) * sizeof *r);
  dorgqr_(&lda, &narrow, &narrow, a, &lda, tau, scratch, &length, &info);
  return info;
}

#else

static size_t large_work(size_t rows, size_t columns) {
  return rows * columns + rows * rows + smaller(rows, columns);
}

// GSL's QR is row-major: the matrix is transposed into work, decomposed, and Q unpacked from there.
static int large_qr(size_t rows, size_t columns, double *a, double *r, double *work) {
  const size_t m = smaller(rows, columns);
  double *copy = work, *square = copy + rows * columns, *tau = square + rows * rows;
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < columns; j++) copy[i * columns + j] = a[i + j * rows];
  gsl_matrix_view packed = gsl_matrix_view_array(copy, rows, columns);
  gsl_matrix_view q = gsl_matrix_view_array(square, rows, rows);
  gsl_vector_view t = gsl_vector_view_array(tau, m);
  int status = gsl_linalg_QR_decomp(&packed.matrix, &t.vector);
  if (status) return status;
  memset(r, 0, m * columns * sizeof *r);
  for (size_t j = 0; j < columns; j++)
    for (size_t i = 0; i < m && i <= j; i++) r[i + j * m] = copy[i * columns + j];
  // Q = H_1 … H_m applied to the identity.
  gsl_matrix_set_identity(&q.matrix);
  for (size_t i = m; i-- > 0;) {
    gsl_vector_view column = gsl_matrix_column(&packed.matrix, i);
    gsl_vector_view h = gsl_vector_subvector(&column.vector, i, rows - i);
    gsl_matrix_view corner = gsl_matrix_submatrix(&q.matrix, i, i, rows - i, rows - i);
    double beta = gsl_vector_get(&h.vector, 0);
    gsl_vector_set(&h.vector, 0, 1);
    gsl_linalg_householder_hm(tau[i], &h.vector, &corner.matrix);
    gsl_vector_set(&h.vector, 0, beta);
  }
  for (size_t j = 0; j < m; j++)
    for (size_t i = 0; i < rows; i++) a[i + j * rows] = square[i * rows + j];
  return 0;
}

#endif

size_t assay_qr_work(size_t rows, size_t columns) {
  return larger(assay_householder_work(rows, columns), large_work(rows, columns));
}

int assay_qr(size_t rows, size_t columns, double *a, double *r, double *work) {
  const size_t m = smaller(rows, columns);
  if (m == 0) return 0;
  int info = 0;
  if (is_small(rows, columns))
    assay_householder(rows, columns, a, r, work);
  else
    info = large_qr(rows, columns, a, r, work);
  if (info) return info;
  fix_signs(rows, m, columns, a, r);
  return 0;
}
