// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// Where a check stands: what the claim test knows and an engine does not.
public struct EvidenceContext: Sendable, Hashable {
  /// The claim's permanent name, for instance `jacobian-spectra/top-gap`.
  public var claim: String
  /// The paper's name, for instance `jacobian-spectra`.
  public var paper: String
  /// The test function, as a filter would name it.
  public var test: String
  /// What is simulated, for instance `n = 8, p = 0.5`.
  public var `case`: String
  /// The verb that asked, for instance `expectMean`.
  public var verb: String
  /// The verdict that the claim file declares.
  public var expected: Verdict
  /// Where the check is written.
  public var source: SourceReference
  /// How much the run was allowed to spend.
  public var effort: Effort
  /// The package's revision, for instance a commit; `nil` when unknown.
  public var revision: String?
  /// The BLAS kernel that computed; bits are promised on one kernel only.
  public var blasCore: String?

  /// A context with all its parts.
  public init(
    claim: String, paper: String, test: String, case: String, verb: String,
    expected: Verdict = .corroborated, source: SourceReference, effort: Effort = .standard,
    revision: String? = nil, blasCore: String? = BuildInformation.blasCore
  ) {
    self.claim = claim
    self.paper = paper
    self.test = test
    self.case = `case`
    self.verb = verb
    self.expected = expected
    self.source = source
    self.effort = effort
    self.revision = revision
    self.blasCore = blasCore
  }
}

/// A place in the sources.
public struct SourceReference: Sendable, Hashable, Codable {
  /// The file, relative to the package when that is known.
  public var file: String
  /// The line, from 1.
  public var line: Int

  /// A place in the sources.
  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }
}
