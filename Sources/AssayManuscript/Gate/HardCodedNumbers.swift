// SPDX-License-Identifier: GPL-3.0-or-later

/// Theorem numbers typed into texts, where a label should stand.
enum HardCodedNumbers {
  /// Returns where texts name a statement by its number: `Theorem 4.7`, `Thm. 4.7`.
  static func places(
    of kind: String, _ number: String, in texts: [String: String]
  ) -> [(place: SourcePosition, text: String)] {
    let names = [kind] + (abbreviations[kind.lowercased()] ?? [])
    var places: [(place: SourcePosition, text: String)] = []
    for (path, text) in texts.sorted(by: { $0.key < $1.key }) where text.contains(number) {
      for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        for name in names {
          guard let found = find("\(name) \(number)", in: line) ?? find("\(name)~\(number)", in: line) else {
            continue
          }
          let column = line[..<found].unicodeScalars.count + 1
          places.append((SourcePosition(file: path, line: index + 1, column: column), "\(name) \(number)"))
        }
      }
    }
    return places.sorted { $0.place < $1.place }
  }

  /// Finds a name with its number where neither goes on: not `Theorem 4.71`, not `Theorem 4.7.2`.
  private static func find(_ name: String, in line: Substring) -> Substring.Index? {
    for range in line.ranges(of: name) {
      let rest = line[range.upperBound...]
      let before = line[..<range.lowerBound].last
      let goesOn =
        rest.first?.isNumber == true || (rest.first == "." && rest.dropFirst().first?.isNumber == true)
      if !goesOn, before?.isLetter != true { return range.lowerBound }
    }
    return nil
  }

  private static let abbreviations = [
    "theorem": ["Thm.", "Thm"], "proposition": ["Prop.", "Prop"], "lemma": ["Lem.", "Lem"],
    "corollary": ["Cor.", "Cor"], "conjecture": ["Conj.", "Conj"],
  ]
}
