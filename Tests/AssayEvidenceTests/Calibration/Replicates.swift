// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics
import Foundation

@testable import AssayEvidence

/// How much the machinery's own tests may spend: short in every run, ten thousand replicates at thorough effort.
enum Calibration {
  static let settings = Result { try RunSettings.fromEnvironment() }

  static var isThorough: Bool { (try? settings.get().effort) == .thorough }

  /// The results of independent replicates, each on a stream of its own.
  static func replicate<R: Sendable>(
    _ count: Int, _ name: String, _ body: @escaping @Sendable (RandomStream) throws -> R
  ) async throws -> [R] {
    let settings = try settings.get()
    return try await mapUnits(
      0..<count, key: Planted.key("calibration: \(name)", seed: settings.seed), workers: settings.workers
    ) { stream, index in
      stream.move(toTrial: UInt64(index))
      return try body(stream)
    }.values
  }

  /// Prints a table of Markdown at once, so that tests side by side do not mix their lines.
  static func publish(_ title: String, _ columns: [String], _ rows: [[String]]) {
    let lines = [columns, columns.map { _ in "---" }] + rows
    let table = lines.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
    print("\n## \(title)\n\n\(table)\n")
  }
}

/// How often something happened, with the exact interval that judges it: beta-binomial, error 10⁻⁴.
struct Rate: CustomStringConvertible {
  let count: Int
  let total: Int
  let interval: Interval

  init(_ count: Int, of total: Int) throws {
    (self.count, self.total) = (count, total)
    interval = try BetaBinomialMixture(alpha: 1e-4).interval(successes: count, of: total)
  }

  /// The share of the elements that satisfy a condition.
  init<Element>(of elements: [Element], _ condition: (Element) -> Bool) throws {
    try self.init(elements.count(where: condition), of: elements.count)
  }

  /// For instance "0.0021 [0.0008, 0.0044]".
  var description: String {
    let digits = total >= 4000 ? 4 : 3
    func text(_ x: Double) -> String { String(format: "%.\(digits)f", x) }
    return "\(text(Double(count) / Double(total))) [\(text(interval.lower)), \(text(interval.upper))]"
  }
}
