// SPDX-License-Identifier: GPL-3.0-or-later

/// The decision whether a paper may pass: its statements set beside its claims and their evidence.
///
/// It reads nothing, computes no mathematics, and says the same for the same input.
public struct Gate: Sendable {
  /// The claims of the package.
  public let claims: [ClaimFile]
  /// What the evidence says, by claim.
  public let standings: [String: ClaimStanding]
  /// Where claims are tested, by claim.
  public let tests: [String: [SourcePosition]]
  /// The path of each claim's page as findings name it; by default the page's own name.
  public let pages: [String: String]
  /// The settings.
  public let settings: GateSettings
  /// Whether statements without a claim stop the paper.
  public let isStrict: Bool
  /// Texts that may have numbers typed in, by path.
  public let texts: [String: String]
  /// Returns the command that runs a claim again.
  public let replay: @Sendable (String) -> String

  /// Creates a gate.
  public init(
    claims: [ClaimFile], standings: [String: ClaimStanding], tests: [String: [SourcePosition]] = [:],
    pages: [String: String] = [:],
    settings: GateSettings = GateSettings(), isStrict: Bool = false, texts: [String: String] = [:],
    replay: @escaping @Sendable (String) -> String = { "assay verify --filter '^\($0)$'" }
  ) {
    self.claims = claims
    self.standings = standings
    self.tests = tests
    self.pages = pages
    self.settings = settings
    self.isStrict = isStrict
    self.texts = texts
    self.replay = replay
  }

  /// Decides.
  ///
  /// - Throws: `GateError` when a paper states nothing, or nothing that it states has a claim.
  public func decide(_ papers: [GatePaper]) throws(GateError) -> GateOutcome {
    var outcomes: [GateOutcome.Paper] = []
    for (index, paper) in papers.enumerated() {
      let isLast = index == papers.count - 1
      outcomes.append(try decide(paper, unused: isLast ? unusedExemptions(papers) : []))
    }
    return GateOutcome(papers: outcomes)
  }

  /// Exemptions that exempt nothing; unknown unless every paper of the package is before the gate.
  private func unusedExemptions(_ papers: [GatePaper]) -> [GateFinding] {
    let all = Set(claims.map(\.paper)).union(settings.papers.keys)
    guard all.isSubset(of: papers.map(\.slug)) else { return [] }
    let labels = Set(papers.flatMap { $0.manuscript.statements.flatMap(\.labels) })
    let rule = GateRule.exemptionUnused
    return settings.exemptions.filter { !labels.contains($0.label) }.map { exemption in
      GateFinding(
        rule, isBlocking: isStrict ? rule.isBlockingWhenStrict : rule.isBlocking, label: exemption.label,
        place: SourcePosition(file: settings.file, line: exemption.line, column: 1),
        heading: exemption.label,
        text: "exempt, and no statement has this label; remove the exemption")
    }
  }

  private func decide(
    _ paper: GatePaper, unused: [GateFinding]
  ) throws(GateError) -> GateOutcome.Paper {
    let manuscript = paper.manuscript
    guard !manuscript.statements.isEmpty else {
      throw .noStatements(
        paper: manuscript.path, files: manuscript.files, environments: manuscript.environments)
    }
    var reading = PaperReading(paper, gate: self)
    reading.read()
    guard reading.covered > 0 || !settings.exemptions.isEmpty else {
      throw .nothingCovered(
        paper: manuscript.path, statements: manuscript.statements.count, slug: "Theorems/\(paper.slug)")
    }
    var counts: [String: Int] = [:]
    for statement in manuscript.statements { counts[statement.kind, default: 0] += 1 }
    return GateOutcome.Paper(
      path: manuscript.path, slug: paper.slug, fileCount: manuscript.files.count,
      kinds: counts.map { (kind: $0.key, count: $0.value) }.sorted {
        ($1.count, $0.kind) < ($0.count, $1.kind)
      },
      auxiliary: manuscript.auxiliary, covered: reading.covered, required: reading.required,
      revision: paper.since?.revision,
      entries: reading.entries + unused.map { .finding($0) })
  }
}
