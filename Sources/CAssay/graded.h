// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef ASSAY_GRADED_H
#define ASSAY_GRADED_H

#include <stddef.h>

// [e^logs_j a_j] = Q diag(e^d) X for the rows x columns matrix a, m = min(rows, columns), by Householder QR with
// column pivoting. a's first m columns become Q with orthonormal columns, logs' first m entries d (descending but for
// rounding; -infinity from the rank on); x (m x columns, leading dimension m) is a unit upper trapezoidal matrix whose
// columns are permuted, no entry above 1 but by rounding. order: columns numbers; work: assay_graded_qr_work doubles.
size_t assay_graded_qr_work(size_t rows, size_t columns);
void assay_graded_qr(size_t rows, size_t columns, double *a, double *logs, size_t *order, double *x,
                     double *work);
// The same with columns sorted once, by size, as long as no entry of x exceeds 16; three times as fast.
void assay_graded_qr_sorted(size_t rows, size_t columns, double *a, double *logs, size_t *order, double *x,
                            double *work);

#endif
