// SPDX-License-Identifier: GPL-3.0-or-later
//
// The few inner loops that must be fast whatever the build, and the glue that Swift cannot write.
// All matrices are column-major. Nothing here allocates per layer.

#ifndef ASSAY_H
#define ASSAY_H

#include <gsl/gsl_rng.h>
#include <stddef.h>
#include <stdint.h>

// MARK: Set-up

// 1 when OpenBLAS (and with it LAPACK) is linked, else 0.
int assay_has_openblas(void);
// The kernel OpenBLAS chose for this processor ("SkylakeX", "Haswell", …), or "gslcblas".
const char *assay_blas_core(void);
// The threads that BLAS uses: 1, always.
int assay_blas_threads(void);

// MARK: Streams (philox.c)

// A new generator: Random123's Philox4x64-10 as a GSL generator of 32-bit words. NULL when memory is out.
gsl_rng *assay_rng_new(void);
// Puts the generator at the start of the stream named by key (2 words) and (trial, domain[2]).
void assay_rng_key(gsl_rng *rng, uint64_t key0, uint64_t key1, uint64_t trial, uint64_t domain0,
                   uint64_t domain1);

// One block of the generator, for known-answer tests.
void assay_philox_block(const uint64_t counter[4], const uint64_t key[2], uint64_t answer[4]);

// MARK: Draws (draw.c): the one place that draws weights

enum assay_law {
  ASSAY_GAUSSIAN = 0,
  ASSAY_UNIFORM = 1,
  ASSAY_STUDENT = 2,
  ASSAY_LAPLACE = 3,
  ASSAY_RADEMACHER = 4
};
// Fills out with count independent entries of mean 0 and standard deviation scale.
// parameter: degrees of freedom (> 2) for ASSAY_STUDENT, otherwise ignored.
void assay_draw(const gsl_rng *rng, enum assay_law law, double parameter, double scale,
                size_t count, double *out);

// MARK: Orthonormalisation (orthonormalise.c): the one place that does it

// Householder QR of the rows x columns matrix a (leading dimension rows), any shape; m = min(rows, columns). Small
// matrices by householder.c, large ones by LAPACK, or GSL where that is not linked.
// a's first m columns become Q with orthonormal columns; r (m x columns, leading dimension m) becomes upper
// trapezoidal with a diagonal >= 0. work: assay_qr_work(rows, columns) doubles. Returns 0, or LAPACK's info.
size_t assay_qr_work(size_t rows, size_t columns);
int assay_qr(size_t rows, size_t columns, double *a, double *r, double *work);

// MARK: Running product (product.c)

typedef struct assay_product assay_product;
// A product of at most max_rows rows carried on a frame of at most columns columns; with singular_values the
// whole product is kept in graded form besides, else only its log-volumes.
assay_product *assay_product_new(size_t max_rows, size_t columns, int singular_values);
void assay_product_free(assay_product *product);
// Starts at the identity's first `columns` columns (frame == NULL), or at an orthonormal frame (rows x columns).
void assay_product_start(assay_product *product, size_t rows, size_t columns, const double *frame);
// Multiplies from the left by e^log_scale * w (rows x current rows). increments (may be NULL) receives
// log R_ii, i < rank after the step. Returns the rank after the step; -1 when LAPACK failed; -2 when the product
// is no longer finite, that is w was not, or its entries overflow.
long assay_product_apply(assay_product *product, const double *w, size_t rows, double log_scale,
                         double *increments);
size_t assay_product_rank(const assay_product *product);
size_t assay_product_rows(const assay_product *product);
// Accumulated log R_ii (rank values) and the orthonormal basis of the range (rows x rank).
const double *assay_product_logs(const assay_product *product);
const double *assay_product_basis(const assay_product *product);
// T (rank x columns, leading dimension rank); only with singular_values.
const double *assay_product_triangle(const assay_product *product);
// Log singular values, largest first (rank values). right (columns x rank) and left (rows x rank) may be NULL.
// Returns the number of Jacobi sweeps, or -1 when they did not converge.
int assay_product_svd(assay_product *product, double *log_values, double *right, double *left);

// MARK: Graded singular values (graded.c)

// The decomposition [e^log_scales_j a_j] = U diag(e^log_values) V^T of the rows x columns matrix a, of any shape;
// m = min(rows, columns). log_values (m) are sorted, largest first, -infinity beyond the rank; right (columns x m)
// and left (rows x m) have orthonormal columns and may be NULL.
// High relative accuracy for every singular value of D1 B D2, D1 and D2 diagonal, B well conditioned.
// work: assay_graded_svd_work(rows, columns) doubles. Returns the number of sweeps, or -1.
size_t assay_graded_svd_work(size_t rows, size_t columns);
int assay_graded_svd(size_t rows, size_t columns, const double *a, const double *log_scales,
                     double *log_values, double *right, double *left, double *work);

// MARK: Exact arithmetic modulo the Mersenne prime 2^61 - 1 (modular.c)

#define ASSAY_PRIME 2305843009213693951ULL
// out (rows x columns) = w (rows x inner, signed) * m (inner x columns), modulo the prime.
void assay_modular_multiply(size_t rows, size_t inner, size_t columns, const int64_t *w,
                            const uint64_t *m, uint64_t *out);
// Rank modulo the prime; destroys m.
size_t assay_modular_rank(size_t rows, size_t columns, uint64_t *m);

#endif
