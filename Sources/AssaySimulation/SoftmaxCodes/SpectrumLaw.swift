// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// The law of the singular values at the start of a run.
public struct SpectrumLaw: Sendable, CustomStringConvertible {
  /// What the law is called, for instance "0.01 Exp(1)".
  public let description: String
  /// Draws this many positive numbers.
  public let draw: @Sendable (_ count: Int, _ stream: RandomStream) throws -> [Double]

  /// Names a law.
  public init(
    _ description: String, draw: @escaping @Sendable (_ count: Int, _ stream: RandomStream) throws -> [Double]
  ) {
    self.description = description
    self.draw = draw
  }

  /// Independent exponential numbers of this mean.
  public static func exponential(mean: Double) -> SpectrumLaw {
    SpectrumLaw("\(mean.short) Exp(1)") { count, stream in
      (0..<count).map { _ in stream.exponential(mean: mean) }
    }
  }

  /// Independent uniform numbers in (0, top].
  public static func uniform(upTo top: Double) -> SpectrumLaw {
    SpectrumLaw("uniform up to \(top.short)") { count, stream in
      (0..<count).map { _ in top * (1 - stream.uniform()) }
    }
  }

  /// Always these numbers.
  public static func fixed(_ values: [Double]) -> SpectrumLaw {
    SpectrumLaw("s = \(values.map(\.short).joined(separator: ", "))") { count, _ in
      guard count == values.count else {
        throw SimulationError(
          "fixed spectrum", "\(values.count) values for \(count) modes", mend: "give K − 1 values")
      }
      return values
    }
  }
}
