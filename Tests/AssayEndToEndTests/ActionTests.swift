// SPDX-License-Identifier: GPL-3.0-or-later

import AssayTestSupport
import Foundation
import Testing

@Suite("The GitHub action")
struct ActionTests {
  private static let file = packageRoot.appending(path: ".github/actions/assay-gate/action.yml")

  /// The script of the action's last step, as the runner hands it to bash.
  private static func script() throws -> String {
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let start = try #require(text.ranges(of: "run: |\n").last?.upperBound)
    return text[start...].split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.drop { $0 == " " } }.joined(separator: "\n")
  }

  /// What the step leaves behind.
  private struct Result {
    let status: Int32
    let output: String
    let summary: String
    let sarif: String?
  }

  /// Runs the step in a repository, with a `swift` that runs the command of this build.
  private static func gate(
    _ repository: PaperRepository, since: String = "", strict: String = "true", sarif: String = ""
  ) throws -> Result {
    try repository.write(
      "#!/bin/sh\nwhile [ \"$1\" != assay ]; do shift; done; shift\nexec '\(AssayBinary.url.path)' \"$@\"\n",
      to: ".assay/bin/swift")
    let bin = repository.root.appending(path: ".assay/bin")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: bin.appending(path: "swift").path)
    try repository.write("before\n", to: ".assay/summary.md")

    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    // The options of the runner's own bash.
    process.arguments = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", try script()]
    process.currentDirectoryURL = repository.root
    process.environment = [
      "PATH": "\(bin.path):/usr/bin:/bin", "PAPERS": "paper/main.tex", "PACKAGE": ".", "SINCE": since,
      "STRICT": strict, "SARIF": sarif, "GITHUB_STEP_SUMMARY": ".assay/summary.md",
    ]
    let output = Pipe()
    (process.standardOutput, process.standardError) = (output, output)
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
      summary: try repository.read(".assay/summary.md"),
      sarif: sarif.isEmpty ? nil : try repository.read(sarif))
  }

  @Test("A paper that may pass passes, also as the first push of a branch")
  func pass() throws {
    try PaperRepository.with { repository in
      let result = try Self.gate(repository, since: String(repeating: "0", count: 40))
      #expect(result.status == 0, "\(result.output)")
      #expect(result.output == "Nothing to say against it.\n")
      #expect(result.summary.hasPrefix("before\n### paper/main.tex\n"))
    }
  }

  @Test("A changed statement fails it, with annotations, a summary and SARIF")
  func changed() throws {
    try PaperRepository.with { repository in
      try repository.edit("paper/main.tex", "For every", "For no")
      let result = try Self.gate(repository, since: "HEAD", sarif: "gate.sarif")
      #expect(result.status == 1)
      #expect(result.output.hasPrefix("::error file=paper/main.tex,line=7,"), "\(result.output)")
      #expect(result.summary.contains("| **CHANGED** |"))
      let sarif = try #require(result.sarif)
      #expect(sarif.contains("\"assay/statement-changed\""))
      _ = try JSONSerialization.jsonObject(with: Data(sarif.utf8))
    }
  }

  @Test("A statement without a claim fails it, unless it is told not to be strict")
  func strict() throws {
    try PaperRepository.with { repository in
      try repository.edit(
        "paper/main.tex", "\\end{document}",
        "\\begin{theorem}\\label{thm:new} New. \\end{theorem}\n\\end{document}")
      #expect(try Self.gate(repository).status == 1)
      #expect(try Self.gate(repository, strict: "false").status == 0)
      #expect(try Self.gate(repository, since: "no-such-revision").status == 2)
    }
  }
}
