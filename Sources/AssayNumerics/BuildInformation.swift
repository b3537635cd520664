// SPDX-License-Identifier: GPL-3.0-or-later

import CAssay
@preconcurrency import CGSL

/// What the numeric core was linked with; goes into the evidence, because other processors' kernels round differently.
public enum BuildInformation {
  /// OpenBLAS's kernel for this processor, for instance "SkylakeX"; "gslcblas" where OpenBLAS is not linked.
  public static let blasCore = String(cString: assay_blas_core())
  /// GSL's version.
  public static let gslVersion = String(cString: gsl_version)
}
