// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import Foundation
import Testing

@Suite("assay formula")
struct FormulaCommandTests {
  @Test(
    "A formula is printed to 17 significant digits and agrees with 25-digit values",
    arguments: [
      (["lyapunov-exponent", "n=16", "p=0.5", "r=4", "k=1", "sigma2=0.125"], -0.08108615281620683778641761),
      (
        ["lyapunov-exponent", "n=128", "p=0.5", "r=16", "k=16", "sigma2=0.015625"],
        -0.1473510009035237083589986
      ),
      (["top-gap", "n=8", "p=1", "r=8"], 0.07648051389327864275056545),
    ])
  func value(arguments: [String], expected: Double) throws {
    let result = try AssayBinary.run(["formula"] + arguments, in: packageRoot)
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    let value = try #require(Double(result.output.dropLast()))
    expectClose(value, expected, relative: 1e-12)
    #expect(result.output == String(format: "%.17g\n", value))
  }

  @Test("An exponent beyond the guaranteed rank is -inf")
  func minusInfinity() throws {
    let result = try AssayBinary.run(
      ["formula", "lyapunov-exponent", "n=16", "p=0.5", "r=4", "k=5"], in: packageRoot)
    #expect(result.output == "-inf\n")
    #expect(result.status == 0)
  }

  @Test("The list names every formula with its parameters")
  func list() throws {
    let result = try AssayBinary.run(["formula", "--list"], in: packageRoot)
    #expect(result.status == 0)
    #expect(result.output.contains("\nlyapunov-exponent-sum n=… p=… r=… k=… [sigma2=1]\n"))
    #expect(result.output.contains("    p: probability that a coordinate is open, a probability in (0, 1]\n"))
  }

  @Test(
    "Bad input is one line on stderr, nothing on stdout, and status 2",
    arguments: [
      ([], "assay: name a formula, or see their names with 'assay formula --list'"),
      (["--list", "top-gap"], "assay: --list takes no formula"),
      (
        ["lyapunow-exponent", "n=8"],
        "assay: there is no formula “lyapunow-exponent”; did you mean lyapunov-exponent"
      ),
      (["top-gap", "n=8"], "assay: top-gap needs p "),
      (["top-gap", "n=8", "p=0.5", "r=4", "q=1"], "assay: top-gap has no parameter “q”; it takes n, p, r"),
      (["top-gap", "n=8", "n=8", "p=0.5", "r=4"], "assay: n is given twice"),
      (["top-gap", "8", "p=0.5", "r=4"], "assay: “8” is not a parameter; write it as key=value"),
      (["top-gap", "n=8", "p=1.5", "r=4"], "assay: p=1.5 is not a probability in (0, 1]"),
      (["top-gap", "n=8", "p=0", "r=4"], "assay: p=0 is not a probability in (0, 1]"),
      (["top-gap", "n=8", "p=0.5", "r=9"], "assay: top-gap: r = 9 "),
      (["lyapunov-exponent", "n=8", "p=0.5", "r=4", "k=9"], "assay: lyapunov-exponent: k = 9 "),
      (
        ["lyapunov-exponent", "n=8", "p=0.5", "r=4", "k=1", "sigma2=-1"],
        "assay: sigma2=-1 is not a positive number"
      ),
      (["top-gap", "--n", "8"], "assay: Unknown option '--n'"),
    ])
  func badInput(arguments: [String], complaint: String) throws {
    let result = try AssayBinary.run(["formula"] + arguments, in: packageRoot)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.complaints.count == 1)
    #expect(result.errors.hasPrefix(complaint), "\(result.errors)")
  }
}
