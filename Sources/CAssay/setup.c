// SPDX-License-Identifier: GPL-3.0-or-later

#include "CAssay.h"
#include <gsl/gsl_errno.h>

#ifdef ASSAY_OPENBLAS
void openblas_set_num_threads(int);
int openblas_get_num_threads(void);
char *openblas_get_corename(void);
#endif

// GSL's default handler aborts the process, and OpenBLAS's own threads would change the bits of a result
// with its size; trials are what is spread over the cores. Both are settled before any Swift code runs.
__attribute__((constructor)) static void assay_setup(void) {
  gsl_set_error_handler_off();
#ifdef ASSAY_OPENBLAS
  openblas_set_num_threads(1);
#endif
}

int assay_has_openblas(void) {
#ifdef ASSAY_OPENBLAS
  return 1;
#else
  return 0;
#endif
}

const char *assay_blas_core(void) {
#ifdef ASSAY_OPENBLAS
  return openblas_get_corename();
#else
  return "gslcblas";
#endif
}

int assay_blas_threads(void) {
#ifdef ASSAY_OPENBLAS
  return openblas_get_num_threads();
#else
  return 1;
#endif
}
