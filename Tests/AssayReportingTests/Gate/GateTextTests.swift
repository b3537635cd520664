// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import AssayManuscript
@testable import AssayReporting

@Suite("The gate's decision for people")
struct GateTextTests {
  @Test("The text says what, where, and what to do")
  func text() throws {
    #expect(
      try GateSample.report.rendered(.text) == """
        Paper   paper/main.tex + 6 files, 7 statements (4 theorems, 1 proposition, 2 corollaries); \
        numbers from paper/main.aux; compared with HEAD~1
        Claims  5 of 6 covered by Theorems/spectra

         ok       Theorem 3.2      thm:gated-lyapunov  0.9513 in [0.9502, 0.9524]  claimed 0.9515 ± 0.01  n 4096
         REFUTED  Corollary 3.5    cor:depth-rate      paper/main.tex:60
                    replay    assay verify --filter '^spectra/depth-rate$'
                    refuted; 1.476 in [1.461, 1.491]
         CHANGED  Theorem 4.1      thm:low-rank        paper/sections/low rank, żółć.tex:88
                    - for every $\\lambda > 0$ at most 50% & `K`
                    + for every $\\lambda > \\lambda_0$ | at most <K>
                    what it bounds changed since it was accepted; accept with assay accept thm:low-rank paper/main.tex
         exempt   Lemma 4.2        lem:technical       three lines of <algebra>
         NEW      Proposition 4.6  prop:new,bound      paper/main.tex:120
                    no claim; start one with assay new spectra/ID --title '…' --label prop:new,bound
         moved    Theorem 5.1      thm:kernel          paper/main.tex:140
                    was Theorem 4.7 in HEAD~1
         GUESSED                                       paper/main.tex:7
                    environment lem\u{7} is declared in no file at hand; taken as Lemma

        2 problems, 2 warnings, 1 note.

        """)
  }

  @Test("A paper with nothing against it says so")
  func clean() throws {
    #expect(try GateSample.clean.rendered(.text).hasSuffix("\nNothing to say against it.\n"))
    #expect(try GateSample.clean.rendered(.github) == "Nothing to say against it.\n")
  }

  @Test("Annotations are escaped, what blocks comes first, and each stands on a line of its own")
  func annotations() throws {
    #expect(
      try GateSample.report.rendered(.github) == """
        ::error file=paper/main.tex,line=60,endLine=63,title=REFUTED cor%3Adepth-rate::cor:depth-rate (Corollary 3.5): \
        refuted; 1.476 in [1.461, 1.491]%0Areplay    assay verify --filter '^spectra/depth-rate$'
        ::error file=paper/sections/low rank%2C żółć.tex,line=88,title=CHANGED thm%3Alow-rank::thm:low-rank \
        (Theorem 4.1): what it bounds changed since it was accepted; accept with assay accept thm:low-rank \
        paper/main.tex%0A- for every $\\lambda > 0$ at most 50%25 & `K`%0A+ for every $\\lambda > \\lambda_0$ | at \
        most <K>
        ::warning file=paper/main.tex,line=120,endLine=122,title=NEW prop%3Anew%2Cbound::prop:new,bound \
        (Proposition 4.6): no claim; start one with assay new spectra/ID --title '…' --label prop:new,bound
        ::warning file=paper/main.tex,line=7,title=GUESSED::environment lem\u{7} is declared in no file at hand; \
        taken as Lemma
        ::notice file=paper/main.tex,line=140,endLine=141,title=moved thm%3Akernel::thm:kernel (Theorem 5.1): was \
        Theorem 4.7 in HEAD~1
        2 problems, 2 warnings, 1 note.

        """)
  }

  @Test("More than ten annotations of a kind are counted, not shown")
  func manyAnnotations() throws {
    let paper = GateSample.paper
    let many = GateOutcome.Paper(
      path: paper.path, slug: paper.slug, fileCount: 1, kinds: [], auxiliary: nil, covered: 1, required: 1,
      revision: nil, entries: Array(repeating: .finding(GateSample.uncovered), count: 17))
    let text = try GateReport(GateOutcome(papers: [many]), budget: nil, version: "0").rendered(.github)
    let lines = text.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("::warning ") } == 10)
    #expect(lines.suffix(2) == ["::notice::and 7 more; see the summary", "17 warnings."])
  }

  @Test("Markdown escapes what would end a cell or start markup")
  func markdown() throws {
    let text = try GateSample.report.rendered(.markdown)
    #expect(text.contains("| **CHANGED** | Theorem 4.1 | `thm:low-rank` | what it bounds changed"))
    #expect(text.contains("| exempt | Lemma 4.2 | `lem:technical` | three lines of &lt;algebra> |\n"))
    #expect(text.contains("```diff\n- for every $\\lambda > 0$ at most 50% & `K`\n+ for every"))
    #expect(text.hasSuffix("\n**2 problems, 2 warnings, 1 note.**\n"))
    #expect(GateMarkdown.code("a|b") == "`a\\|b`")
    #expect(GateMarkdown.code("a`b``c") == "```a`b``c```")
    #expect(GateMarkdown.code("`a") == "`` `a ``")
    #expect(GateMarkdown.escaped("a|b_c*\n") == "a\\|b\\_c\\* ")
  }

  @Test("The same decision gives the same bytes", arguments: GateFormat.allCases)
  func deterministic(format: GateFormat) throws {
    #expect(try GateSample.report.rendered(format) == GateSample.report.rendered(format))
    #expect(try GateSample.report.rendered(format).hasSuffix("\n"))
  }
}
