// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("assay gate")
struct GateCommandTests {
  @Test("A paper that says what was accepted, with evidence for it, may pass")
  func pass() throws {
    try PaperRepository.with { repository in
      let result = try repository.assay("gate", "paper/main.tex")
      #expect(result.errors.isEmpty)
      #expect(result.status == 0, "\(result.output)")
      let lines = result.output.split(separator: "\n")
      #expect(
        lines.first
          == "Paper   paper/main.tex + 1 file, 2 statements (1 lemma, 1 theorem); no .aux file, so no numbers"
      )
      #expect(lines.count { $0.hasPrefix(" ok ") } == 2)
      #expect(lines.last == "Nothing to say against it.")
      #expect(try repository.assay("gate", "paper/main.tex").output == result.output)
    }
  }

  @Test("A changed, a renamed, a new and a missing statement are found, and nothing else")
  func events() throws {
    try PaperRepository.with { repository in
      try repository.edit("paper/main.tex", "\\mathbb{R}", "\\mathbb{C}")
      try repository.edit("paper/sections/rest.tex", "lem:margins", "lem:bound")
      try repository.edit(
        "paper/main.tex", "\\end{document}",
        "\\begin{theorem}\\label{thm:new} Something else is true. \\end{theorem}\n\\end{document}")
      let result = try repository.assay("gate", "paper/main.tex", "--format", "json")
      #expect(result.status == 1)
      let findings = try Self.findings(result.output)
      #expect(
        findings == [
          "assay/statement-changed thm:closed-form paper/main.tex:7",
          "assay/label-renamed lem:bound paper/sections/rest.tex:1",
          "assay/claim-uncovered thm:new paper/main.tex:11",
        ])
    }
  }

  private static func findings(_ json: String) throws -> [String] {
    let value = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let findings = try #require(value["findings"] as? [[String: Any]])
    return try findings.map { finding in
      let rule = try #require(finding["rule"] as? String)
      return "\(rule) \(finding["label"] as? String ?? "-") \(finding["file"] ?? ""):\(finding["line"] ?? "")"
    }
  }

  @Test("Without evidence, or with evidence older than a test, the gate stays shut and says what to run")
  func evidence() throws {
    try PaperRepository.with { repository in
      try repository.edit("Tests/SpectraTests/Claims.swift", "func a", "func aa")
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: 7200)],
        ofItemAtPath: repository.root.appending(path: "Tests/SpectraTests/Claims.swift").path)
      let stale = try repository.assay("gate", "paper/main.tex")
      #expect(stale.status == 1)
      #expect(
        stale.output.contains(
          "is stale: Tests/SpectraTests/Claims.swift changed after it; renew it with assay verify"))
      try FileManager.default.removeItem(at: repository.root.appending(path: ".assay"))
      let missing = try repository.assay("gate", "paper/main.tex")
      #expect(missing.status == 1)
      #expect(
        missing.output.contains(
          "no evidence for spectra/rank; make it with assay verify --filter '^spectra/rank$'"))
    }
  }

  @Test("Evidence that a test did not live to complete does not open the gate")
  func unfinished() throws {
    try PaperRepository.with { repository in
      try FileManager.default.removeItem(at: repository.root.appending(path: ".assay/evidence/rank.done"))
      let result = try repository.assay("gate", "paper/main.tex")
      #expect(result.status == 1)
      #expect(
        result.output.contains("the test at Tests/SpectraTests/Claims.swift:2 did not run to its end"),
        "\(result.output)")
    }
  }

  @Test("Evidence that names a commit is stale when what it uses changed since, however old the files are")
  func evidenceOfCommit() throws {
    try PaperRepository.with { repository in
      try repository.write("import Assay\nimport Model\n", to: "Tests/SpectraTests/Imports.swift")
      try repository.write("public import Deep\n", to: "Sources/Model/Model.swift")
      try repository.write("let x = 1\n", to: "Sources/Deep/Deep.swift")
      try repository.write("let y = 1\n", to: "Sources/Unused/Unused.swift")
      try repository.commit("modules")
      try repository.nameCommitInEvidence()
      try repository.edit("Sources/Unused/Unused.swift", "1", "2")
      try repository.write("# Read me\n", to: "README.md")
      let fresh = try repository.assay("gate", "paper/main.tex")
      #expect(fresh.status == 0, "\(fresh.output)")
      try repository.edit("Sources/Deep/Deep.swift", "1", "2")
      let stale = try repository.assay("gate", "paper/main.tex")
      #expect(stale.status == 1)
      #expect(stale.output.contains("is stale: Sources/Deep/Deep.swift changed since commit "))
    }
  }

  @Test("Compared with a revision, a change that was accepted is only told")
  func since() throws {
    try PaperRepository.with { repository in
      try repository.edit("paper/main.tex", "For every", "For each")
      try repository.edit("Theorems/spectra/closed-form.md", "For every", "For each")
      let result = try repository.assay("gate", "paper/main.tex", "--since", "HEAD")
      #expect(result.status == 0, "\(result.output)")
      #expect(result.output.contains("compared with HEAD"))
      #expect(result.output.contains("changed since HEAD, and accepted"))
      #expect(result.output.contains("- For every $x \\in \\mathbb R$"))
    }
  }

  @Test(
    "Every format is the same twice, and says no by its status",
    arguments: ["text", "github", "sarif", "junit", "markdown", "json"])
  func formats(format: String) throws {
    try PaperRepository.with { repository in
      try repository.edit("paper/main.tex", "For every", "For no")
      let first = try repository.assay("gate", "paper/main.tex", "--format", format)
      let second = try repository.assay("gate", "paper/main.tex", "--format", format)
      #expect(first.status == 1)
      #expect(first.output == second.output)
      #expect(first.output.contains("thm:closed-form") || first.output.contains("thm%3Aclosed-form"))
    }
  }

  @Test(
    "What cannot be judged is one line and status 2",
    arguments: [
      (["gate", "paper/none.tex"], "paper/none.tex:1: cannot be read: no such file"),
      (["gate", "paper"], "paper:1: cannot be read: not a regular file"),
      (["gate", "paper/empty.tex"], "paper/empty.tex:1: no theorem-like environment in paper/empty.tex"),
      (["gate", "paper/cycle.tex"], "paper/cycle.tex:2: inclusion cycle paper/cycle.tex -> paper/cycle.tex"),
      (
        ["gate", "paper/broken.tex"],
        "paper/broken.tex:1: \\input{sections/none} names no file beside the paper"
      ),
      (["gate", "paper/other.tex"], "paper/other.tex:1: none of its 1 statements has a claim"),
      (
        ["gate", "paper/main.tex", "--since", "no-such-revision"],
        "--since no-such-revision: there is no such revision"
      ),
      (["gate", "paper/main.tex", "--since=--output=x"], "--since --output=x: there is no such revision"),
      (["gate", "paper/main.tex", "--evidence", "nowhere"], "nowhere"),
      (["gate", "paper/main.tex", "--theorems", "nowhere"], "nowhere:1: cannot be read"),
      (["gate", "paper/main.tex", "--format", "yaml"], "The value 'yaml' is invalid"),
      (["gate"], "Missing expected argument"),
    ])
  func unusable(arguments: [String], start: String) throws {
    try PaperRepository.with { repository in
      try repository.write("Only words.\n", to: "paper/empty.tex")
      try repository.write("%\n\\input{cycle}\n", to: "paper/cycle.tex")
      try repository.write("\\input{sections/none}\n", to: "paper/broken.tex")
      try repository.write("\\begin{theorem}\\label{thm:z} Z. \\end{theorem}\n", to: "paper/other.tex")
      let before = try repository.contents()
      let result = try AssayBinary.run(arguments, in: repository.root)
      #expect(result.status == 2)
      #expect(result.output.isEmpty)
      #expect(result.complaints.count == 1, "\(result.errors)")
      #expect(result.errors.contains(start), "\(result.errors)")
      #expect(try repository.contents() == before)
    }
  }

  @Test("A mistake in gate.yml or in a claim's page names its line")
  func settings() throws {
    try PaperRepository.with { repository in
      try repository.write("exempt:\n  - label: lem:a\n", to: "Theorems/gate.yml")
      let settings = try repository.assay("gate", "paper/main.tex")
      #expect(settings.status == 2)
      #expect(
        settings.errors == "assay: Theorems/gate.yml:2: lem:a is exempt without a reason; add reason:\n")
      try repository.edit("Theorems/spectra/rank.md", "verb: mean", "verb: [")
      let page = try repository.assay("gate", "paper/main.tex")
      #expect(page.status == 2)
      #expect(page.errors.hasPrefix("assay: Theorems/spectra/rank.md:9: "), "\(page.errors)")
    }
  }
}
