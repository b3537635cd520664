// SPDX-License-Identifier: GPL-3.0-or-later

import AssayReporting
import Foundation

/// Standard output for data, standard error for everything else.
enum Console {
  /// Writes data to standard output, as it is.
  static func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }

  /// Writes to standard error, as it is.
  static func note(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

  /// Writes a line about a mistake to standard error.
  static func complain(_ line: String) { note("assay: \(line)\n") }

  /// The colours for standard output.
  static var ink: Ink {
    Ink(isTerminal: isatty(STDOUT_FILENO) == 1, environment: ProcessInfo.processInfo.environment)
  }

  /// Whether progress may be shown: standard error is a terminal.
  static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }
}
