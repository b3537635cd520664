// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef ASSAY_HOUSEHOLDER_H
#define ASSAY_HOUSEHOLDER_H

#include <stddef.h>

// Thin Householder QR of a small matrix: the contract of assay_qr, signs of the diagonal left as they fall.
size_t assay_householder_work(size_t rows, size_t columns);
void assay_householder(size_t rows, size_t columns, double *a, double *r, double *work);

#endif
