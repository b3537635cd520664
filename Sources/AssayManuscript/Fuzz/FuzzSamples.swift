// SPDX-License-Identifier: GPL-3.0-or-later

/// What the mutated texts are made from: a little of everything that the readers know.
package enum FuzzSamples {
  /// Papers.
  package static let papers: [String] = [
    #"""
    \documentclass{article}
    \newtheorem{theorem}{Theorem}\newtheorem*{lemma*}{Lemma}
    \newcommand{\R}{\mathbb{R}}\newcommand{\norm}[1]{\lVert #1 \rVert}\def\eps{\varepsilon}
    \begin{document}
    \begin{theorem}[A title {[with]} \cite[Thm~2]{x}]\label{thm:a} For every $x \in \R$, 100\% of
      \[ \left| x \right| \leq \norm{x}. \] % a comment
    \end{theorem}
    \begin{proof}[Proof of \cref{thm:a}] Clear. \end{proof}
    \end{document}
    """#,
    #"""
    \declaretheorem[name={A, B}, sibling=theorem]{claim,obs}
    \begin{claim}[name={C}, label=cl:a, restate=again] $a^{2}_{ij} \to \frac12$ \end{claim}
    \again* \begin{restatable*}[T]{claim}{main}\label{cl:b} Body \verb|\end{claim}| \end{restatable*} \main
    \iffalse \begin{claim} \else \begin{obs} x \end{obs} \fi \iftrue a \else b \fi
    """#,
    #"""
    \newtheorem{theorem}{Theorem}\newtheorem{lemma}{Lemma}
    \newtcbtheorem[init]{tbox}{Theorem}{label separator={-}}{thm}\begin{tbox}[o]{T}{l} x \end{tbox}
    \newenvironment{mythm}[2][d]{\begin{theorem}[#2]\label{#1}}{\end{theorem}}\begin{mythm}[a]{b} y \end{mythm}
    \newcommand{\bt}{\begin{theorem}}\newcommand{\et}{\end{theorem}}\bt\label{z} hidden \et
    \newcommand{\whole}{\begin{theorem} w \end{theorem}}\whole\whole
    """#,
    #"""
    \newtheorem{theorem}{Theorem}\newtheorem{lemma}{Lemma}
    \begin{verbatim}
    \begin{theorem}
    \end{verbatim}
    \begin{theorem}\begin{enumerate}[(i)]\item\label{i} a\end{enumerate}\begin{align*} a &= b \\ c &= d \end{align*}
    \begin{lemma} nested \end{lemma}\end{theorem}\input{a}\include a \url{http://a%20b} \let\iflong\iffalse
    """#,
    "\\newlabel{thm:a}{{3.2}{9}{T}{theorem.3.2}{}}\n\\newlabel{b}{{\\relax 3}{1}}\n\\@input{c.aux}\n",
  ]

  /// What is put in between.
  package static let fragments: [String] = [
    "{", "}", "[", "]", "%", "\\", "$", "$$", "\\(", "\\]", "&", "~", "#1", "\n\n", "\\begin{theorem}",
    "\\end{theorem}", "\\begin{restatable}", "\\end{document}", "\\label{", "\\iffalse", "\\iftrue", "\\else",
    "\\fi",
    "\\verb", "\\verb|", "\\lstinline{", "\\begin{verbatim}", "\\begin{comment}", "\\input{a}",
    "\\input{main}",
    "\\newcommand{\\x}{", "\\newcommand{\\x}{\\x\\x}", "\\def\\x#1", "\\let\\x=", "\\newtheorem{theorem}{T}",
    "\\newenvironment{theorem}{\\begin{theorem}}{\\end{theorem}}", "\\begin{align}", "\\text{", "\\left.",
    "\\ensuremath{", "\\section{x}", "\\begin{proof}", "\\cite[", "é", "\u{301}", "\u{1F600}", "---\n",
    "```latex\n",
  ]

  /// Claims' pages.
  package static let pages: [String] = [
    """
    ---
    id: p/a
    title: A claim
    paper: p
    label: thm:a
    aliases: [thm:b, 'thm:c']
    expect: corroborated
    source: paper/ours
    verb: mean
    settings:
      - n = 8
    ---

    ## Statement

    ```latex
    \\newcommand{\\R}{\\mathbb{R}}
    For every $x \\in \\R$.
    ```

    ## Caveats

    ~~~
    none
    ~~~
    """,
    "---\nid: p/a\ntitle: >\n  folded\n  text\npaper: p\nexpect: refuted\nsource: [popular]\nverb: bound\n---\nBody.\n",
  ]
}
