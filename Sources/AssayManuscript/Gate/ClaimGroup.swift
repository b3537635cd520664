// SPDX-License-Identifier: GPL-3.0-or-later

/// The claims that stand for one statement: those of one label.
struct ClaimGroup {
  /// The label that they name.
  let label: String
  /// Earlier names of the same statement.
  let aliases: [String]
  /// The claims, by id.
  let claims: [ClaimFile]
  /// The accepted statement of each claim that has one.
  let accepted: [String: AcceptedStatement]

  /// Groups the claims of a paper that name a label, in the order of their labels.
  static func all(of claims: [ClaimFile]) -> [ClaimGroup] {
    let labelled = claims.filter { $0.label != nil }
    return Dictionary(grouping: labelled) { $0.label ?? "" }.sorted { $0.key < $1.key }.map { label, claims in
      let claims = claims.sorted { $0.id < $1.id }
      var accepted: [String: AcceptedStatement] = [:]
      for claim in claims { accepted[claim.id] = claim.statement.map(AcceptedStatement.init(block:)) }
      return ClaimGroup(
        label: label, aliases: Array(Set(claims.flatMap(\.aliases))).sorted(), claims: claims,
        accepted: accepted)
    }
  }

  /// The group's identity, macros that were not accepted taken from the paper.
  func identity(paperMacros: [MacroDefinition]) -> StatementIdentity {
    let first = claims.lazy.compactMap { accepted[$0.id] }.first
    return StatementIdentity(
      labels: [label] + aliases, kind: nil, form: first?.form(elsewhere: paperMacros))
  }
}
