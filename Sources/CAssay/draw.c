// SPDX-License-Identifier: GPL-3.0-or-later

#include "CAssay.h"
#include "ziggurat.h"
#include <gsl/gsl_randist.h>
#include <math.h>

void assay_draw(const gsl_rng *rng, enum assay_law law, double parameter, double scale,
                size_t count, double *out) {
  switch (law) {
  case ASSAY_GAUSSIAN:
    assay_draw_gaussians(rng, scale, count, out);
    break;
  case ASSAY_UNIFORM: {
    const double half = sqrt(3.0) * scale;
    for (size_t i = 0; i < count; i++) out[i] = gsl_ran_flat(rng, -half, half);
    break;
  }
  case ASSAY_STUDENT: {
    const double unit = scale * sqrt((parameter - 2) / parameter);
    for (size_t i = 0; i < count; i++) out[i] = unit * gsl_ran_tdist(rng, parameter);
    break;
  }
  case ASSAY_LAPLACE: {
    const double width = scale / sqrt(2.0);
    for (size_t i = 0; i < count; i++) out[i] = gsl_ran_laplace(rng, width);
    break;
  }
  case ASSAY_RADEMACHER:
    for (size_t i = 0; i < count; i++) out[i] = gsl_rng_get(rng) & 1 ? scale : -scale;
    break;
  }
}
