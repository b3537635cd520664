// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import AssayManuscript

@Suite("A claim's page is edited where it must be, and nowhere else")
struct ClaimPageTests {
  private let page = """
    ---
    id: p/rank   # the id
    title: Rank
    paper: p
    label: thm:rank
    aliases:
      - thm:older
    expect: corroborated
    ---

    ## Statement

    In words.

    ```latex
    Old text.
    ```

    ## Caveats

    ```swift
    let x = 1
    ```

    """

  @Test("The statement's block is replaced, whatever its length")
  func statement() throws {
    var edited = ClaimPage(text: page, file: "p")
    try edited.setStatement("New\ntext.")
    #expect(edited.text == page.replacing("Old text.", with: "New\ntext."))
  }

  @Test("A page without a block gets one at the end of its section on the statement")
  func newBlock() throws {
    let without = page.replacing("\n```latex\nOld text.\n```\n", with: "")
    var edited = ClaimPage(text: without, file: "p")
    try edited.setStatement("Old text.")
    #expect(edited.text == page)
    var bare = ClaimPage(text: "---\nid: p/a\n---\n", file: "p")
    try bare.setStatement("T")
    #expect(bare.text == "---\nid: p/a\n---\n\n```latex\nT\n```\n")
  }

  @Test("A statement that holds a fence gets a longer one")
  func fence() throws {
    var edited = ClaimPage(text: page, file: "p")
    try edited.setStatement("````\nT\n````")
    #expect(edited.text.contains("`````latex\n````\nT\n````\n`````\n"))
  }

  @Test("The label and the aliases are set, added and removed")
  func labels() {
    var edited = ClaimPage(text: page, file: "p")
    edited.setLabel("thm:new", aliases: ["thm:rank", "thm:older"])
    #expect(
      edited.text
        == page.replacing(
          "label: thm:rank\naliases:\n  - thm:older", with: "label: thm:new\naliases: [thm:rank, thm:older]"))
    edited.removeLabel()
    #expect(edited.text == page.replacing("label: thm:rank\naliases:\n  - thm:older\n", with: ""))
    edited.setLabel("żółć 'x', y", aliases: [])
    #expect(edited.text.contains("paper: p\nlabel: 'żółć ''x'', y'\nexpect"))
  }

  @Test("CRLF stays CRLF")
  func lineEnds() throws {
    let crlf = page.replacing("\n", with: "\r\n")
    var edited = ClaimPage(text: crlf, file: "p")
    try edited.setStatement("New text.")
    #expect(edited.text == crlf.replacing("Old text.", with: "New text."))
  }
}
