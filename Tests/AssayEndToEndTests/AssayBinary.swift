// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The built command, run as a user runs it.
enum AssayBinary {
  /// What a run left behind.
  struct Result {
    let status: Int32
    let output: String
    let errors: String

    /// The lines on stderr.
    var complaints: [Substring] { errors.split(separator: "\n", omittingEmptySubsequences: false).dropLast() }
  }

  /// The command lies beside the bundle of the tests, whose executable is the running process.
  static let url = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "assay")

  /// Runs the command to its end.
  ///
  /// - Parameters:
  ///   - arguments: what follows `assay`.
  ///   - folder: the current folder.
  ///   - environment: variables set besides a fixed `PATH`.
  static func run(
    _ arguments: [String], in folder: URL, environment: [String: String] = [:]
  ) throws -> Result {
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = environment.merging(["PATH": "/usr/bin:/bin"]) { given, _ in given }
    let (output, errors) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, errors)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    // Neither stream comes near the 64 KiB that a pipe holds, so one may be read after the other.
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
      errors: String(decoding: complaints, as: UTF8.self))
  }
}
