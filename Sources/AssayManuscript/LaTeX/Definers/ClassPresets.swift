// SPDX-License-Identifier: GPL-3.0-or-later

/// The theorem-like environments that document classes and packages bring along.
enum ClassPresets {
  /// Returns what the class or package of this name declares; empty when it declares nothing.
  static func environments(of name: String) -> [TheoremEnvironment] {
    guard let family = families.first(where: { name.hasPrefix($0.prefix) }) else { return [] }
    return family.names.split(separator: " ").map { word in
      let name = String(word)
      let isStarred = name.hasSuffix("*")
      return TheoremEnvironment(
        name: name, printedName: ConventionalNames.printed(name) ?? name, isNumbered: !isStarred)
    }
  }

  /// A version or a year may follow the prefix: lipics-v2021, icml2026, svjour3.
  private static let families: [(prefix: String, names: String)] = [
    (
      "llncs",
      """
      theorem lemma proposition corollary definition remark example claim case conjecture exercise note problem \
      property question solution
      """
    ),
    (
      "sv",  // svjour3, svmono, svmult
      """
      theorem lemma proposition corollary definition remark example case conjecture exercise note problem \
      property question solution
      """
    ),
    (
      "lipics",
      "theorem lemma corollary proposition conjecture observation exercise definition example note note* remark "
        + "remark* claim claim*"
    ),
    ("acmart", "theorem conjecture proposition lemma corollary example definition"),
    (
      "beamer",
      "theorem corollary definition definitions fact example examples lemma problem solution"
    ),
    ("siam", "theorem lemma corollary proposition definition"),
    (
      "jmlr",
      "theorem example lemma proposition remark corollary definition conjecture axiom"
    ),
    ("colt", "theorem example lemma proposition remark corollary definition conjecture axiom"),
    ("icml", "theorem proposition lemma corollary definition assumption remark"),
    (
      "mdpi",
      "Theorem Lemma Corollary Proposition Characterization Property Problem Example ExamplesandDefinitions "
        + "Hypothesis Remark Definition Notation Assumption"
    ),
  ]
}
