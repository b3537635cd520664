// SPDX-License-Identifier: GPL-3.0-or-later

/// What the gate decided.
public struct GateOutcome: Sendable {
  /// The papers, in the order given.
  public let papers: [Paper]

  /// What the gate has to say of one paper.
  public struct Paper: Sendable {
    /// The path of the main file.
    public let path: String
    /// The slug of its claims.
    public let slug: String
    /// How many files were read.
    public let fileCount: Int
    /// The statements by kind, most frequent first.
    public let kinds: [(kind: String, count: Int)]
    /// The `.aux` file that the numbers come from.
    public let auxiliary: String?
    /// Statements with a claim.
    public let covered: Int
    /// Statements that must have one.
    public let required: Int
    /// The revision compared with.
    public let revision: String?
    /// What passed and what was found, in the order of the text; then what was removed; then notes.
    public let entries: [Entry]

    /// The findings in order.
    public var findings: [GateFinding] {
      entries.compactMap { if case .finding(let finding) = $0 { finding } else { nil } }
    }
  }

  /// One line of the gate's report.
  public enum Entry: Sendable {
    /// A statement with nothing to say against it.
    case passed(Passed)
    /// A statement that needs no claim, with the reason.
    case exempt(label: String, subject: String, reason: String)
    /// Something to say.
    case finding(GateFinding)
  }

  /// A claim as it should be.
  public struct Passed: Sendable {
    /// The statement's label.
    public let label: String
    /// `Theorem 3.2`.
    public let subject: String
    /// The claim's id.
    public let claim: String
    /// What the evidence says, in one line.
    public let summary: String
    /// Where the statement stands.
    public let place: SourcePosition
    /// Where the claim is tested.
    public let test: SourcePosition?
  }

  /// All findings.
  public var findings: [GateFinding] { papers.flatMap(\.findings) }
  /// Statements with a claim.
  public var covered: Int { papers.reduce(0) { $0 + $1.covered } }
  /// Statements that must have one.
  public var total: Int { papers.reduce(0) { $0 + $1.required } }
  /// Whether the gate says yes.
  public var isOpen: Bool { !findings.contains(where: \.isBlocking) }
}
