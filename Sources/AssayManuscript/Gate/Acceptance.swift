// SPDX-License-Identifier: GPL-3.0-or-later

/// What accepting a statement does to one claim's page; nothing is written here.
public struct Acceptance: Sendable {
  /// The claim.
  public let claim: ClaimFile
  /// What happens to its label: `thm:a → thm:b`, or nil when it stays.
  public let labelChange: String?
  /// The old and the new statement, in lines that start with `-` and `+`.
  public let diff: [String]
  /// Edits the page.
  let edit: @Sendable (inout ClaimPage) throws -> Void

  /// Returns the page with the statement accepted.
  ///
  /// - Parameter page: the page's text.
  /// - Throws: `ClaimFileError` when the page, or what would become of it, is no claim file.
  public func applied(to page: String) throws -> String {
    var edited = ClaimPage(text: page, file: claim.file)
    try edit(&edited)
    guard let place = ClaimID(claim.id) else { return page }
    // What is written must read back.
    _ = try ClaimFile(parsing: edited.text, place: place, file: claim.file)
    return edited.text
  }
}

/// Why a label cannot be accepted.
public enum AcceptanceError: Error, Equatable, CustomStringConvertible {
  /// Neither the paper nor a claim knows the label.
  case unknownLabel(String, paper: String, similar: [String])
  /// The paper has the statement, and no claim stands for it.
  case noClaim(String, slug: String)
  /// The statement has another label now.
  case renamed(String, to: String, paper: String)
  /// A claim is named that is not there, or is another paper's.
  case unknownClaim(String, slug: String)
  /// A claim is named that stands for another statement already.
  case otherLabel(claim: String, label: String)

  /// One line: what is wrong, and what to do.
  public var description: String {
    switch self {
    case .unknownLabel(let label, let paper, let similar):
      "\(paper):1: neither the paper nor a claim has the label \(label)"
        + (similar.isEmpty
          ? "; look for it with assay gate" : "; did you mean \(similar.joined(separator: " or "))?")
    case .noClaim(let label, let slug):
      "no claim of \(slug) stands for \(label); start one with assay new, or name one with --claim"
    case .renamed(let old, let new, let paper):
      "\(paper):1: \(old) is \(new) now; accept that with assay accept \(new) \(paper)"
    case .unknownClaim(let id, let slug): "no claim \(id) in \(slug); assay list shows their ids"
    case .otherLabel(let claim, let label):
      "\(claim) stands for \(label) already; accept that first, or name another claim"
    }
  }
}

extension GatePaper {
  /// Returns what accepting a label does: to a statement that changed, was renamed, or is gone.
  ///
  /// - Parameters:
  ///   - label: the statement's label in the paper, or the label of a claim whose statement is gone.
  ///   - claims: the claims of the package.
  ///   - claim: the claim that the statement is to stand under, where none does yet.
  /// - Returns: one acceptance for each page that changes; empty when there is nothing to accept.
  /// - Throws: `AcceptanceError`.
  public func acceptances(
    of label: String, claims: [ClaimFile], claim: String? = nil
  ) throws(AcceptanceError) -> [Acceptance] {
    let reading = PaperReading(self, gate: Gate(claims: claims, standings: [:]))
    if let index = reading.statements.firstIndex(where: { $0.labels.contains(label) }) {
      return try reading.acceptances(of: index, label: label, claim: claim)
    }
    guard let group = reading.groups.firstIndex(where: { $0.label == label || $0.aliases.contains(label) })
    else {
      let known = Set(reading.statements.flatMap(\.labels) + reading.groups.map(\.label)).sorted()
      throw .unknownLabel(label, paper: manuscript.path, similar: ClaimID.similar(to: label, among: known))
    }
    if let pair = reading.matching.pairs.first(where: { $0.old == group }) {
      let now = reading.statements[pair.new]
      throw .renamed(label, to: now.label ?? now.name, paper: manuscript.path)
    }
    return reading.groups[group].claims.map { claim in
      Acceptance(
        claim: claim, labelChange: "\(label) removed: the claim no longer stands in the paper", diff: []
      ) {
        $0.removeLabel()
      }
    }
  }

  /// Returns the labels of all statements that a claim stands for and that have changed, as far as no human has to choose.
  public func labelsToAccept(claims: [ClaimFile]) -> [String] {
    let reading = PaperReading(self, gate: Gate(claims: claims, standings: [:]))
    return reading.matching.pairs.sorted { $0.new < $1.new }.compactMap { pair in
      switch pair.basis {
      case .label, .alias, .statement: reading.statements[pair.new].label
      case .reusedLabel, .likeness: nil
      }
    }
  }
}

extension PaperReading {
  fileprivate func acceptances(
    of index: Int, label: String, claim id: String?
  ) throws(AcceptanceError) -> [Acceptance] {
    let slug = paper.slug
    if let id {
      guard let claim = gate.claims.first(where: { $0.id == id && $0.paper == slug }) else {
        throw .unknownClaim(id, slug: slug)
      }
      if let other = claim.label, !statements[index].labels.contains(other) {
        throw .otherLabel(claim: id, label: other)
      }
      return [acceptance(of: index, by: claim)].compactMap(\.self)
    }
    guard let pair = matching.pairs.first(where: { $0.new == index }) else {
      throw .noClaim(label, slug: slug)
    }
    return groups[pair.old].claims.compactMap { acceptance(of: index, by: $0) }
  }

  /// What a claim's page has to change for a statement; nil when nothing.
  private func acceptance(of index: Int, by claim: ClaimFile) -> Acceptance? {
    let statement = statements[index]
    let accepted = AcceptedStatement(statement)
    let old = claim.statement.map(AcceptedStatement.init(block:))
    let change = old.flatMap {
      StatementChange(from: $0.form(elsewhere: statement.definitions), to: forms[index])
    }
    let isRenamed = claim.label.map { !statement.labels.contains($0) } ?? true
    let lacksDefinitions = old.map { !$0.unrecorded(among: statement.definitions).isEmpty } ?? true
    guard change != nil || isRenamed || lacksDefinitions, let label = statement.label else { return nil }

    var diff = change.map(Self.lines) ?? []
    if old == nil { diff = accepted.block.split(separator: "\n").map { "+ \($0)" } }
    if change == nil, let old, lacksDefinitions {
      diff = accepted.definitions.filter { !old.definitions.contains($0) }.map { "+ \($0.text)" }
    }
    let aliases = (claim.aliases + [claim.label].compactMap(\.self)).filter { $0 != label }
    return Acceptance(
      claim: claim, labelChange: isRenamed ? "\(claim.label.map { "\($0) → " } ?? "")\(label)" : nil,
      diff: diff
    ) { page in
      if change != nil || lacksDefinitions { try page.setStatement(accepted.block) }
      if isRenamed { page.setLabel(label, aliases: Self.unique(aliases)) }
    }
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
