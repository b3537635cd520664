// SPDX-License-Identifier: GPL-3.0-or-later

/// A place in the tests that says `.claim("…")`.
public struct ClaimUse: Sendable, Equatable {
  /// The claim's id, as written.
  public let id: String
  /// The expectation that the test declares.
  public let expect: ClaimExpectation
  /// The test target: the folder's name below `Tests`.
  public let target: String
  /// The types around the test, outermost first.
  public let suite: [String]
  /// The test function with its labels, `closedForm(product:)`; nil when the whole suite carries the claim.
  public let function: String?
  /// The display name of the test, or of the suite that carries the claim.
  public let title: String?
  /// The file, from the package's root.
  public let file: String
  /// The line of `.claim`, counted from 1.
  public let line: Int

  /// The name by which Swift Testing knows the test, `Target.Suite/function(labels:)`.
  public var test: String {
    ([([target] + suite.prefix(1)).joined(separator: ".")] + suite.dropFirst() + [function].compactMap(\.self))
      .joined(separator: "/")
  }
}

/// A `.claim` that no reader of the sources can follow.
public struct ClaimUseError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file, from the package's root.
  public let file: String
  /// The line, counted from 1.
  public let line: Int
  /// What is wrong and what to do.
  public let problem: String

  /// One line: file, line, what is wrong, and what to do.
  public var description: String { "\(file):\(line): \(problem)" }
}
