// SPDX-License-Identifier: GPL-3.0-or-later

/// A control word that decides what text there is.
enum FlattenerWord: Sendable {
  case begin, end
  /// `\verb|…|` and its kin; what may stand before the delimiter, and whether braces delimit too.
  case inlineVerbatim(options: Bool, language: Bool, braces: Bool)
  /// A command whose argument is a web address or a path.
  case address
  case include(InclusionForm)
  /// A command that loads classes (`cls`) or packages (`sty`).
  case load(String)
  case endInput, includeOnly
  case ifFalse, ifTrue, conditional, otherwise, endIf, newConditional
  case `let`
  case environmentDefiner
  case opaqueDefiner(OpaqueTreatment)
}

/// How an inclusion names its file.
enum InclusionForm: Sendable {
  /// `\input{a}` or `\input a`.
  case input
  /// `\include{a}`, `\subfile{a}`.
  case braced
  /// `\import{dir}{file}`, `\subimport{dir}{file}`.
  case directoryAndFile
  /// `\InputIfFileExists{a}`: no file is no mistake.
  case ifExists
}

/// What becomes of an environment whose contents TeX does not read as LaTeX.
enum OpaqueTreatment: Sendable {
  /// It is printed as it stands: masked.
  case shown
  /// It is not printed: left out.
  case hidden
}

/// What the flattener knows by name; definitions in the paper add to it.
struct FlattenerVocabulary {
  private var words = WordTable<FlattenerWord>(Self.standardWords)
  private var opaque = WordTable<OpaqueTreatment>(Self.standardOpaque)

  /// Returns what a control word means, if it decides what text there is.
  func word(named name: Range<Int>, in reading: FileReading) -> FlattenerWord? {
    let bytes = reading.bytes
    guard let first = name.first.map({ bytes[$0] }), first.isControlLetter else { return nil }
    if let word = words[bytes, name] { return word }
    if first == UInt8(ascii: "i"), Self.looksLikeConditional(bytes, name) { return .conditional }
    return nil
  }

  /// Returns how an environment's contents are to be treated, or nil when they are LaTeX.
  func treatment(of environment: [UInt8]) -> OpaqueTreatment? {
    opaque[environment, 0..<environment.count]
  }

  /// Returns the name up to an `@` that delimits verbatim text (`\verb@x@`) instead of belonging to the name.
  func withoutDelimiter(_ name: Range<Int>, in reading: FileReading) -> Range<Int> {
    guard let at = reading.bytes[name].firstIndex(of: UInt8(ascii: "@")), at > name.lowerBound else {
      return name
    }
    let shorter = name.lowerBound..<at
    if case .inlineVerbatim = words[reading.bytes, shorter] { return shorter }
    return name
  }

  /// Learns a conditional from `\newif`.
  mutating func addConditional(_ name: [UInt8]) {
    words[String(decoding: name, as: UTF8.self)] = .conditional
  }

  /// Learns an opaque environment.
  mutating func addOpaque(_ name: [UInt8], _ treatment: OpaqueTreatment) {
    opaque[String(decoding: name, as: UTF8.self)] = treatment
  }

  /// Forgets every inclusion, and where documents end: the text stands by itself.
  mutating func ignoreInclusions() {
    for (name, word) in Self.standardWords {
      switch word {
      case .include, .load, .endInput, .includeOnly, .end: words[name] = nil
      default: break
      }
    }
  }

  /// Forgets the conditionals that can be decided: what was read once holds only those that belong to nothing.
  mutating func ignoreConditionals() {
    for (name, word) in Self.standardWords {
      switch word {
      case .ifFalse, .ifTrue, .conditional, .otherwise, .endIf: words[name] = nil
      default: break
      }
    }
  }

  /// Internal conditionals (`\if@twocolumn`) cannot be listed; those of packages that take braces have no `@`.
  private static func looksLikeConditional(_ bytes: [UInt8], _ name: Range<Int>) -> Bool {
    name.count > 3 && bytes[name.lowerBound + 1] == UInt8(ascii: "f")
      && bytes[name.lowerBound + 2] == UInt8(ascii: "@")
  }

  private static let standardWords: [String: FlattenerWord] = {
    var words: [String: FlattenerWord] = [
      "begin": .begin, "end": .end,
      "verb": .inlineVerbatim(options: false, language: false, braces: false),
      "Verb": .inlineVerbatim(options: true, language: false, braces: true),
      "lstinline": .inlineVerbatim(options: true, language: false, braces: true),
      "mintinline": .inlineVerbatim(options: true, language: true, braces: true),
      "url": .address, "path": .address, "nolinkurl": .address, "href": .address,
      "input": .include(.input), "include": .include(.braced), "subfile": .include(.braced),
      "subfileinclude": .include(.braced), "import": .include(.directoryAndFile),
      "subimport": .include(.directoryAndFile), "inputfrom": .include(.directoryAndFile),
      "includefrom": .include(.directoryAndFile), "InputIfFileExists": .include(.ifExists),
      "usepackage": .load("sty"), "RequirePackage": .load("sty"), "documentclass": .load("cls"),
      "LoadClass": .load("cls"), "endinput": .endInput, "includeonly": .includeOnly,
      "iffalse": .ifFalse, "iftrue": .ifTrue, "else": .otherwise, "fi": .endIf,
      "newif": .newConditional, "let": .let,
      "excludecomment": .opaqueDefiner(.hidden),
    ]
    for name in ["newenvironment", "renewenvironment", "NewDocumentEnvironment", "newenvironmentx"] {
      words[name] = .environmentDefiner
    }
    for name in [
      "lstnewenvironment", "DefineVerbatimEnvironment", "RecustomVerbatimEnvironment", "newtcblisting",
      "NewTCBListing", "DeclareTCBListing", "newverbatim",
    ] { words[name] = .opaqueDefiner(.shown) }
    for name in [
      "if", "ifcat", "ifnum", "ifdim", "ifodd", "ifvmode", "ifhmode", "ifmmode", "ifinner", "ifvoid",
      "ifhbox", "ifvbox", "ifx", "ifeof", "ifcase", "ifdefined", "ifcsname", "iffontchar",
      "ifprimitive", "ifincsname", "ifpdf", "ifluatex", "ifxetex", "ifpdfabsnum", "ifpdfabsdim",
    ] { words[name] = .conditional }
    return words
  }()

  private static let standardOpaque: [String: OpaqueTreatment] = {
    var opaque: [String: OpaqueTreatment] = ["comment": .hidden]
    for name in ["filecontents", "filecontents*"] { opaque[name] = .hidden }
    for name in [
      "verbatim", "verbatim*", "Verbatim", "Verbatim*", "BVerbatim", "LVerbatim", "SaveVerbatim",
      "VerbatimOut", "lstlisting", "lstlisting*", "minted", "minted*", "alltt", "tcblisting",
      "tcboutputlisting", "asy", "asydef", "sagesilent", "sageblock", "luacode", "luacode*", "pycode",
      "pyblock", "verbatimtab", "verbatimwrite", "dot2tex",
    ] { opaque[name] = .shown }
    return opaque
  }()
}
