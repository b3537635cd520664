// SPDX-License-Identifier: GPL-3.0-or-later

/// Inclusions: which file is meant, where it is found, and what may not happen.
extension Flattener {
  mutating func include(
    _ form: InclusionForm, from start: Int, in reading: inout FileReading
  ) throws(ManuscriptError) {
    let afterName = reading.position
    guard let (directory, name) = target(of: form, in: &reading), !name.isEmpty else {
      reading.position = afterName
      return
    }
    if name.contains(where: { "\\#|$".contains($0) }) || directory.contains(where: { "\\#".contains($0) }) {
      if !reading.isPackage {
        note("the included file's name is computed by TeX; what it holds is not read", at: start, in: reading)
      }
      return
    }
    guard let (path, raw) = find(name, directory: directory, from: reading) else {
      try missing(name, form, from: start, in: reading)
      return
    }
    let resume = reading.position
    reading.position = start
    emit(&reading)
    drop(&reading, upTo: resume)
    let inner = form == .directoryAndFile ? RelativePath.directory(of: path) : reading.directory
    try enter(path, raw, directory: inner, isPackage: reading.isPackage, from: start, in: reading)
  }

  /// Loads the local ones among the classes or packages named, and remembers all names.
  mutating func load(
    _ suffix: String, from start: Int, in reading: inout FileReading
  ) throws(ManuscriptError) {
    if suffix == "cls", !reading.isPackage { reading.hasDocumentClass = true }
    reading.skipOption()
    guard let names = reading.simpleGroup() else { return }
    emit(&reading)
    for part in names.split(separator: .comma) {
      let name = String(decoding: part, as: UTF8.self).collapsingBlanks
      flat.loaded.append(name)
      let path = RelativePath.join(root, name + "." + suffix)
      guard !name.isEmpty, let raw = try files.bytes(of: path), packagesRead.insert(path).inserted else {
        continue
      }
      let flatStart = flat.bytes.count
      try enter(path, raw, directory: root, isPackage: true, from: start, in: reading)
      if !reading.isPackage { flat.markPackageText(since: flatStart) }
    }
  }

  /// Reads what an inclusion command names: a folder (for `\import`) and a file.
  private func target(
    of form: InclusionForm, in reading: inout FileReading
  ) -> (directory: String, name: String)? {
    if form == .directoryAndFile {
      guard let directory = reading.simpleGroup(), let name = reading.simpleGroup() else { return nil }
      return (String(decoding: directory, as: UTF8.self), String(decoding: name, as: UTF8.self))
    }
    if let name = reading.simpleGroup() { return ("", Self.unquoted(name)) }
    return form == .input ? bareName(in: &reading).map { ("", $0) } : nil
  }

  /// Reads the name of TeX's own `\input file`, which a blank or a control sequence ends.
  private func bareName(in reading: inout FileReading) -> String? {
    while !reading.isDone, reading.bytes[reading.position] == .space { reading.position += 1 }
    let start = reading.position
    let quoted = !reading.isDone && reading.bytes[start] == .quote
    if quoted { reading.position += 1 }
    while !reading.isDone {
      let byte = reading.bytes[reading.position]
      if quoted, byte == .quote {
        reading.position += 1
        break
      }
      let ends = byte.isLineEnd || byte == .percent || byte == .backslash || byte == .closeBrace
      if ends || (!quoted && (byte.isBlank || byte == .openBrace)) { break }
      reading.position += 1
    }
    let name = Self.unquoted(Array(reading.bytes[start..<reading.position]))
    return name.isEmpty ? nil : name
  }

  private static func unquoted(_ name: [UInt8]) -> String {
    String(decoding: name.filter { $0 != .quote }, as: UTF8.self)
  }

  /// Looks for a file: the paper's folder first, then the including file's; with `.tex` first, then as named.
  private func find(
    _ name: String, directory: String, from reading: FileReading
  ) -> (path: String, raw: [UInt8])? {
    var folders = [root, reading.directory, RelativePath.directory(of: reading.text.path)]
    if !directory.isEmpty {
      folders = [reading.directory, root].map { RelativePath.join($0, directory) }
    }
    for folder in folders {
      for candidate in [name + ".tex", name] {
        let path = RelativePath.join(folder, candidate)
        // A folder of that name is not the file that TeX would read.
        if let raw = try? files.bytes(of: path) { return (path, raw) }
      }
    }
    return nil
  }

  /// A file that TeX's own distribution brings, or that only holds a picture, may be elsewhere; no other may.
  private mutating func missing(
    _ name: String, _ form: InclusionForm, from start: Int, in reading: FileReading
  ) throws(ManuscriptError) {
    if form == .ifExists || reading.isPackage { return }
    let file = name[(name.lastIndex(of: "/").map(name.index(after:)) ?? name.startIndex)...]
    let holdsText = !file.contains(".") || file.hasSuffix(".tex") || file.hasSuffix(".ltx")
    if holdsText, !Self.distributed.contains(file.lowercased()) {
      let command = form == .directoryAndFile ? "import" : form == .input ? "input" : "include"
      throw .missingInput(at: reading.text.position(at: start), command: command, name: name)
    }
    note("\(name) is not beside the paper; nothing in it is read", at: start, in: reading)
  }

  private static let distributed: Set<String> = [
    "glyphtounicode", "glyphtounicode.tex", "epsf", "epsf.tex", "xy", "xypic", "amstex", "binhex",
    "insbox", "pstricks", "tikz", "pgf", "psfig", "miniltx", "t1enc.def", "random", "cyracc.def",
    "colordvi",
  ]

  private mutating func enter(
    _ path: String, _ raw: [UInt8], directory: String, isPackage: Bool, from start: Int,
    in reading: FileReading
  ) throws(ManuscriptError) {
    let place = reading.text.position(at: start)
    if let first = active.firstIndex(of: path) {
      throw .includeCycle(at: place, chain: active[first...] + [path])
    }
    inclusions += 1
    if active.count >= Self.deepestInclusion {
      throw .tooLarge(at: place, reason: "inclusions are nested more than \(Self.deepestInclusion) deep")
    }
    if inclusions > Self.mostInclusions {
      throw .tooLarge(at: place, reason: "more than \(Self.mostInclusions) inclusions")
    }
    if flat.bytes.count + raw.count > Self.longestText {
      throw .tooLarge(at: place, reason: "the text comes to more than \(Self.longestText >> 20) MiB")
    }
    try read(try SourceText(path: path, raw: raw), directory: directory, isPackage: isPackage)
  }
}
