// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef ASSAY_ZIGGURAT_H
#define ASSAY_ZIGGURAT_H

#include <gsl/gsl_rng.h>

// Fills out with the numbers that count calls of gsl_ran_gaussian_ziggurat(rng, scale) return, bit for bit.
void assay_draw_gaussians(const gsl_rng *rng, double scale, size_t count, double *out);

#endif
