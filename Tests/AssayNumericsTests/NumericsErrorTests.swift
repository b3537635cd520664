// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Testing

@Suite("Errors of the numeric core")
struct NumericsErrorTests {
  @Test(
    "An error says in one line what is wrong and what to do",
    arguments: [
      (
        NumericsError.domain(function: "digamma", argument: "x", value: "-1.0", mend: "use a finite x > 0"),
        "digamma: x = -1.0 is outside the domain; use a finite x > 0"
      ),
      (NumericsError.gsl(function: "gsl_sf_psi", arguments: "0", reason: "domain"), "gsl_sf_psi(0): domain"),
      (
        NumericsError.noConvergence(function: "GradedSVD", limit: 60),
        "GradedSVD: no convergence within 60 iterations"
      ),
      (NumericsError.lapack(function: "QR", info: -4), "QR: LAPACK returned info = -4"),
    ])
  func descriptions(error: NumericsError, line: String) {
    #expect(error.description == line)
  }
}
