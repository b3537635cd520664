// SPDX-License-Identifier: GPL-3.0-or-later

/// A model that cannot be simulated as asked: which parameter, its value, and the mend.
public struct SimulationError: Error, Equatable, CustomStringConvertible {
  /// The model or observable.
  public let what: String
  /// What is wrong with it.
  public let problem: String
  /// What to do.
  public let mend: String

  /// Describes a model that cannot be simulated as asked.
  public init(_ what: String, _ problem: String, mend: String) {
    (self.what, self.problem, self.mend) = (what, problem, mend)
  }

  /// One line: what is wrong, and what to do.
  public var description: String { "\(what): \(problem); \(mend)" }
}
