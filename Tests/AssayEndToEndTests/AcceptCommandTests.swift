// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("assay accept")
struct AcceptCommandTests {
  @Test("What changed is shown and written, and the gate is content")
  func accept() throws {
    try PaperRepository.with { repository in
      try repository.edit("paper/main.tex", "\\mathbb{R}", "\\mathbb{C}")
      try repository.edit("paper/sections/rest.tex", "lem:margins", "lem:bound")
      #expect(try repository.assay("gate", "paper/main.tex").status == 1)
      let result = try repository.assay("accept", "thm:closed-form", "lem:bound", "paper/main.tex")
      #expect(result.status == 0, "\(result.errors)")
      #expect(
        result.output == """
          Theorems/spectra/closed-form.md
            - For every $x \\in \\mathbb R$ the exponent is $\\psi(x)$.
            + For every $x \\in \\mathbb C$ the exponent is $\\psi(x)$.
          Theorems/spectra/rank.md
            label: lem:margins → lem:bound

          """)
      #expect(
        try repository.read("Theorems/spectra/closed-form.md").contains("\\newcommand{\\R}{\\mathbb{C}}\n"))
      #expect(
        try repository.read("Theorems/spectra/rank.md").contains("label: lem:bound\naliases: [lem:margins]\n")
      )
      let gate = try repository.assay("gate", "paper/main.tex")
      #expect(gate.status == 0, "\(gate.output)")
      #expect(
        try repository.assay("accept", "lem:bound", "paper/main.tex").output
          == "lem:bound: nothing to accept\n")
    }
  }

  @Test("A statement that is gone takes its label from the page")
  func removal() throws {
    try PaperRepository.with { repository in
      try repository.write("", to: "paper/sections/rest.tex")
      #expect(try repository.assay("gate", "paper/main.tex").status == 1)
      let result = try repository.assay("accept", "lem:margins", "paper/main.tex")
      #expect(result.output.contains("label: lem:margins removed"))
      #expect(try !repository.read("Theorems/spectra/rank.md").contains("label:"))
      #expect(try repository.assay("gate", "paper/main.tex").status == 0)
    }
  }

  @Test("With --all every change that needs no choice is accepted; with --dry-run nothing is written")
  func all() throws {
    try PaperRepository.with { repository in
      try repository.edit("paper/main.tex", "For every", "For each")
      let before = try repository.contents()
      let dry = try repository.assay("accept", "--all", "--dry-run", "paper/main.tex")
      #expect(dry.output.contains("- For every"))
      #expect(try repository.contents() == before)
      #expect(try repository.assay("accept", "--all", "paper/main.tex").output == dry.output)
      #expect(try repository.assay("accept", "--all", "paper/main.tex").output == "nothing to accept\n")
    }
  }

  @Test(
    "What cannot be accepted is one line, status 2, and nothing is written",
    arguments: [
      (
        ["thm:closed-form", "lem:unknown", "paper/main.tex"],
        "neither the paper nor a claim has the label lem:unknown"
      ),
      (["lem:margin", "paper/main.tex"], "did you mean lem:margins?"),
      (["paper/main.tex"], "give the labels and the paper"),
      (["--all", "thm:closed-form", "paper/main.tex"], "--all takes no labels"),
      (["thm:closed-form", "paper/none.tex"], "paper/none.tex:1: cannot be read"),
      (["--claim", "spectra/none", "thm:closed-form", "paper/main.tex"], "no claim spectra/none in spectra"),
    ])
  func unusable(arguments: [String], part: String) throws {
    try PaperRepository.with { repository in
      try repository.edit("paper/main.tex", "For every", "For each")
      let before = try repository.contents()
      let result = try AssayBinary.run(["accept"] + arguments, in: repository.root)
      #expect(result.status == 2)
      #expect(result.output.isEmpty)
      #expect(result.complaints.count == 1, "\(result.errors)")
      #expect(result.errors.contains(part), "\(result.errors)")
      #expect(try repository.contents() == before)
    }
  }
}
