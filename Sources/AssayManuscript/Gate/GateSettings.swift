// SPDX-License-Identifier: GPL-3.0-or-later

import Yams

/// What `Theorems/gate.yml` says: which kinds must be covered, what is exempt and why, which paper is which.
///
/// ```yaml
/// cover: [theorem, proposition, lemma, corollary]
/// papers:
///   jacobian-spectra: paper/main.tex
/// exempt:
///   - label: lem:technical
///     reason: three lines of algebra; nothing to sample
/// ```
public struct GateSettings: Sendable {
  /// The kinds that need a claim, in lower case; nil for every kind but definitions, remarks, examples and the like.
  public let kinds: Set<String>?
  /// The papers by slug, each with the path of its main file.
  public let papers: [String: String]
  /// What needs no claim.
  public let exemptions: [Exemption]
  /// The file, as findings name it.
  public let file: String

  /// A statement that needs no claim.
  public struct Exemption: Hashable, Sendable {
    /// Its label.
    public let label: String
    /// Why.
    public let reason: String
    /// The line of the file that says so.
    public let line: Int
  }

  /// The settings of a package without `gate.yml`.
  public init() {
    kinds = nil
    papers = [:]
    exemptions = []
    file = "Theorems/gate.yml"
  }

  /// Reads the settings.
  ///
  /// - Parameters:
  ///   - yaml: the content of `gate.yml`.
  ///   - file: the file's name in errors and findings.
  /// - Throws: `GateError.settings` naming the line.
  public init(yaml: String, file: String) throws(GateError) {
    let reader = GateSettingsReader(file: file)
    let root = try reader.root(of: yaml)
    self.file = file
    kinds = try reader.kinds(root["cover"])
    papers = try reader.papers(root["papers"])
    exemptions = try reader.exemptions(root["exempt"])
  }

  /// Returns whether a statement of this kind must have a claim.
  public func mustBeCovered(_ statement: PaperStatement) -> Bool {
    let names = [statement.kind.lowercased(), statement.environment.lowercased()]
    let lastWord = statement.kind.lowercased().split(separator: " ").last.map(String.init)
    if let kinds { return (names + [lastWord].compactMap(\.self)).contains { kinds.contains($0) } }
    let environment = ConventionalNames.printed(statement.environment)?.lowercased()
    return !(names + [environment].compactMap(\.self)).contains {
      ConventionalNames.notToBeCovered.contains($0)
    }
  }
}

/// Reads `gate.yml` and names the line of every mistake.
private struct GateSettingsReader {
  let file: String

  func error(_ line: Int?, _ problem: String) -> GateError {
    .settings(file: file, line: line ?? 1, problem: problem)
  }

  /// Returns the top-level keys with their values.
  func root(of yaml: String) throws(GateError) -> [String: Node] {
    let node: Node?
    do {
      node = try Yams.compose(yaml: yaml)
    } catch let mistake {
      throw error(Self.line(of: mistake), "is no YAML; write cover:, papers: and exempt:")
    }
    guard let node, node.tag.description != "tag:yaml.org,2002:null" else { return [:] }
    let known = ["cover", "papers", "exempt"]
    var entries: [String: Node] = [:]
    for (key, value) in try mapping(node, "the file", "cover:, papers: and exempt:") {
      guard known.contains(key.scalar?.string ?? "") else {
        throw error(
          key.mark?.line,
          "\(key.scalar?.string ?? "this") is no key; the keys are \(known.joined(separator: ", "))")
      }
      entries[key.scalar?.string ?? ""] = value
    }
    return entries
  }

  func kinds(_ node: Node?) throws(GateError) -> Set<String>? {
    guard let node else { return nil }
    guard let items = node.sequence, !items.isEmpty else {
      throw error(node.mark?.line, "cover: is no list; write [theorem, proposition, lemma]")
    }
    var kinds: Set<String> = []
    for item in items { kinds.insert(try text(item, "a kind").lowercased()) }
    return kinds
  }

  func papers(_ node: Node?) throws(GateError) -> [String: String] {
    guard let node else { return [:] }
    var papers: [String: String] = [:]
    for (key, value) in try mapping(node, "papers:", "SLUG: path/to/main.tex") {
      papers[try text(key, "a slug")] = try text(value, "a path")
    }
    return papers
  }

  func exemptions(_ node: Node?) throws(GateError) -> [GateSettings.Exemption] {
    guard let node else { return [] }
    guard let items = node.sequence else {
      throw error(node.mark?.line, "exempt: is no list; write - label: …, and under it reason: …")
    }
    var exemptions: [GateSettings.Exemption] = []
    for item in items {
      var (label, reason): (String?, String?)
      for (key, value) in try mapping(item, "an exemption", "label: … and reason: …") {
        switch key.scalar?.string {
        case "label": label = try text(value, "a label")
        case "reason": reason = try text(value, "a reason")
        default: throw error(key.mark?.line, "an exemption has a label and a reason, nothing else")
        }
      }
      guard let label else { throw error(item.mark?.line, "an exemption without a label; add label:") }
      guard let reason, !reason.allSatisfy(\.isWhitespace) else {
        throw error(item.mark?.line, "\(label) is exempt without a reason; add reason:")
      }
      guard !exemptions.contains(where: { $0.label == label }) else {
        throw error(item.mark?.line, "\(label) is exempt twice; remove one")
      }
      exemptions.append(GateSettings.Exemption(label: label, reason: reason, line: item.mark?.line ?? 1))
    }
    return exemptions
  }

  private func mapping(_ node: Node, _ what: String, _ form: String) throws(GateError) -> Node.Mapping {
    guard let mapping = node.mapping else {
      throw error(node.mark?.line, "\(what) is no mapping; write \(form)")
    }
    return mapping
  }

  private func text(_ node: Node, _ what: String) throws(GateError) -> String {
    guard let text = node.scalar?.string, !text.isEmpty else {
      throw error(node.mark?.line, "\(what) is missing or no text; write it on one line")
    }
    return text
  }

  private static func line(of mistake: any Error) -> Int? {
    switch mistake as? YamlError {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
    case .duplicatedKeysInMapping(_, let context): context.mark.line
    default: nil
    }
  }
}
