// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef ASSAY_PHILOX_H
#define ASSAY_PHILOX_H

#include <Random123/philox.h>
#include <gsl/gsl_rng.h>

// Eight 32-bit words a block: GSL's ziggurat eats 32 bits a draw, and a uniform double takes two words.
enum { philox_words = 8 };

typedef struct {
  philox4x64_key_t key;
  philox4x64_ctr_t counter;
  uint32_t words[philox_words];
  unsigned next;
} philox_state;

extern const gsl_rng_type assay_philox_type;

static inline uint32_t philox_word(philox_state *state) {
  if (state->next == philox_words) {
    const philox4x64_ctr_t block = philox4x64(state->counter, state->key);
    for (int i = 0; i < 4; i++) {
      state->words[2 * i] = (uint32_t)block.v[i];
      state->words[2 * i + 1] = (uint32_t)(block.v[i] >> 32);
    }
    state->counter.v[0] += 1;
    state->next = 0;
  }
  return state->words[state->next++];
}

// Puts the last word back; only once, and only after it was read.
static inline void philox_put_back(philox_state *state) { state->next -= 1; }

#endif
