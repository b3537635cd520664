// SPDX-License-Identifier: GPL-3.0-or-later

/// The counts at which the evidence is looked at: first · 2^j, up to a cap. The same for any number of workers.
public struct LookSchedule: Sendable, Hashable {
  /// The first look.
  public let first: Int
  /// No look lies beyond.
  public let cap: Int

  /// A schedule from its first look and its cap. Throws ``QuestionError`` when the cap leaves no look.
  public init(first: Int, cap: Int, check: String = "schedule") throws {
    guard first >= 1, cap >= first, cap <= 1 << 40 else {
      throw QuestionError.plan(
        check: check, what: "sampling cap", value: "\(cap)", mend: "allow at least the first look, \(first)")
    }
    self.first = first
    self.cap = cap
  }

  /// The looks in order.
  public var looks: [Int] {
    Array(sequence(first: first) { $0 * 2 }.prefix { $0 <= cap })
  }
}
