// SPDX-License-Identifier: GPL-3.0-or-later

/// What control sequences and environments mean to the normal form.
enum NormalVocabulary {
  /// Spacing, and commands that only set type: they go without a trace.
  static let silent: Set<String> = Set(
    #"""
    \, \; \: \! \> \  \/ \- \@ \quad \qquad \enspace \enskip \thinspace \medspace \thickspace \negthinspace
    \hfill \hfil \vfill \smallskip \medskip \bigskip \noindent \indent \par \newline \linebreak \nolinebreak
    \pagebreak \nopagebreak \newpage \clearpage \centering \raggedright \leavevmode \relax \protect \xspace
    \ignorespaces \unskip \allowbreak \nobreak \strut \mathstrut \limits \nolimits \displaylimits \nonumber \notag
    \displaystyle \textstyle \scriptstyle \scriptscriptstyle \tiny \scriptsize \footnotesize \small \normalsize
    \large \Large \LARGE \huge \Huge \normalfont \rmfamily \sffamily \ttfamily \mdseries \bfseries \upshape
    \itshape \slshape \scshape \big \Big \bigg \Bigg \bigl
    \bigr \bigm \Bigl \Bigr \Bigm \biggl \biggr \biggm \Biggl \Biggr \Biggm \middle
    """#.split(whereSeparator: \.isWhitespace).map(String.init) + ["\\ ", "\\\n", "\\"])

  /// Old commands for fonts: nothing in text, and another symbol in mathematics.
  static let textFonts: Set<String> = [
    "\\em", "\\it", "\\bf", "\\rm", "\\sl", "\\sc", "\\sf", "\\tt", "\\boldmath", "\\unboldmath",
  ]

  /// Commands that go with the groups behind them, by their number.
  static let droppedWithArguments: [String: Int] = [
    "\\label": 1, "\\vspace": 1, "\\hspace": 1, "\\index": 1, "\\tag": 1, "\\phantom": 1, "\\hphantom": 1,
    "\\vphantom": 1, "\\color": 1, "\\marginpar": 1, "\\todo": 1, "\\setcounter": 2, "\\addtocounter": 2,
    "\\pagestyle": 1, "\\needspace": 1,
  ]

  /// Commands that print their argument in other type: the argument stays. The number says how many come before it.
  static let shells: [String: Int] = [
    "\\emph": 0, "\\textbf": 0, "\\textit": 0, "\\textsl": 0, "\\textsc": 0, "\\textup": 0, "\\textmd": 0,
    "\\textsf": 0, "\\texttt": 0, "\\underline": 0, "\\uline": 0, "\\textcolor": 1, "\\hyperref": 0,
    "\\smash": 0, "\\mbox": 0, "\\hbox": 0, "\\nolinkurl": 0,
  ]

  /// Those that print nothing of their own in mathematics either; an underlined symbol there is another symbol.
  static let shellsInMathematics: Set<String> = ["\\textcolor", "\\smash", "\\hyperref"]

  /// Commands whose argument is set as text within mathematics.
  static let textInMathematics: Set<String> = [
    "\\text", "\\textrm", "\\textnormal", "\\intertext", "\\shortintertext", "\\mbox", "\\hbox",
    "\\operatorname",
  ]

  /// References: what they name may be renamed without changing what is said.
  static let references: Set<String> = [
    "\\ref", "\\eqref", "\\cref", "\\Cref", "\\autoref", "\\pageref", "\\nameref", "\\vref", "\\Vref",
    "\\labelcref", "\\crefrange", "\\Crefrange", "\\fullref", "\\thref",
  ]

  /// Citations.
  static let citations: Set<String> = [
    "\\cite", "\\citep", "\\citet", "\\citealp", "\\citealt", "\\citeauthor", "\\citeyear",
    "\\parencite", "\\textcite", "\\autocite", "\\footcite", "\\Cite", "\\Citet", "\\Citep", "\\nocite",
  ]

  /// Environments that open mathematics.
  static let mathematics: Set<String> = [
    "math", "displaymath", "equation", "align", "gather", "multline", "flalign", "alignat", "eqnarray",
    "dmath", "IEEEeqnarray", "xalignat", "dgroup",
  ]

  /// Environments that only arrange mathematics: their rows and columns say nothing.
  static let arrangements: Set<String> = [
    "split", "aligned", "gathered", "alignedat", "multlined", "subequations", "center", "flushleft",
    "flushright", "minipage", "small", "footnotesize", "subarray",
  ]

  /// Lists, whose options are only layout.
  static let lists: Set<String> = [
    "enumerate", "itemize", "description", "compactenum", "compactitem", "inparaenum", "compactdesc",
  ]

  /// Names that LaTeX gives to the same symbol.
  static let synonyms: [String: String] = [
    "\\leq": "\\le", "\\geq": "\\ge", "\\neq": "\\ne", "\\rightarrow": "\\to", "\\leftarrow": "\\gets",
    "\\wedge": "\\land", "\\vee": "\\lor", "\\neg": "\\lnot", "\\owns": "\\ni", "\\Vert": "\\|",
    "\\vert": "|", "\\lbrace": "\\{", "\\rbrace": "\\}", "\\colon": ":", "\\dotsc": "\\dots",
    "\\dotsb": "\\dots", "\\ldots": "\\dots", "\\cdots": "\\dots", "\\lbrack": "[", "\\rbrack": "]",
    "\\lvert": "|", "\\rvert": "|", "\\lVert": "\\|", "\\rVert": "\\|", "\\hdots": "\\dots",
    "\\lt": "<", "\\gt": ">",
  ]

  /// What stands for any reference and for any citation.
  static let referencePlaceholder = "\\ref{…}"
  static let citationPlaceholder = "\\cite{…}"
}
