// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import Foundation
import Testing

@Suite("Documents")
struct DocumentTests {
  /// The documents for people: those of the root, the claims' pages and the documentation.
  private static var documents: [String] {
    let manager = FileManager.default
    let root = (try? manager.contentsOfDirectory(atPath: packageRoot.path)) ?? []
    let pages = ["Theorems", "Documentation"].flatMap { folder in
      (manager.subpaths(atPath: packageRoot.appending(path: folder).path) ?? []).map { "\(folder)/\($0)" }
    }
    return (root + pages).filter { $0.hasSuffix(".md") }.sorted()
  }

  @Test("Every link leads to a file, a heading or a web address", arguments: documents)
  func links(document: String) throws {
    let url = packageRoot.appending(path: document)
    for target in try Self.links(in: url) {
      if target.hasPrefix("https://") {
        #expect(URL(string: target)?.host() != nil, "\(document): \(target)")
        continue
      }
      let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let file = parts[0].isEmpty ? url : url.deletingLastPathComponent().appending(path: String(parts[0]))
      #expect(FileManager.default.fileExists(atPath: file.path), "\(document): \(target)")
      if parts.count == 2 {
        #expect(try Self.anchors(in: file).contains(String(parts[1])), "\(document): \(target)")
      }
    }
  }

  @Test(
    "Every make target, command and option that a guide names exists",
    arguments: ["README.md", "CONTRIBUTING.md", "Fixtures/outside-package/README.md"])
  func commands(document: String) throws {
    // A command may go on in the next line.
    let readme = String(
      decoding: try Data(contentsOf: packageRoot.appending(path: document)), as: UTF8.self
    ).replacing("\\\n", with: " ")
    let makefile = String(
      decoding: try Data(contentsOf: packageRoot.appending(path: "Makefile")), as: UTF8.self)
    for line in readme.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.first == "make", words.count > 1 {
        #expect(makefile.contains("\n\(words[1]): ##"), "\(line)")
      }
      if words.starts(with: ["swift", "run", "assay"]) {
        let help = try AssayBinary.run([String(words[3]), "--help"], in: packageRoot)
        #expect(help.status == 0, "\(line)")
        for option in words where option.hasPrefix("--") {
          #expect(help.output.contains("\(option) ") || help.output.contains("\(option)\n"), "\(line)")
        }
      }
    }
  }

  /// The targets of `[text](target)`, outside fenced blocks and code spans.
  private static func links(in file: URL) throws -> [String] {
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let prose = text.split(separator: "```", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined()
    return prose.matches(of: /\]\(([^)\s]+)\)/).map { String($0.output.1) }
  }

  /// The anchors that headings get: lower case, blanks as hyphens, without other marks.
  private static func anchors(in file: URL) throws -> [String] {
    String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n")
      .filter { $0.hasPrefix("#") }
      .map { heading in
        String(
          heading.drop { $0 == "#" || $0 == " " }.lowercased()
            .compactMap { $0 == " " ? "-" : $0.isLetter || $0.isNumber || $0 == "-" ? $0 : nil })
      }
  }
}
