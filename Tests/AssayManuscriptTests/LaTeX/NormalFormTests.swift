// SPDX-License-Identifier: GPL-3.0-or-later

import AssayManuscript
import Testing

@Suite("The normal form keeps what a statement says and nothing else")
struct NormalFormTests {
  @Test(
    "Two ways to set the same statement have one normal form",
    arguments: [
      ("a  b\n c", "a b c"),
      ("a % comment\nb", "a b"),
      ("$a+b$", "$ a + b $"),
      ("\\(a\\)", "$a$"),
      ("\\[a\\]", "$a$"),
      ("\\[a.\\]", "$a$."),
      ("\\begin{equation}\\label{eq:x} a = b, \\end{equation}", "$a=b$,"),
      ("\\begin{align*} a &= b \\\\ &= c \\end{align*}", "$a = b = c$"),
      ("\\begin{equation}\\begin{split} a &= b \\\\[2pt] &= c \\end{split}\\end{equation}", "$$a=b=c$$"),
      ("$a$$b$", "$a$ $b$"),
      ("$\\left( a \\right.$", "$( a$"),
      ("$\\bigl\\| a \\Bigr\\|$", "$\\Vert a\\Vert$"),
      ("$a \\leq b$", "$a\\le b$"),
      ("$x^{2}$", "$x^2$"),
      ("$\\frac{1}{2}$", "$\\frac12$"),
      ("$\\mathbb{R}$", "$\\mathbb R$"),
      ("$\\alpha{}x$", "$\\alpha x$"),
      ("\\emph{All} {\\bf the} same", "All the same"),
      ("{a group} of words", "a group of words"),
      ("By \\cref{a,b} and~\\ref{c}", "By \\Cref{z} and \\autoref{y}"),
      ("\\cite{a} and \\citep{b,c}", "\\citet{d} and \\cite{e}"),
      ("\\label{x}Words\\index{word} here", "Words here"),
      ("a~b\\,c\\quad d", "a b c d"),
      ("$a\\;b$", "$ab$"),
      ("$f\\colon X\\rightarrow Y$", "$f : X \\to Y$"),
      ("$\\mbox{if } x$", "$\\text{if } x$"),
      ("\\begin{enumerate}[(i)] \\item a \\end{enumerate}", "\\begin{enumerate}\\item a\\end{enumerate}"),
      ("na\u{EF}ve", "nai\u{308}ve"),
      ("line\\\\break", "line break"),
      ("\\ensuremath{x}", "$x$"),
    ])
  func same(a: String, b: String) {
    #expect(NormalForm(statement: a) == NormalForm(statement: b), "\(NormalForm(statement: a).tokens)")
    #expect(NormalForm(statement: a).fingerprint == NormalForm(statement: b).fingerprint)
  }

  @Test(
    "Two statements that differ in what they say have two normal forms",
    arguments: [
      ("for all", "forall"),
      ("Every", "every"),
      ("$x^12$", "$x^{12}$"),
      ("$\\frac{12}{5}$", "$\\frac125$"),
      ("$a < b$", "$a \\le b$"),
      ("$a \\to b$", "$a \\gets b$"),
      ("$10$", "$100$"),
      ("$0.5$", "$0.05$"),
      ("$-1$", "$1$"),
      ("$x_{ij}$", "$x_ij$"),
      ("\\cite[Thm 2]{a}", "\\cite[Thm 3]{a}"),
      ("$\\mathbf x$", "$x$"),
      ("$\\underline{x}$", "$x$"),
      ("$\\begin{cases} a & b \\\\ c & d \\end{cases}$", "$\\begin{cases} a & b & c & d \\end{cases}$"),
      ("\\verb|a|", "\\verb|b|"),
      ("at least one", "at most one"),
      ("$\\forall x \\exists y$", "$\\exists y \\forall x$"),
      ("$\\text{rank} A$", "$rank A$"),
      ("a, b", "a b"),
    ])
  func different(a: String, b: String) {
    #expect(NormalForm(statement: a) != NormalForm(statement: b), "\(NormalForm(statement: a).tokens)")
    #expect(NormalForm(statement: a).fingerprint != NormalForm(statement: b).fingerprint)
  }

  private func form(_ block: String) -> NormalForm { AcceptedStatement(block: block).form() }

  @Test(
    "A macro without arguments stands in place, through others, and not inside itself",
    arguments: [
      ("\\newcommand{\\R}{\\mathbb{R}} $\\R^n$", "$\\mathbb{R}^n$"),
      ("\\def\\eps{\\varepsilon}\n$\\eps$", "$\\varepsilon$"),
      ("\\let\\eps=\\varepsilon $\\eps$", "$\\varepsilon$"),
      ("\\DeclareMathOperator{\\rank}{rank} $\\rank A$", "$\\operatorname{rank} A$"),
      ("\\newcommand{\\a}{\\b}\\newcommand{\\b}{c} \\a", "c"),
      ("\\newcommand\\half{\\ensuremath{\\frac12}} \\half", "$\\frac{1}{2}$"),
      ("\\newcommand{\\gap}{\\quad} a\\gap b", "a b"),
    ])
  func macros(block: String, plain: String) {
    #expect(form(block) == NormalForm(statement: plain), "\(form(block).tokens)")
  }

  @Test("A macro that leads to itself, or grows without end, is left as it is")
  func hostileMacros() {
    #expect(form("\\newcommand{\\a}{\\b}\\newcommand{\\b}{\\a} \\a").tokens.map(\.text) == ["\\a"])
    let names = "abcdefghijklmnopqrstuvwxyz".map { "\\x\($0)" }
    let doubling = zip(names, names.dropFirst()).map { "\\newcommand{\($0)}{\($1)\($1)}" }.joined()
    #expect(form(doubling + "\\newcommand{\\xz}{1} \\xa").tokens.count < 100_000)
  }

  @Test("A macro with arguments is compared by its definition")
  func macrosWithArguments() throws {
    let old = form("\\newcommand{\\E}[1]{\\mathbb{E}[#1]} $\\E{X} = 0$")
    let new = form("\\newcommand{\\E}[1]{\\mathrm{median}(#1)} $\\E{X} = 0$")
    #expect(old.tokens == new.tokens)
    let change = try #require(StatementChange(from: old, to: new))
    #expect(change.weight == .quantitative)
    #expect(change.macros.map(\.name) == ["\\E"])
    #expect(form("\\renewcommand{\\E}[1]{\\mathbb{E}[#1]} $\\E{X} = 0$") == old)
  }

  @Test("The line of a normal form can be read")
  func line() {
    let statement = "Let $\\left(X, d\\right)$ be \\emph{compact}; by~\\cref{a} all is $\\alpha x + 10$."
    #expect(
      NormalForm(statement: statement).line == "Let $(X, d)$ be compact; by \\ref{…} all is $\\alpha x + 10$."
    )
  }
}
