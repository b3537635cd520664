// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Subprocess
import SystemPackage

/// Runs `swift build` and `swift test` for a package.
struct SwiftChild {
  let root: URL
  let environment: [String: String]

  /// Builds the package with its tests.
  ///
  /// What the build says goes to stderr as it comes on a terminal, else only when it fails.
  ///
  /// - Throws: `Unusable` when the build fails or there is no `swift`.
  func build() async throws {
    let arguments = ["build", "--build-tests", "--package-path", root.path]
    if Console.showsProgress {
      let result = try await start(arguments, output: .currentStandardError, error: .currentStandardError)
      guard result.terminationStatus.isSuccess else { throw Self.buildFailed }
    } else {
      // A build log is long but bounded; this is far above what a failing one has.
      let limit = 1 << 28
      let result = try await start(arguments, output: .string(limit: limit), error: .combinedWithOutput)
      guard result.terminationStatus.isSuccess else {
        Console.note(result.standardOutput)
        throw Self.buildFailed
      }
    }
  }

  private static let buildFailed = Unusable("the package does not build; mend what the compiler says above")

  /// Runs the tests of some targets, already built.
  ///
  /// - Parameters:
  ///   - targets: the test targets' names.
  ///   - log: the file that takes everything the tests print.
  /// - Returns: how `swift test` ended.
  /// - Throws: `Unusable` when there is no `swift`.
  func test(targets: [String], log: URL) async throws -> TerminationStatus {
    let filter = "^(\(targets.joined(separator: "|")))\\."
    let file = try FileDescriptor.open(FilePath(log.path), .writeOnly, options: [.truncate])
    defer { try? file.close() }
    return try await start(
      ["test", "--skip-build", "--package-path", root.path, "--filter", filter],
      output: .fileDescriptor(file, closeAfterSpawningProcess: false), error: .combinedWithOutput
    ).terminationStatus
  }

  private func start<Output: OutputProtocol, Error: ErrorOutputProtocol>(
    _ arguments: [String], output: Output, error: Error
  ) async throws -> ExecutionResult<Void, Output, Error> {
    let variables = environment.compactMap { name, value in
      Environment.Key(rawValue: name).map { ($0, value) }
    }
    // A group of its own: a Ctrl-C then comes once, from this process.
    var options = PlatformOptions()
    options.processGroupID = 0
    Interruption.childStarts()
    defer { Interruption.childEnded() }
    do {
      return try await run(
        .name("swift"), arguments: Arguments(arguments),
        environment: .custom(Dictionary(uniqueKeysWithValues: variables)), platformOptions: options,
        input: .none, output: output, error: error
      ) { Interruption.childStarted($0.processIdentifier.value) }
    } catch let error as SubprocessError {
      throw Unusable("cannot run swift: \(error)".replacing("\n", with: " "))
    }
  }
}
