// SPDX-License-Identifier: GPL-3.0-or-later
//
// GSL's Gaussian ziggurat without a call for each number. Of a 32-bit word the ziggurat takes 7 bits for a layer, one for
// the sign and 24 for a position j; in 99 of 100 cases j lies left of the layer's limit, and the number is j times the
// layer's width. Widths and limits are read out of GSL at start by offering it words; the other cases are left to GSL.

#include "ziggurat.h"
#include "philox.h"
#include <gsl/gsl_randist.h>

enum { layers = 256, positions = 1 << 24 };  // the sign bit counts as part of the layer

static double widths[layers];
static uint32_t limits[layers];

// A generator that offers one word, and counts what is taken.
typedef struct {
  uint32_t word;
  int taken;
} offer;

static unsigned long offer_get(void *opaque) {
  offer *state = opaque;
  return state->taken++ == 0 ? state->word : 0;
}

static double offer_get_double(void *opaque) {
  offer *state = opaque;
  state->taken++;
  return 0.5;
}

static void offer_set(void *opaque, unsigned long seed) { *(offer *)opaque = (offer){(uint32_t)seed, 0}; }

static const gsl_rng_type offer_type = {"offer",   0xffffffffUL, 0,               sizeof(offer),
                                        offer_set, offer_get,    offer_get_double};

// What GSL makes of a word; *alone says whether it needed no other.
static double answer(uint32_t word, int *alone) {
  offer state = {word, 0};
  const gsl_rng rng = {&offer_type, &state};
  const double x = gsl_ran_gaussian_ziggurat(&rng, 1);
  *alone = state.taken == 1;
  return x;
}

static int is_left(uint32_t layer, uint32_t j) {
  int alone;
  const double x = answer(j << 8 | layer, &alone);
  return alone && x == j * widths[layer];
}

// Should another GSL use its words otherwise, a layer's limit comes out as 0, and every number is GSL's own.
__attribute__((constructor)) static void read_tables(void) {
  for (uint32_t layer = 0; layer < layers; layer++) {
    int alone;
    widths[layer] = answer(1 << 8 | layer, &alone);
    uint32_t left = 0, right = positions;
    while (right - left > 1) {
      const uint32_t middle = left + (right - left) / 2;
      if (is_left(layer, middle))
        left = middle;
      else
        right = middle;
    }
    limits[layer] = alone && is_left(layer, 0) && is_left(layer, left) ? left + 1 : 0;
  }
}

void assay_draw_gaussians(const gsl_rng *rng, double scale, size_t count, double *out) {
  if (rng->type != &assay_philox_type) {
    for (size_t i = 0; i < count; i++) out[i] = gsl_ran_gaussian_ziggurat(rng, scale);
    return;
  }
  philox_state *state = rng->state;
  for (size_t i = 0; i < count; i++) {
    const uint32_t word = philox_word(state), layer = word & (layers - 1), j = word >> 8;
    if (j < limits[layer]) {
      out[i] = scale * (j * widths[layer]);
    } else {
      philox_put_back(state);
      out[i] = gsl_ran_gaussian_ziggurat(rng, scale);
    }
  }
}
