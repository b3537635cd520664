// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import AssayEvidence
import Foundation

/// The options that say how a run decides its claims; each stands for an environment variable, which it overrides.
struct RunOptions: ParsableArguments {
  @Option(help: "How much may be spent on a check: quick, standard (the default) or thorough.")
  var effort: String?

  @Option(help: "The seed of every random stream (default: a fixed one).")
  var seed: String?

  @Option(help: "How many workers compute at once (default: one a processor); no verdict depends on it.")
  var workers: String?

  @Option(help: ArgumentHelp("Decide one of N parts of the claims.", valueName: "i/n"))
  var shard: String?

  @Option(
    help: ArgumentHelp(
      "Where the records are kept (default: .assay/evidence in the package).", valueName: "dir"))
  var evidence: String?

  /// Returns the environment of the run: this process's own, with the options in place of the variables.
  func environment(filter: String?) -> [String: String] {
    var environment = ProcessInfo.processInfo.environment
    for (_, variable, value) in values(filter: filter) {
      if let value { environment[variable] = value }
    }
    return environment
  }

  /// Reads the settings of a run from its environment.
  ///
  /// - Throws: `Unusable` for a malformed value, named by its option where it came from one.
  func settings(_ environment: [String: String], filter: String?) throws -> RunSettings {
    do {
      return try RunSettings(environment: environment)
    } catch let error as SettingsError {
      let option = values(filter: filter).first { $0.variable == error.variable && $0.value != nil }
      guard let option else { throw Unusable("\(error)") }
      let mend = error.mend.replacing("unset it or ", with: "")
      throw Unusable("\(option.name) \(error.value): \(error.problem); \(mend)")
    }
  }

  private func values(filter: String?) -> [(name: String, variable: String, value: String?)] {
    [
      ("--filter", "ASSAY_FILTER", filter), ("--effort", "ASSAY_EFFORT", effort),
      ("--seed", "ASSAY_SEED", seed), ("--workers", "ASSAY_WORKERS", workers),
      ("--shard", "ASSAY_SHARD", shard), ("--evidence", "ASSAY_EVIDENCE", evidence),
    ]
  }
}
