// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation

/// Runs the command and turns every error into one line on stderr and an exit status.
@main
enum EntryPoint {
  static func main() async {
    do {
      var command = try await AssayCommand.asyncParseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      exit(with: error)
    }
  }

  /// 0 for help, the status that a command chose, and 2 for everything that stopped it.
  private static func exit(with error: any Error) -> Never {
    let code = AssayCommand.exitCode(for: error)
    if code == .success { AssayCommand.exit(withError: error) }
    if error is ExitCode { Foundation.exit(code.rawValue) }
    // ArgumentParser would add its usage lines; one line is easier to read and to test.
    for line in AssayCommand.message(for: error).split(separator: "\n") {
      Console.complain(String(line))
    }
    Foundation.exit(ExitStatus.unusable.rawValue)
  }
}

/// What the exit statuses mean.
enum ExitStatus {
  /// A verdict says no.
  static let refuted = ExitCode(1)
  /// Bad usage, or unreadable or invalid input.
  static let unusable = ExitCode(2)
}

/// Something that stops a command, in one line or several of the same kind: what is wrong, and what to do.
struct Unusable: Error, CustomStringConvertible {
  let description: String

  init(_ lines: String...) { self.init(lines: lines) }
  init(lines: [String]) { description = lines.joined(separator: "\n") }
}
