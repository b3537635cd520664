// SPDX-License-Identifier: GPL-3.0-or-later

/// How much a finding matters.
public enum GateLevel: String, Comparable, Sendable {
  /// To be known.
  case note
  /// To be mended, or decided upon.
  case warning
  /// Wrong.
  case error

  /// Orders by how much it matters.
  public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

extension GateRule {
  /// The level of its findings, unless one says otherwise.
  public var level: GateLevel {
    switch self {
    case .numberChanged: .note
    case .undecided, .claimUncovered, .labelMissing, .staleAux, .parseRecovered, .hardCodedNumber,
      .definitionUnrecorded, .exemptionUnused:
      .warning
    default: .error
    }
  }

  /// Whether one finding makes the gate say no.
  public var isBlocking: Bool { level == .error || self == .undecided }

  /// Whether `--strict` makes it say no: a claim may be missing, or nothing may hold it to its words.
  public var isBlockingWhenStrict: Bool {
    switch self {
    case .claimUncovered, .labelMissing, .parseRecovered, .definitionUnrecorded, .exemptionUnused: true
    default: isBlocking
    }
  }

  /// The rule in one sentence.
  public var summary: String {
    switch self {
    case .refuted: "A claim that should hold is refuted"
    case .unexpectedlyCorroborated: "A claim that should be refuted is corroborated"
    case .undecided: "The evidence does not decide the claim yet"
    case .invalidAssumption: "An assumption of the statistical method failed"
    case .evidenceMissing: "There is no evidence for a claim"
    case .evidenceStale: "The evidence is older than the claim's test or the sources that it uses"
    case .statementChanged: "A statement differs from the one that was accepted"
    case .statementUnaccepted: "A claim's page holds no accepted statement"
    case .definitionUnrecorded: "An accepted statement uses a macro that was not accepted with it"
    case .labelReused: "A label stands on another statement than the accepted one"
    case .claimRemoved: "A claim's statement is no longer in the paper"
    case .claimUncovered: "A statement of the paper has no claim"
    case .labelRenamed: "A statement has a new label"
    case .labelDuplicate: "A label stands in two places"
    case .labelMissing: "A statement has no label"
    case .numberChanged: "A statement has a new number"
    case .hardCodedNumber: "A number that changed is typed into a text"
    case .staleAux: "The numbers come from an .aux file that does not belong to this text"
    case .parseRecovered: "Something in the LaTeX could only be guessed at"
    case .exemptionUnused: "An exemption names a statement that is not there"
    }
  }

  /// What to do about it.
  public var help: String {
    switch self {
    case .refuted, .unexpectedlyCorroborated:
      "Run the replay command, find out whether the statement or the test is wrong, and mend it."
    case .undecided: "Run the claim with more effort, or widen the margin that it states."
    case .invalidAssumption: "Read the reason in the evidence; the method does not fit these observations."
    case .evidenceMissing, .evidenceStale: "Run the claim: assay verify."
    case .statementChanged, .statementUnaccepted, .definitionUnrecorded, .labelReused, .labelRenamed,
      .claimRemoved:
      "Check the claim's test against the paper, then run assay accept."
    case .claimUncovered:
      "Write a claim with assay new, or exempt the label with a reason in Theorems/gate.yml."
    case .labelDuplicate: "Give one of the statements another label."
    case .labelMissing: "Add a label inside the environment."
    case .numberChanged: "Nothing, unless the old number is typed somewhere."
    case .hardCodedNumber: "Refer to the label instead of the number."
    case .staleAux: "Run LaTeX again."
    case .parseRecovered: "Read the line; write it so that it needs no guess."
    case .exemptionUnused: "Remove the exemption from Theorems/gate.yml."
    }
  }
}
