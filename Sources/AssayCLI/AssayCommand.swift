// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser

/// Numerical evidence for the theorems of a paper.
@main
struct AssayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assay", abstract: "Numerical evidence for the theorems of a paper.")
}
