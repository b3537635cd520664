// SPDX-License-Identifier: GPL-3.0-or-later

/// The environments that a paper knows, as far as they matter to claims.
struct EnvironmentTable: Sendable {
  private var meanings = WordTable<EnvironmentMeaning>(Self.standard)
  /// The theorem-like environments that were declared, by name, in order of declaration.
  private(set) var declared: [String] = []
  /// True once anything theorem-like has been declared by the paper itself.
  private(set) var paperDeclaresTheorems = false

  /// Returns what the name in a range of bytes means.
  func meaning(_ bytes: [UInt8], _ name: Range<Int>) -> EnvironmentMeaning? { meanings[bytes, name] }

  /// Returns what a name means.
  func meaning(_ name: String) -> EnvironmentMeaning? { meanings[name] }

  /// Returns the theorem-like environment of a name.
  func theorem(_ name: String) -> TheoremEnvironment? {
    if case .theorem(let environment) = meanings[name] { return environment }
    return nil
  }

  /// Learns a theorem-like environment.
  mutating func declare(_ environment: TheoremEnvironment) {
    if theorem(environment.name) == nil { declared.append(environment.name) }
    meanings[environment.name] = .theorem(environment)
  }

  /// Learns another environment.
  mutating func declare(_ name: String, _ meaning: EnvironmentMeaning) { meanings[name] = meaning }

  /// Learns what a class or a package predefines.
  mutating func load(_ name: String) {
    for environment in ClassPresets.environments(of: name) where theorem(environment.name) == nil {
      declare(environment)
    }
  }

  private static let standard: [String: EnvironmentMeaning] = {
    var table: [String: EnvironmentMeaning] = [
      "restatable": .restatable(isStarred: false), "restatable*": .restatable(isStarred: true),
      "proof": .proof, "proof*": .proof, "pf": .proof, "Proof": .proof,
    ]
    for name in [
      "equation", "align", "gather", "multline", "flalign", "alignat", "eqnarray", "dmath",
      "IEEEeqnarray", "xalignat", "empheq", "darray",
    ] {
      table[name] = .ownCounter
      table[name + "*"] = .ownCounter
    }
    for name in [
      "subequations", "enumerate", "compactenum", "inparaenum", "figure", "figure*", "table", "table*",
      "subfigure", "subtable", "wrapfigure", "algorithm", "algorithm*", "algorithmic", "lstlisting",
      "minted", "listing", "longtable",
    ] { table[name] = .ownCounter }
    return table
  }()
}
