// SPDX-License-Identifier: GPL-3.0-or-later

/// The gate's rules; an identifier, once published, keeps its meaning and is never used for another.
public enum GateRule: String, CaseIterable, Sendable {
  /// A claim expected to hold was refuted.
  case refuted = "assay/refuted"
  /// A claim expected to fail was corroborated.
  case unexpectedlyCorroborated = "assay/unexpectedly-corroborated"
  /// The evidence does not decide yet.
  case undecided = "assay/undecided"
  /// An assumption of the statistical method failed.
  case invalidAssumption = "assay/invalid-assumption"
  /// There is no evidence for a claim.
  case evidenceMissing = "assay/evidence-missing"
  /// The evidence is older than the claim's test or the sources that it uses.
  case evidenceStale = "assay/evidence-stale"
  /// A statement differs from the one that was accepted.
  case statementChanged = "assay/statement-changed"
  /// A claim's page holds no accepted statement.
  case statementUnaccepted = "assay/statement-unaccepted"
  /// An accepted statement uses a macro whose definition was not accepted with it.
  case definitionUnrecorded = "assay/definition-unrecorded"
  /// A label now stands on a different statement.
  case labelReused = "assay/label-reused"
  /// A claim's statement is no longer in the paper.
  case claimRemoved = "assay/claim-removed"
  /// A statement has no claim.
  case claimUncovered = "assay/claim-uncovered"
  /// A statement has a new label.
  case labelRenamed = "assay/label-renamed"
  /// A label stands in two places.
  case labelDuplicate = "assay/label-duplicate"
  /// A statement has no label.
  case labelMissing = "assay/label-missing"
  /// A statement has a new number.
  case numberChanged = "assay/number-changed"
  /// A number that changed is typed into a text.
  case hardCodedNumber = "assay/hard-coded-number"
  /// The numbers come from an `.aux` file that does not belong to this text.
  case staleAux = "assay/stale-aux"
  /// The scanner met something that it could only guess at.
  case parseRecovered = "assay/parse-recovered"
  /// An exemption names a statement that is not there.
  case exemptionUnused = "assay/exemption-unused"
}
