// SPDX-License-Identifier: GPL-3.0-or-later

/// What an engine found out about one check: everything of its record except the context.
public struct Outcome: Sendable, Hashable {
  /// The check's name.
  public var check: String
  /// How the quantity is set beside the prediction.
  public var relation: Relation
  /// The predicted value, or the bound.
  public var prediction: Double?
  /// The margin of an equality; for an identity the largest residual allowed.
  public var margin: Double?
  /// The estimate at the deciding look; `nil` when the data do not give one.
  public var estimate: Double?
  /// The confidence interval at the deciding look.
  public var interval: Interval?
  /// How many trials (or inputs) were seen.
  public var n: Int
  /// How many trials make one observation of the method; 1 unless batch means are used.
  public var batch: Int
  /// The error probability spent.
  public var alpha: Double
  /// What stands behind alpha.
  public var guarantee: Guarantee
  /// What the evidence says.
  public var verdict: Verdict
  /// Why, when the verdict is not `corroborated`: one sentence.
  public var reason: String?
  /// The rivals and whether they are excluded.
  public var rivals: [RivalOutcome]
  /// An input that contradicts the claim, described so that a reader can try it.
  public var counterexample: String?
  /// The interval at every look.
  public var trace: [TracePoint]
  /// The run's seed.
  public var seed: UInt64
  /// Compute seconds, summed over workers; a joint loop's are divided evenly among its checks.
  public var seconds: Double

  /// An outcome with its required parts; the others can be set.
  public init(
    check: String, relation: Relation, prediction: Double?, margin: Double?, n: Int, alpha: Double,
    guarantee: Guarantee, verdict: Verdict, seed: UInt64
  ) {
    self.check = check
    self.relation = relation
    self.prediction = prediction
    self.margin = margin
    self.n = n
    self.alpha = alpha
    self.guarantee = guarantee
    self.verdict = verdict
    self.seed = seed
    batch = 1
    rivals = []
    trace = []
    seconds = 0
  }
}

/// The interval of one look: [n, lower, upper] in JSON, n counted in trials.
public struct TracePoint: Sendable, Hashable, Codable {
  /// How many trials had been seen.
  public let n: Int
  /// The interval then.
  public let interval: Interval

  /// A point of a trace.
  public init(n: Int, interval: Interval) {
    self.n = n
    self.interval = interval
  }

  /// Reads the three-element array [n, lower, upper].
  public init(from decoder: any Decoder) throws {
    var parts = try decoder.unkeyedContainer()
    n = try parts.decode(Int.self)
    let lower = try parts.decode(Double.self)
    let upper = try parts.decode(Double.self)
    guard lower <= upper else {
      throw DecodingError.dataCorruptedError(
        in: parts, debugDescription: "a trace point needs lower ≤ upper, not \(lower), \(upper)")
    }
    interval = Interval(lower, upper)
  }

  /// Writes the three-element array [n, lower, upper].
  public func encode(to encoder: any Encoder) throws {
    var parts = encoder.unkeyedContainer()
    try parts.encode(n)
    try parts.encode(interval.lower)
    try parts.encode(interval.upper)
  }
}
