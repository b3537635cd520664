// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef ASSAY_GRADED_H
#define ASSAY_GRADED_H

#include <stddef.h>

// [e^logs_j a_j] = Q diag(e^d) X for the rows x columns matrix a, m = min(rows, columns), by Householder QR with rows
// and columns pivoted. a's first m columns become Q with orthonormal columns, logs' first m entries d: descending but for
// rounding, and -infinity from the rank on, where only rounding is left. x (m x columns, leading dimension m) is a unit
// upper trapezoidal matrix whose columns are permuted, no entry above 1 but by rounding. order: columns numbers; work:
// assay_graded_qr_work doubles.
size_t assay_graded_qr_work(size_t rows, size_t columns);
void assay_graded_qr(size_t rows, size_t columns, double *a, double *logs, size_t *order, double *x,
                     double *work);
// The same with columns sorted only once, by size, three times as fast; x's entries are then of order 1 while the matrix
// is no closer to singular than its sizes say. Where a pivot is 0 to rounding, columns are pivoted after all.
void assay_graded_qr_sorted(size_t rows, size_t columns, double *a, double *logs, size_t *order, double *x,
                            double *work);

#endif
