// SPDX-License-Identifier: GPL-3.0-or-later

/// A closed interval of the extended real line, the value of a confidence sequence at one look.
public struct Interval: Sendable, Hashable {
  /// The lower end, possibly −∞.
  public let lower: Double
  /// The upper end, possibly ∞.
  public let upper: Double

  /// An interval from its ends. Precondition: lower ≤ upper, neither is NaN.
  public init(_ lower: Double, _ upper: Double) {
    precondition(lower <= upper, "an interval needs lower ≤ upper, not \(lower), \(upper)")
    self.lower = lower
    self.upper = upper
  }

  /// The interval centre ± halfWidth.
  public init(centre: Double, halfWidth: Double) {
    self.init(centre - halfWidth, centre + halfWidth)
  }

  /// The whole line: what a confidence sequence says before it may speak.
  public static let everything = Interval(-.infinity, .infinity)

  /// Whether a value lies inside; ±∞ never lies in a bounded interval.
  public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }

  /// Whether both ends are finite.
  public var isFinite: Bool { lower.isFinite && upper.isFinite }

  /// The largest distance from a value to a point of the interval.
  public func reach(from value: Double) -> Double { max(value - lower, upper - value) }
}

extension Interval: CustomStringConvertible {
  /// The interval with six significant digits, for instance "[0.9461, 0.9488]".
  public var description: String { "[\(sixDigits(lower)), \(sixDigits(upper))]" }
}

extension Interval: Codable {
  /// Reads the two-element array [lower, upper].
  public init(from decoder: any Decoder) throws {
    var ends = try decoder.unkeyedContainer()
    let lower = try ends.decode(Double.self)
    let upper = try ends.decode(Double.self)
    guard lower <= upper else {
      throw DecodingError.dataCorruptedError(
        in: ends, debugDescription: "an interval needs lower ≤ upper, not \(lower), \(upper)")
    }
    self.init(lower, upper)
  }

  /// Writes the two-element array [lower, upper].
  public func encode(to encoder: any Encoder) throws {
    var ends = encoder.unkeyedContainer()
    try ends.encode(lower)
    try ends.encode(upper)
  }
}
