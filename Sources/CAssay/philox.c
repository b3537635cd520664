// SPDX-License-Identifier: GPL-3.0-or-later

#include "CAssay.h"
#include "philox.h"

static unsigned long philox_get(void *state) { return philox_word(state); }

static double philox_get_double(void *opaque) {
  uint64_t high = philox_get(opaque) >> 5, low = philox_get(opaque) >> 6;
  return (double)(high << 26 | low) * 0x1p-53;
}

static void philox_set(void *opaque, unsigned long seed) {
  philox_state *state = opaque;
  *state = (philox_state){.next = philox_words};
  state->key.v[0] = seed;
}

const gsl_rng_type assay_philox_type = {
    "philox4x64-10", 0xffffffffUL, 0, sizeof(philox_state),
    philox_set,      philox_get,   philox_get_double};

gsl_rng *assay_rng_new(void) { return gsl_rng_alloc(&assay_philox_type); }

void assay_rng_key(gsl_rng *rng, uint64_t key0, uint64_t key1, uint64_t trial, uint64_t domain0,
                   uint64_t domain1) {
  philox_state *state = rng->state;
  state->key.v[0] = key0;
  state->key.v[1] = key1;
  state->counter.v[0] = 0;
  state->counter.v[1] = trial;
  state->counter.v[2] = domain0;
  state->counter.v[3] = domain1;
  state->next = philox_words;
}

void assay_philox_block(const uint64_t counter[4], const uint64_t key[2], uint64_t answer[4]) {
  philox4x64_ctr_t c = {{counter[0], counter[1], counter[2], counter[3]}};
  philox4x64_key_t k = {{key[0], key[1]}};
  c = philox4x64(c, k);
  for (int i = 0; i < 4; i++) answer[i] = c.v[i];
}
