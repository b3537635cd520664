// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Which test decides which claim: every `.claim("…")` of the claim tests of a package.
public struct ClaimIndex: Sendable {
  /// The uses, sorted by claim, file and line.
  public let uses: [ClaimUse]
  /// The uses that cannot be followed, sorted by file and line.
  public let errors: [ClaimUseError]

  /// Reads `Tests/<target>/**/*.swift`.
  ///
  /// Targets named `Assay…Tests` test the rooms of the package itself; what they say about claims claims nothing,
  /// so they are left out.
  ///
  /// - Parameter packageRoot: the folder of the package.
  public init(packageRoot: URL) {
    let tests = packageRoot.appending(path: "Tests")
    let paths = FileManager.default.subpaths(atPath: tests.path) ?? []
    var uses: [ClaimUse] = []
    var errors: [ClaimUseError] = []
    for path in paths.sorted() where path.hasSuffix(".swift") {
      let parts = path.split(separator: "/")
      guard parts.count > 1, let target = parts.first.map(String.init), !Self.testsARoom(target),
        let data = try? Data(contentsOf: tests.appending(path: path))
      else { continue }
      // The lexer needs no more than tokens: a stray byte in a comment must not hide a claim.
      let source = String(decoding: data, as: UTF8.self)
      let scanner = ClaimScanner(source: source, target: target, file: "Tests/\(path)")
      uses += scanner.uses
      errors += scanner.errors
    }
    self.uses = uses.sorted { ($0.id, $0.file, $0.line) < ($1.id, $1.file, $1.line) }
    self.errors = errors.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
  }

  private static func testsARoom(_ target: String) -> Bool {
    target.hasPrefix("Assay") && target.hasSuffix("Tests")
  }

  /// Returns the uses of one claim.
  public func uses(of id: String) -> [ClaimUse] { uses.filter { $0.id == id } }

  /// Returns the test targets that decide any of some claims, sorted.
  public func targets(deciding ids: some Sequence<String>) -> [String] {
    let ids = Set(ids)
    return Set(uses.filter { ids.contains($0.id) }.map(\.target)).sorted()
  }

  /// Returns how claim files and tests fail to cover each other, one line each; empty when they do.
  ///
  /// - Parameter claims: the claim files of the same package.
  public func gaps(comparedWith claims: [ClaimFile]) -> [String] {
    let files = Dictionary(claims.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let used = Set(uses.map(\.id))
    let untested = claims.filter { !used.contains($0.id) }.map {
      "\($0.file):1: no test says .claim(\"\($0.id)\")"
    }
    let wrong = uses.compactMap { use -> String? in
      let place = "\(use.file):\(use.line)"
      guard let file = files[use.id] else {
        let similar = ClaimID.similar(to: use.id, among: files.keys.sorted())
        let problem = ClaimFileError.Problem.missing(id: use.id, similar: similar)
        return "\(place): \(problem)"
      }
      guard file.expect != use.expect else { return nil }
      return
        "\(place): the test expects '\(use.id)' to be \(use.expect.rawValue), \(file.file) says \(file.expect.rawValue)"
    }
    return errors.map(\.description) + untested + wrong
  }
}
