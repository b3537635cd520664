// SPDX-License-Identifier: GPL-3.0-or-later

/// A new claim's page and test: complete, and undecided until somebody fills in what is claimed.
public struct ClaimSkeleton: Sendable {
  /// The permanent name, `paper/claim`.
  public let id: String
  /// The claim in one sentence.
  public let title: String
  /// The label of the statement in the paper, if it has one.
  public let label: String?
  /// The logical shape of the claim.
  public let verb: ClaimVerb
  let place: ClaimID

  /// The paper of a claim that belongs to none.
  public static let ownPaper = "conjectures"

  /// Why a claim cannot be started, in one line.
  public struct Mistake: Error, Equatable, CustomStringConvertible {
    /// What is wrong, and what to do.
    public let description: String
  }

  /// Names a new claim.
  ///
  /// - Parameters:
  ///   - id: `paper/claim`, or `claim` alone.
  ///   - title: one sentence on one line.
  ///   - paper: the paper of a claim named alone; the team's own conjectures when nil.
  ///   - label: the statement's label in the paper.
  ///   - verb: the logical shape.
  /// - Throws: `Mistake` for a name, a title or a label that no page can have.
  public init(
    id: String, title: String, paper: String? = nil, label: String? = nil, verb: ClaimVerb
  ) throws(Mistake) {
    let full = id.contains("/") ? id : "\(paper ?? Self.ownPaper)/\(id)"
    guard let place = ClaimID(full) else {
      throw Mistake(
        description: "'\(full)' is no id; write paper/claim in lower-case words and numbers joined by hyphens"
      )
    }
    if let paper, paper != place.paper {
      throw Mistake(
        description: "the id says paper '\(place.paper)' and --paper says '\(paper)'; say it once")
    }
    let title = title.trimmingBlanks
    guard !title.isEmpty, !title.unicodeScalars.contains(where: Self.breaksLine) else {
      throw Mistake(description: "the title must be one sentence on one line")
    }
    if let label, label.isEmpty || label.unicodeScalars.contains(where: Self.breaksLine) {
      throw Mistake(description: "the label must be one line, as it stands in \\label{…}")
    }
    (self.id, self.title, self.label, self.verb) = (full, title, label, verb)
    self.place = place
  }

  private static func breaksLine(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || "\u{2028}\u{2029}".unicodeScalars.contains(scalar)
  }

  /// The page's path below the claims' folder.
  public var pagePath: String { id + ".md" }

  /// The test's path below the package.
  public func testPath(target: String) -> String { "Tests/\(target)/\(typeName).swift" }

  /// The suite's name: the words of the claim, and of its paper where it has one.
  public var typeName: String {
    let name = place.paper == Self.ownPaper ? place.name : "\(place.paper)-\(place.name)"
    let words = name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
    let joined = words.joined() + "Conjecture"
    return joined.first?.isNumber == true ? "The" + joined : joined
  }

  /// The claim's page.
  public var page: String {
    let label = self.label.map { "label: \(Self.quoted($0))\n" } ?? ""
    let source = place.paper == Self.ownPaper ? "ours" : "paper"
    return """
      ---
      id: \(id)
      title: \(Self.quoted(title))
      paper: \(place.paper)
      \(label)expect: corroborated
      source: \(source)
      verb: \(verb.rawValue)
      ---

      ## Statement

      \(title)

      ## Hypotheses

      Say under which assumptions it is claimed.

      ## Where it comes from

      Give the reference, the proof in brief, or the reason to believe it.

      ## How it is tested

      Say what is simulated, in which settings, and what the evidence does not cover.

      ## Rivals

      Name the plausible wrong answers that the same evidence must exclude.

      ## Caveats

      Say what would make the test mislead.

      """
  }

  /// Text as YAML's double-quoted scalar, whatever it holds.
  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
