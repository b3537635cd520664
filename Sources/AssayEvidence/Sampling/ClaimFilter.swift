// SPDX-License-Identifier: GPL-3.0-or-later

/// A regular expression that selects claims by name.
public struct ClaimFilter: Sendable, Hashable {
  /// The expression's text; `nil` selects every claim.
  public let pattern: String?

  /// Selects every claim.
  public static let all = ClaimFilter(unchecked: nil)

  /// A filter from a regular expression; `nil` when it is malformed.
  public init?(pattern: String) {
    guard (try? Regex(pattern)) != nil else { return nil }
    self.init(unchecked: pattern)
  }

  private init(unchecked pattern: String?) { self.pattern = pattern }

  /// Whether the expression matches somewhere in a claim's name.
  public func matches(_ claim: String) -> Bool {
    guard let pattern, let expression = try? Regex(pattern) else { return true }
    return claim.contains(expression)
  }
}
