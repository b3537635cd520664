// SPDX-License-Identifier: GPL-3.0-or-later

import AssayEvidence
import AssayManuscript
import Foundation
public import Testing

/// Ties a test to the claim file that it decides; the verbs inside the test record their evidence under that claim.
///
/// The test fails with one line when the claim file is missing or unreadable, when it declares another expectation than the
/// test does, and when the test decides nothing. It is cancelled when `ASSAY_FILTER` leaves its claim out. Once all its cases
/// have come to their end the evidence says so (``FinishedTest``).
public struct ClaimTrait: TestTrait, TestScoping {
  let id: String
  let expected: Verdict
  let sourceLocation: SourceLocation

  /// The test as a whole has a scope too, around those of its cases.
  public func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? { self }

  /// Runs the test with its claim at hand, then makes sure that something was decided.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    guard testCase != nil else {
      let ending = TestEnding()
      try await TestEnding.$current.withValue(ending) { try await function() }
      do { try ending.keep() } catch { Issue.record("\(error)", sourceLocation: sourceLocation) }
      return
    }
    TestEnding.current?.begin()
    let run: ClaimRun
    do {
      run = try ClaimRun.open(
        id, expecting: expected, paper: PaperTrait.current, test: test.displayName ?? test.name,
        from: sourceLocation)
    } catch {
      Issue.record("\(String(describing: error))", sourceLocation: sourceLocation)
      return
    }
    guard run.isSelected else {
      try Test.cancel("left out by ASSAY_FILTER", sourceLocation: sourceLocation)
    }
    try await ClaimRun.$current.withValue(run) { try await function() }
    if run.checksSoFar == 0 {
      Issue.record(
        "\(id): the test decided nothing; call one of the expect… verbs in it", sourceLocation: sourceLocation
      )
      return
    }
    TestEnding.current?.end(of: run, function: test.name, at: sourceLocation)
  }
}

extension Trait where Self == ClaimTrait {
  /// Ties a test to `Theorems/<id>.md`.
  /// - Parameters:
  ///   - id: the claim's permanent name, `<paper>/<claim>`.
  ///   - expecting: the verdict that the claim file declares: `.corroborated`, or `.refuted` for a claim known to be false.
  public static func claim(
    _ id: String, expecting: Verdict = .corroborated, sourceLocation: SourceLocation = #_sourceLocation
  ) -> ClaimTrait {
    ClaimTrait(id: id, expected: expecting, sourceLocation: sourceLocation)
  }
}

/// Says which paper the claims of a suite belong to.
public struct PaperTrait: SuiteTrait, TestTrait, TestScoping {
  @TaskLocal static var current: String?

  let slug: String

  /// The paper holds for every test of the suite.
  public var isRecursive: Bool { true }

  /// Runs the test with its paper known.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await Self.$current.withValue(slug) { try await function() }
  }
}

extension Trait where Self == PaperTrait {
  /// Says which paper a suite's claims belong to, by its slug: the folder in `Theorems/`.
  public static func paper(_ slug: String) -> PaperTrait { PaperTrait(slug: slug) }
}
