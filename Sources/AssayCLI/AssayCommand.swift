// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser

/// The command `assay`.
struct AssayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assay", abstract: "Numerical evidence for the theorems of a paper.",
    discussion: "Exit status: 0, all as claimed; 1, a verdict says no; 2, bad usage or unreadable input.",
    subcommands: [
      VerifyCommand.self, ListCommand.self, RivalsCommand.self, FormulaCommand.self, GateCommand.self,
      AcceptCommand.self, NewCommand.self,
      FuzzCommand.self,
    ])
}
