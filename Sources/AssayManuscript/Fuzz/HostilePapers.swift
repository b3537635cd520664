// SPDX-License-Identifier: GPL-3.0-or-later

/// Papers that would make a careless scanner take the square of their length.
package enum HostilePapers {
  /// The families, by what they repeat.
  package static let patterns: [String] = [
    "\\begin{theorem}", "\\end{theorem}", "\\begin{theorem}[", "\\begin{theorem}\\label{", "\\iffalse ",
    "\\iftrue\\else ",
    "\\verb|", "\\verb", "\\begin{verbatim}", "\\begin{comment} ", "{", "}", "[", "$", "\\newcommand{\\x}{",
    "\\newcommand{\\x}{\\begin{theorem}}\\x ", "\\newenvironment{theorem}{\\begin{theorem}",
    "\\begin{a}\\begin{b}\\end{a}",
    "\\begin{theorem}x\\begin{lemma}\\end{lemma}", "\\begin{restatable}{theorem}{a}\\a", "\\label{a}",
    "\\url{", "\\input ",
    "\\begin{theorem}a\\end{theorem}\\label{l}", "\\begin{proof}[\\ref{a}]", "\\def\\x#1", "\\let\\x", "%\n",
    "\\\\",
    "\\begin{theorem}$a$\\end{theorem}", "\\begin{enumerate}\\item\\label{x}",
  ]

  /// Returns a paper of about so many bytes that repeats a pattern.
  package static func paper(repeating pattern: String, bytes: Int) -> [UInt8] {
    var text = Array("\\newtheorem{theorem}{Theorem}\\newtheorem{lemma}{Lemma}\n".utf8)
    text.reserveCapacity(bytes + pattern.utf8.count)
    while text.count < bytes { text += Array(pattern.utf8) }
    return text
  }

  /// Returns a paper of about so many bytes as an author would write it: text, formulas, comments, a statement a page.
  package static func plausiblePaper(bytes: Int) -> [UInt8] {
    let head =
      "\\documentclass{article}\n\\usepackage{amsthm}\n\\newtheorem{theorem}{Theorem}\n\\newcommand{\\R}{\\mathbb{R}}\n"
    var text = Array((head + "\\begin{document}\n").utf8)
    text.reserveCapacity(bytes + 4096)
    let paragraph = """
      The spectrum of a product of random matrices separates as the product grows, and with probability one the
      logarithms of its singular values, divided by the number of factors, converge to constants $\\lambda_1 > \\dots >
      \\lambda_n$ that depend on the law of the factors alone; see \\cite[Ch.~2]{book} and \\cref{sec:intro}. % and more
      \\begin{equation} \\lim_{L \\to \\infty} \\frac1L \\log s_k(J_L) = \\lambda_k, \\qquad k = 1, \\dots, n. \\end{equation}

      """
    var number = 0
    while text.count < bytes {
      for _ in 0..<5 { text += Array(paragraph.utf8) }
      number += 1
      let statement =
        "\\begin{theorem}[Number \(number)]\\label{thm:\(number)}\n\(paragraph)for all $x \\in \\R^{\(number)}$.\n"
      text += Array((statement + "\\end{theorem}\n\\begin{proof}\n\(paragraph)\\end{proof}\n").utf8)
    }
    return text + Array("\\end{document}\n".utf8)
  }
}
