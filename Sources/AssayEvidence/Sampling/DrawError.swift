// SPDX-License-Identifier: GPL-3.0-or-later

import AssayNumerics

/// An observable threw while it was drawn; names the trial, so that it can be replayed.
public struct DrawError: Error, CustomStringConvertible {
  /// The stream's key.
  public let key: StreamKey
  /// The trial that threw; the first one, whatever the number of workers.
  public let trial: Int
  /// What was thrown.
  public let underlying: any Error

  /// One line: what went wrong and where.
  public var description: String {
    "\(key.check) in \(key.case): trial \(trial) with seed \(key.seed) failed: \(underlying)"
  }
}
