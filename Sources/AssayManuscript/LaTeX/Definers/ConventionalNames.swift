// SPDX-License-Identifier: GPL-3.0-or-later

/// What authors call theorem-like environments, for those that no file at hand declares.
enum ConventionalNames {
  /// Returns the printed name that an environment of this name would have, or nil when it is no usual name.
  static func printed(_ environment: String) -> String? {
    let name = environment.hasSuffix("*") ? String(environment.dropLast()) : environment
    if let full = abbreviations[name.lowercased()] { return full }
    return fullNames.contains(name.lowercased()) ? name.prefix(1).uppercased() + name.dropFirst() : nil
  }

  private static let abbreviations = [
    "thm": "Theorem", "theo": "Theorem", "lem": "Lemma", "lemm": "Lemma", "prop": "Proposition",
    "cor": "Corollary", "coro": "Corollary", "conj": "Conjecture", "defn": "Definition",
    "defi": "Definition", "dfn": "Definition", "rem": "Remark", "rmk": "Remark", "assum": "Assumption",
    "maintheorem": "Main Theorem", "mainthm": "Main Theorem",
    "examplesanddefinitions": "Examples and Definitions",
  ]

  private static let fullNames: Set<String> = [
    "theorem", "lemma", "proposition", "corollary", "conjecture", "claim", "fact", "observation",
    "hypothesis", "assumption", "definition", "definitions", "remark", "example", "examples", "axiom",
    "property", "problem", "question", "exercise", "solution", "note", "case", "notation",
    "characterization", "condition", "sublemma",
  ]

  /// The kinds that state nothing to be tested; every other kind must be covered unless the gate is told otherwise.
  static let notToBeCovered: Set<String> = [
    "definition", "definitions", "remark", "remarks", "example", "examples", "notation", "note",
    "notes", "assumption", "assumptions", "hypothesis", "hypotheses", "condition", "problem",
    "question", "exercise", "solution", "case", "axiom", "examples and definitions",
  ]
}
