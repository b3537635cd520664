// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTheory
import Testing

@Suite("Formulas by name")
struct FormulaErrorTests {
  private func message(_ command: String) -> String? {
    let words = command.split(separator: " ").map(String.init)
    do {
      let value = try FormulaRegistry.evaluate(words[0], arguments: Array(words.dropFirst()))
      return "value \(value)"
    } catch {
      return (error as? FormulaError)?.description
    }
  }

  @Test(
    "A wrong request is answered by one line that says what is wrong and what to do",
    arguments: [
      ("lyapunov", "there is no formula “lyapunov”; did you mean lyapunov-exponent or"),
      ("top-gpa n=8", "there is no formula “top-gpa”; did you mean top-gap?"),
      (
        "haar-log-mino", "there is no formula “haar-log-mino”; did you mean haar-log-minor?"
      ),
      (
        "growth-varience",
        "there is no formula “growth-varience”; did you mean growth-variance or growth-covariance?"
      ),
      ("zzzzzzzzz", "there is no formula “zzzzzzzzz”; list the names with --list"),
      ("top-gap n=8 p=0.5", "top-gap needs r (rank that the gates are conditioned to reach); add r=…"),
      ("top-gap n=8 p=0.5 r=2 k=1", "top-gap has no parameter “k”; it takes n, p, r"),
      ("top-gap n=8 p=0.5 r=2 n=9", "n is given twice; give each parameter once"),
      ("top-gap n=8 p=0.5 r", "“r” is not a parameter; write it as key=value"),
      ("top-gap n=8 p=0.5 r=", "“r=” is not a parameter; write it as key=value"),
      ("top-gap n=8 p=0.5 =2", "“=2” is not a parameter; write it as key=value"),
      ("top-gap n=8.5 p=0.5 r=2", "n=8.5 is not a whole number; write n as a whole number"),
      ("top-gap n=8 p=0 r=2", "p=0 is not a probability in (0, 1]"),
      ("top-gap n=8 p=1.2 r=2", "p=1.2 is not a probability in (0, 1]"),
      ("top-gap n=8 p=nan r=2", "p=nan is not a probability in (0, 1]"),
      ("top-gap n=8 p=0.5 r=9", "top-gap: r = 9 is not an index of a spectrum with n = 8; use 1 ≤ r ≤ n"),
      ("top-gap n=8 p=0.5 r=0", "top-gap: r = 0 is not an index of a spectrum with n = 8; use 1 ≤ r ≤ n"),
      ("top-gap n=0 p=0.5 r=0", "top-gap: n = 0 is too small; use n ≥ 1"),
      ("lyapunov-exponent n=8 p=0.5 r=4 k=9", "lyapunov-exponent: k = 9 is not an index of a spectrum"),
      ("lyapunov-exponent n=8 p=0.5 r=4 k=0", "lyapunov-exponent: k = 0 is not an index of a spectrum"),
      ("lyapunov-exponent n=8 p=0.5 r=4 k=1 sigma2=-1", "sigma2=-1 is not a positive number"),
      ("lyapunov-exponent n=8 p=0.5 r=4 k=1 sigma2=inf", "sigma2=inf is not a positive number"),
      (
        "growth-variance n=8 p=0.5 r=2 k=3",
        "growth-variance: the variance of log R_kk at k = 3 is undefined when the gates' rank can be 2; use k ≤ 2"
      ),
      ("expected-log-volume n=8 p=0.5 r=2 k=1 L=0", "expected-log-volume: L = 0 is too small; use L ≥ 1"),
    ])
  func errors(command: String, expected: String) {
    let line = message(command)
    #expect(line?.hasPrefix(expected) == true, "got: \(line ?? "another kind of error")")
    #expect(line?.contains("\n") == false)
  }

  @Test("A parameter with a default may be left out, and an exponent beyond the rank is −∞")
  func defaults() throws {
    let short = try FormulaRegistry.evaluate("lyapunov-exponent", arguments: ["n=3", "p=1", "r=3", "k=3"])
    let long = try FormulaRegistry.evaluate(
      "lyapunov-exponent", arguments: ["sigma2=1", "k=3", "r=3", "p=1", "n=3"])
    #expect(short == long)
    #expect(
      try FormulaRegistry.evaluate("lyapunov-exponent", arguments: ["n=8", "p=0.5", "r=3", "k=4"])
        == -.infinity)
  }

  @Test("Names and parameters are unique, and every formula is described")
  func catalogue() {
    let names = FormulaRegistry.all.map(\.name)
    #expect(Set(names).count == names.count)
    for formula in FormulaRegistry.all {
      let parameters = formula.parameters.map(\.name)
      #expect(Set(parameters).count == parameters.count, "\(formula.name)")
      #expect(!formula.summary.isEmpty && !formula.summary.contains("\n"), "\(formula.name)")
    }
  }
}
