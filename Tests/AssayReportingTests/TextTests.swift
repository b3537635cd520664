// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import AssayReporting

@Suite("Text for terminals")
struct TextTests {
  @Test(
    "Display width counts terminal columns",
    arguments: [
      ("", 0), ("abc", 3), ("λ₁ ≤ ½", 6), ("ψ̂", 1), ("e\u{301}", 1), ("–", 1), ("漢字", 4), ("Ａ", 2), ("✅", 2),
      ("a\u{200B}b", 2),
    ])
  func displayWidth(text: String, width: Int) {
    #expect(text.displayWidth == width)
  }

  @Test(
    "Text that is too wide is cut by columns",
    arguments: [("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("漢字漢", 5, "漢字…")])
  func truncation(text: String, width: Int, cut: String) {
    #expect(text.truncated(toWidth: width) == cut)
  }

  @Test("Columns align, whatever their letters, and no line ends in blanks")
  func table() {
    var table = TextTable([
      .init(title: "name", alignment: .left), .init(title: "value", alignment: .right, maximumWidth: 6),
      .init(title: "note", alignment: .left),
    ])
    table.row([.init("λ₁ ≤"), .init("1.5"), .init("")])
    table.heading("between")
    table.row([.init("plain"), .init("1234567"), .init("x")])
    #expect(
      table.rendered(.plain) == [
        "name    value  note",
        "λ₁ ≤      1.5",
        "between",
        "plain  12345…  x",
      ])
  }

  @Test(
    "A number shows two digits of its uncertainty, or four significant ones",
    arguments: [
      (0.951522, 0.00113, "0.9515"), (-0.635181, 0.007, "-0.6352"), (123.456, 30, "123"), (0.5, 0.15, "0.50"),
      (-0.0001, 0.1, "0.00"), (1e-12, 1e-13, "1e-12"), (3.2e9, 5, "3.2e+09"), (0.25, 0, "0.25"),
      (.infinity, 0.1, "∞"), (-.infinity, .infinity, "−∞"),
    ])
  func number(value: Double, uncertainty: Double, text: String) {
    #expect(Numerals.number(value, decimals: Numerals.decimals(showing: uncertainty)) == text)
  }

  @Test(
    "Durations read as people say them",
    arguments: [
      (0.04, "0.0 s"), (9.94, "9.9 s"), (9.96, "10 s"), (59.4, "59 s"), (59.6, "1 min 0 s"),
      (3725, "62 min 5 s"),
    ])
  func duration(seconds: Double, text: String) {
    #expect(Numerals.duration(seconds) == text)
  }

  @Test("Colours only on a terminal that does not refuse them")
  func ink() {
    #expect(Ink(isTerminal: true, environment: [:]) == .ansi)
    #expect(Ink(isTerminal: true, environment: ["NO_COLOR": ""]) == .ansi)
    #expect(Ink(isTerminal: true, environment: ["NO_COLOR": "1"]) == .plain)
    #expect(Ink(isTerminal: true, environment: ["TERM": "dumb"]) == .plain)
    #expect(Ink(isTerminal: false, environment: [:]) == .plain)
  }
}
