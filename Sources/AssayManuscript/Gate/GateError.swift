// SPDX-License-Identifier: GPL-3.0-or-later

/// Why there can be no decision, in one line each: an empty gate must never be green.
public enum GateError: Error, Equatable, Sendable, CustomStringConvertible {
  /// No theorem-like environment was found.
  case noStatements(paper: String, files: [String], environments: [String])
  /// Nothing that the paper states has a claim.
  case nothingCovered(paper: String, statements: Int, slug: String)
  /// It is not clear which claims belong to the paper.
  case unknownPaper(paper: String, slugs: [String])
  /// `gate.yml` cannot be used.
  case settings(file: String, line: Int, problem: String)

  /// One line: `file:line: what; what to do`.
  public var description: String {
    switch self {
    case .noStatements(let paper, let files, let environments):
      "\(paper):1: no theorem-like environment in \(Self.list(files)); known are "
        + "\(environments.isEmpty ? "none" : Self.list(environments)); declare them or name the right file"
    case .nothingCovered(let paper, let statements, let slug):
      "\(paper):1: none of its \(statements) statements has a claim in \(slug); "
        + "start with assay new, or give the labels that the claims stand for"
    case .unknownPaper(let paper, let slugs) where slugs.isEmpty:
      "\(paper):1: there are no claims to set beside it; start with assay new, or name their folder with --theorems"
    case .unknownPaper(let paper, let slugs):
      "\(paper):1: which claims are its own? say so in Theorems/gate.yml: papers: {SLUG: \(paper)} with one of "
        + Self.list(slugs)
    case .settings(let file, let line, let problem): "\(file):\(line): \(problem)"
    }
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(6).joined(separator: ", ")
    return names.count > 6 ? "\(shown) and \(names.count - 6) more" : shown
  }
}
