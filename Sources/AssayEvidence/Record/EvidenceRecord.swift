// SPDX-License-Identifier: GPL-3.0-or-later

/// One check's evidence as it is kept: an ``Outcome`` in its ``EvidenceContext``, one JSON file.
///
/// Everything but `seconds` is a function of the sources, the seed, the effort and the BLAS kernel: two runs give
/// the same bytes otherwise, whatever the number of workers.
public struct EvidenceRecord: Sendable, Hashable, Codable {
  /// The version of this layout that this build writes, and the newest it reads.
  public static let currentSchema = 1

  /// The layout's version.
  public let schema: Int
  /// The claim's permanent name.
  public var claim: String
  /// The paper's name.
  public var paper: String
  /// The test function.
  public var test: String
  /// What is simulated.
  public var `case`: String
  /// The check's name; (claim, case, check) is the record's key.
  public var check: String
  /// The verb that asked.
  public var verb: String
  /// How the quantity is set beside the prediction.
  public var relation: Relation
  /// The predicted value, or the bound.
  public var prediction: Double?
  /// The margin of an equality, or the largest residual allowed.
  public var margin: Double?
  /// The estimate at the deciding look.
  public var estimate: Double?
  /// The interval at the deciding look, as [lower, upper].
  public var interval: Interval?
  /// How many trials (or inputs) were seen.
  public var n: Int
  /// How many trials make one observation.
  public var batch: Int
  /// The error probability spent.
  public var alpha: Double
  /// What stands behind alpha.
  public var guarantee: Guarantee
  /// What the evidence says.
  public var verdict: Verdict
  /// Why, when it is not corroborated.
  public var reason: String?
  /// What the claim file declares.
  public var expected: Verdict
  /// The rivals, each with whether it is excluded.
  public var rivals: [RivalOutcome]
  /// An input that contradicts the claim.
  public var counterexample: String?
  /// The interval at every look, each as [n, lower, upper].
  public var trace: [TracePoint]
  /// The run's seed.
  public var seed: UInt64
  /// How much the run was allowed to spend.
  public var effort: Effort
  /// Compute seconds: the only field that varies between equal runs.
  public var seconds: Double
  /// The package's revision.
  public var revision: String?
  /// The BLAS kernel that computed.
  public var blasCore: String?
  /// Where the check is written.
  public var source: SourceReference

  /// The record of an outcome in its context.
  public init(_ outcome: Outcome, in context: EvidenceContext) {
    schema = Self.currentSchema
    claim = context.claim
    paper = context.paper
    test = context.test
    self.case = context.case
    check = outcome.check
    verb = context.verb
    relation = outcome.relation
    prediction = outcome.prediction
    margin = outcome.margin
    estimate = outcome.estimate
    interval = outcome.interval
    n = outcome.n
    batch = outcome.batch
    alpha = outcome.alpha
    guarantee = outcome.guarantee
    verdict = outcome.verdict
    reason = outcome.reason
    expected = context.expected
    rivals = outcome.rivals
    counterexample = outcome.counterexample
    trace = outcome.trace
    seed = outcome.seed
    effort = context.effort
    seconds = outcome.seconds
    revision = context.revision
    blasCore = context.blasCore
    source = context.source
  }

  /// Whether two records say the same, however long they took.
  public func agrees(with other: EvidenceRecord) -> Bool {
    var twin = other
    twin.seconds = seconds
    return self == twin
  }
}
