// SPDX-License-Identifier: GPL-3.0-or-later

/// A paper before the gate: as it is, and perhaps as it was.
public struct GatePaper: Sendable {
  /// The paper as it is.
  public let manuscript: Manuscript
  /// The slug of its claims.
  public let slug: String
  /// The paper as it was in an older revision, with the revision's name.
  public let since: (revision: String, manuscript: Manuscript)?

  /// Creates a paper whose slug is known.
  public init(
    _ manuscript: Manuscript, slug: String, since: (revision: String, manuscript: Manuscript)? = nil
  ) {
    self.manuscript = manuscript
    self.slug = slug
    self.since = since
  }

  /// Returns the slug of a paper's claims.
  ///
  /// The settings decide; else the file's name or its folder's; else the only slug there is; else the only one whose
  /// claims name labels of the paper.
  ///
  /// - Throws: `GateError.unknownPaper` when none of these says.
  public static func slug(
    of manuscript: Manuscript, among claims: [ClaimFile], settings: GateSettings
  ) throws(GateError) -> String {
    let path = RelativePath.join("", manuscript.path)
    for (slug, configured) in settings.papers.sorted(by: { $0.key < $1.key }) {
      let configured = RelativePath.join("", configured)
      if path == configured || path.hasSuffix("/" + configured) { return slug }
    }
    let slugs = Set(claims.map(\.paper))
    let parts = RelativePath.removingExtension(path).split(separator: "/").map(String.init)
    if let named = parts.suffix(2).reversed().first(where: slugs.contains) { return named }
    if slugs.count == 1, let only = slugs.first { return only }
    let labels = Set(manuscript.statements.flatMap(\.labels))
    let named = Set(
      claims.filter { ([$0.label].compactMap(\.self) + $0.aliases).contains(where: labels.contains) }.map(
        \.paper))
    if named.count == 1, let only = named.first { return only }
    throw .unknownPaper(paper: manuscript.path, slugs: slugs.sorted())
  }
}
