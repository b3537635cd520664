// SPDX-License-Identifier: GPL-3.0-or-later
//
// A running product J = Q R_total on a frame: Q has orthonormal columns, one layer is Y = W Q, Y = Q' R, and the
// accumulated log R_ii are the log-volumes of the frame's images. With singular values, R_total is kept besides as
//   R_total = U diag(e^e) T,   U orthogonal, e descending, T with entries of order 1:
//   R U diag(e^e) = U' diag(e^e') X   (graded QR),   T' = X T,
// so no entry ever overflows and no small singular value is lost, at any depth and in whatever order they grow.

#include "CAssay.h"
#include "graded.h"
#include <gsl/gsl_cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct assay_product {
  size_t max_rows, max_columns;
  int singular_values;
  size_t rows, rank, columns;
  double *basis, *next;   // Q, and W Q
  double *r, *work;       // R, QR's scratch
  double *logs, *growth;  // accumulated log R_ii, and this layer's
  double *turn;           // U, rank x rank
  double *sizes;          // e
  double *triangle;       // T, rank x columns
  double *x, *spare;      // X, and room for what replaces U or T
  double *vectors;
  size_t *order;
};

static double *doubles(size_t count) { return calloc(count ? count : 1, sizeof(double)); }

static size_t larger(size_t a, size_t b) { return a > b ? a : b; }

// Room for the graded part; 0 when memory is out.
static int make_room(assay_product *p, size_t columns) {
  p->turn = doubles(columns * columns);
  p->sizes = doubles(columns);
  p->triangle = doubles(columns * columns);
  p->x = doubles(columns * columns);
  p->spare = doubles(columns * columns);
  p->vectors = doubles(columns * columns);
  p->order = calloc(columns ? columns : 1, sizeof *p->order);
  return p->turn && p->sizes && p->triangle && p->x && p->spare && p->vectors && p->order;
}

assay_product *assay_product_new(size_t max_rows, size_t columns, int singular_values) {
  assay_product *p = calloc(1, sizeof *p);
  if (!p) return NULL;
  p->max_rows = max_rows;
  p->max_columns = columns;
  p->singular_values = singular_values;
  p->basis = doubles(max_rows * columns);
  p->next = doubles(max_rows * columns);
  p->r = doubles(columns * columns);
  p->work = doubles(larger(assay_qr_work(max_rows, columns), assay_graded_svd_work(columns, columns)));
  p->logs = doubles(columns);
  p->growth = doubles(columns);
  int whole = p->basis && p->next && p->r && p->work && p->logs && p->growth;
  if (singular_values) whole = make_room(p, columns) && whole;
  if (whole) return p;
  assay_product_free(p);
  return NULL;
}

void assay_product_free(assay_product *p) {
  if (!p) return;
  free(p->basis), free(p->next), free(p->r), free(p->work), free(p->logs), free(p->growth);
  free(p->turn), free(p->sizes), free(p->triangle), free(p->x), free(p->spare), free(p->vectors);
  free(p->order);
  free(p);
}

static void set_identity(size_t rows, size_t columns, double *a) {
  memset(a, 0, rows * columns * sizeof *a);
  for (size_t j = 0; j < columns; j++) a[j + j * rows] = 1;
}

void assay_product_start(assay_product *p, size_t rows, size_t columns, const double *frame) {
  p->rows = rows;
  p->rank = p->columns = columns;
  memset(p->logs, 0, columns * sizeof(double));
  if (frame)
    memcpy(p->basis, frame, rows * columns * sizeof(double));
  else
    set_identity(rows, columns, p->basis);
  if (!p->singular_values) return;
  set_identity(columns, columns, p->turn);
  set_identity(columns, columns, p->triangle);
  memset(p->sizes, 0, columns * sizeof(double));
}

static void multiply(size_t rows, size_t inner, size_t columns, const double *a, const double *b, double *out) {
  cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, (int)rows, (int)columns, (int)inner, 1, a, (int)rows, b,
              (int)inner, 0, out, (int)rows);
}

static void swap(double **a, double **b) {
  double *held = *a;
  *a = *b;
  *b = held;
}

// R_total <- e^log_scale R R_total, in graded form; R is rank x old_rank.
static void carry_on(assay_product *p, size_t rank, size_t old_rank, double log_scale) {
  multiply(rank, old_rank, old_rank, p->r, p->turn, p->spare);
  assay_graded_qr_sorted(rank, old_rank, p->spare, p->sizes, p->order, p->x, p->work);
  swap(&p->turn, &p->spare);
  for (size_t i = 0; i < rank; i++) p->sizes[i] += log_scale;
  multiply(rank, old_rank, p->columns, p->x, p->triangle, p->spare);
  swap(&p->triangle, &p->spare);
}

long assay_product_apply(assay_product *p, const double *w, size_t rows, double log_scale,
                         double *increments) {
  const size_t old_rank = p->rank, rank = rows < old_rank ? rows : old_rank;
  if (rank > 0) {
    multiply(rows, p->rows, old_rank, w, p->basis, p->next);
    if (assay_qr(rows, old_rank, p->next, p->r, p->work)) return -1;
  }
  for (size_t i = 0; i < rank; i++) {
    p->growth[i] = log(p->r[i + i * rank]) + log_scale;
    if (!(p->growth[i] < INFINITY)) return -2;
  }
  if (rank > 0) swap(&p->basis, &p->next);
  if (p->singular_values && rank > 0) carry_on(p, rank, old_rank, log_scale);
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
const double *assay_product_triangle(const assay_product *p) { return p->triangle; }

int assay_product_svd(assay_product *p, double *log_values, double *right, double *left) {
  const size_t n = p->columns, m = p->rank;
  if (!p->singular_values) return -1;
  if (m == 0) return 0;
  // (diag(e^e) T)^T = V S Z^T, so J = (Q U Z) S V^T.
  for (size_t i = 0; i < m; i++)
    for (size_t j = 0; j < n; j++) p->spare[j + i * n] = p->triangle[i + j * m];
  const int sweeps =
      assay_graded_svd(n, m, p->spare, p->sizes, log_values, left ? p->vectors : NULL, right, p->work);
  if (sweeps < 0 || !left) return sweeps;
  multiply(m, m, m, p->turn, p->vectors, p->spare);
  multiply(p->rows, m, m, p->basis, p->spare, left);
  return sweeps;
}
