// SPDX-License-Identifier: GPL-3.0-or-later

/// The permanent name of a claim, `paper/claim`; it is also the place of its file below `Theorems`.
struct ClaimID: Equatable {
  let paper: String
  let name: String

  /// Returns nil unless the text is two slugs with a slash between.
  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy(Self.isSlug) else { return nil }
    paper = String(parts[0])
    name = String(parts[1])
  }

  var text: String { "\(paper)/\(name)" }

  /// Lower-case ASCII words and numbers joined by single hyphens, so that an id is the same in a path, a
  /// regular expression, a shell and on a file system that ignores case.
  static func isSlug(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { word in
        !word.isEmpty && word.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
      }
  }

  /// Returns at most three of the candidates that are near the text, nearest first.
  static func similar(to text: String, among candidates: [String]) -> [String] {
    let limit = max(2, text.count / 4)
    return
      candidates
      .map { (id: $0, distance: editDistance(Array(text.utf8), Array($0.utf8))) }
      .filter { $0.distance <= limit }
      .sorted { ($0.distance, $0.id) < ($1.distance, $1.id) }
      .prefix(3).map(\.id)
  }

  /// Levenshtein's distance, by the usual row recursion.
  static func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for i in a.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let substituted = diagonal + (a[i] == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }
}
